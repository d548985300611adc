import { MEASURER_LIMITS } from '../measure/measurer-limits.ts';
import type { AuditFigures } from './audit-figures.ts';

/**
 * Of the time in which the browser's threads wanted a core, the share that they may wait for one: as much as the
 * generator may. Seen on two cores with the sandbox on the same machine: 0.55 to 0.79 as a rule; 0.82 to 0.93 with
 * ten times as many busy threads as cores, where TBT goes up by some 100 ms for nothing that the page did.
 */
export const MOST_BROWSER_WAIT_SHARE = MEASURER_LIMITS.coreWaitShare;

/** The runs that say something of the page, by their numbers counted from 1; or why too few of them do. */
export type SoundRuns =
  | { readonly kind: 'sound'; readonly numbers: readonly number[] }
  | { readonly kind: 'invalid'; readonly reason: string };

/**
 * Leaves out the runs in which others had the cores: what counts is how the browser fared, not what came out. Where
 * the system does not tell, a run is taken for sound. When no more than half of the runs are left, nothing can be said.
 */
export function soundRuns(page: string, runs: readonly AuditFigures[]): SoundRuns {
  const numbers = runs.flatMap(({ browserWaitShare = 0 }, index) =>
    browserWaitShare <= MOST_BROWSER_WAIT_SHARE ? [index + 1] : [],
  );
  if (numbers.length * 2 > runs.length) return { kind: 'sound', numbers };
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const worst = Math.max(...runs.map(({ browserWaitShare = 0 }) => browserWaitShare));
  return {
    kind: 'invalid',
    reason:
      `lighthouse ${page}: in ${runs.length - numbers.length} of ${runs.length} runs the browser waited for a core for more ` +
      `than ${percent(MOST_BROWSER_WAIT_SHARE)} of the time in which it wanted one (up to ${percent(worst)}): ` +
      'something else has the cores of this machine',
  };
}
