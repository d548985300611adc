import { getPriority, setPriority } from 'node:os';

/** Whether this process may go before others. Root may, but in a container only if that was given the right to it. */
export function mayGoFirst(): boolean {
  const now = getPriority();
  try {
    setPriority(now - 1);
  } catch {
    return false;
  }
  setPriority(now);
  return true;
}
