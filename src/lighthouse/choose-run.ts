import type { Result } from 'lighthouse';
import { computeMedianRun } from 'lighthouse/core/lib/median-run.js';
import type { AuditFigures } from './audit-figures.ts';
import type { AuditMode } from './audited-pages.ts';

/**
 * How much of the time in which they want a core the browser's threads may spend waiting for one. Measured on two cores with the sandbox on the same machine: usually 0.55 to 0.79. With ten
 * times as many busy threads as cores it was 0.82 to 0.93, and TBT rose by some 100 ms although the page was the same.
 */
export const MOST_BROWSER_WAIT_SHARE = 0.85;

/** The runs that tell something about the page, by their numbers counted from 1; or why too few of them do. */
export type SoundRuns =
  | { readonly kind: 'sound'; readonly numbers: readonly number[] }
  | { readonly kind: 'invalid'; readonly reason: string };

/**
 * Leaves out the runs in which other processes had the cores. It looks at the browser's waiting only, never at the
 * figures. Where the system does not report the waiting, every run counts. The measurement is invalid when half of
 * the runs or more are left out.
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
      'something else is using the cores of this machine',
  };
}

/**
 * Chooses the run that stands for all of them: the median run by Lighthouse's own rule, the one whose FCP and TTI are
 * nearest to the medians of both (`lighthouse/core/lib/median-run.js`). Its figures belong together, and a reader can
 * open its report. Neither is true of a median taken of each figure separately.
 *
 * A timespan has no FCP and no TTI, and Lighthouse has no rule for it. There the same rule uses INP and TBT: how fast
 * the page answered, and how much it worked.
 *
 * @returns its index
 * @throws Error when there is no run
 */
export function medianRun(runs: readonly AuditFigures[], mode: AuditMode): number {
  if (runs.length === 0) throw new Error('the median run: found no run; expected at least one');
  const results = runs.map((figures) => asResult(mode === 'navigation' ? loading(figures) : acting(figures)));
  return results.indexOf(computeMedianRun(results));
}

function loading({ fcpMs = Number.NaN, ttiMs = Number.NaN }: AuditFigures): [number, number] {
  return [fcpMs, ttiMs];
}

/** Lighthouse takes 0 for a missing value, and TBT is usually 0. Shifting all values changes no distance. */
function acting({ inpMs = Number.NaN, tbtMs }: AuditFigures): [number, number] {
  return [inpMs + 1, tbtMs + 1];
}

/** As much of a result as Lighthouse's rule reads. */
function asResult([first, second]: [number, number]): Result {
  const audits = {
    'first-contentful-paint': { numericValue: first },
    interactive: { numericValue: second },
  };
  return { audits } as unknown as Result;
}
