import type { Result } from 'lighthouse';
import { computeMedianRun } from 'lighthouse/core/lib/median-run.js';
import type { AuditFigures } from './audit-figures.ts';
import type { AuditMode } from './audited-pages.ts';

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
