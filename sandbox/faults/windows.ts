import type { FaultSite } from './fault-kind.ts';

/** The form of a window at the end of an amount: from second 20 to second 40 since the fault was switched on. */
export const WINDOW = String.raw`(?:/(\d{1,6})-(\d{1,6}))?`;

/** Whether a time is within a window. */
export type WithinWindow = () => boolean;

/**
 * A window that begins to count now. Without seconds it never ends.
 *
 * @returns undefined when the window is empty
 */
export function windowOf(
  fromSecond = 0,
  toSecond = Number.POSITIVE_INFINITY,
): ((site: Pick<FaultSite, 'now'>) => WithinWindow) | undefined {
  if (toSecond <= fromSecond) return undefined;
  return (site) => {
    const startedMs = site.now();
    return () => {
      const second = (site.now() - startedMs) / 1000;
      return second >= fromSecond && second < toSecond;
    };
  };
}
