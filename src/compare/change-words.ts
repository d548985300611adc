import type { ChangeInterval } from './comparison.ts';

/** A change in per cent with its sign: `+10.2 %`. */
export function changeWords(share: number): string {
  const percent = share * 100;
  const decimals = Math.abs(percent) < 9.95 ? 1 : 0;
  const text = Math.abs(percent).toFixed(decimals);
  if (Number(text) === 0) return '0 %';
  return `${percent < 0 ? '−' : '+'}${text} %`;
}

/** Both ends of an interval of a change; `open` when it could not be bounded. */
export function intervalWords({ lower, upper }: ChangeInterval): string {
  return lower === undefined ? 'open' : `${changeWords(lower)} to ${changeWords(upper)}`;
}
