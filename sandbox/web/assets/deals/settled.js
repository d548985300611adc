// @ts-check
import { useEffect, useState } from 'preact/hooks';

/**
 * The last value that stayed the same for a while.
 * @template T
 * @param {T} value
 * @param {number} quietMs
 * @returns {T | undefined} undefined until the first value has stood that long.
 */
export function useSettled(value, quietMs) {
  const [settled, setSettled] = useState(/** @type {T | undefined} */ (undefined));
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), quietMs);
    return () => clearTimeout(timer);
  }, [value, quietMs]);
  return settled;
}
