import { formatFigure, formatMs } from '../../base/format.ts';
import { textTable } from '../../base/text-table.ts';
import type { AuditFigures } from '../../lighthouse/audit-figures.ts';
import type { AuditRecord } from '../../lighthouse/audit-record.ts';
import type { LimitReached, PerceivedCurve } from '../../verdict/perceived-under-load.ts';
import { DASH } from '../words/numbers.ts';

/** The audits as a table: figures of the judged run, the spread of the score, and where its report is. */
export function auditLines(audits: readonly AuditRecord[]): string {
  const ms = (value: number | undefined) => (value === undefined ? DASH : formatFigure(value, 'ms'));
  const rows = audits.map(({ page, runs, judged, report, invalid }) => {
    const figures = runs[judged - 1];
    return [
      page,
      figures === undefined ? DASH : String(figures.score),
      spread(runs, 'score'),
      ms(figures?.lcpMs),
      ms(figures?.inpMs),
      ms(figures?.tbtMs),
      figures === undefined ? DASH : formatFigure(figures.cls, 'shift'),
      figures === undefined ? DASH : formatFigure(figures.transferredBytes, 'bytes'),
      `${judged} of ${runs.length}${invalid === undefined ? '' : ', invalid'}`,
      report,
    ];
  });
  const head = ['page', 'score', 'scores', 'LCP', 'INP', 'TBT', 'CLS', 'transferred', 'judged run', 'report'];
  const device = audits[0]?.device ?? 'desk';
  return `Lighthouse, as on a ${device}: the judged run of each page\n${textTable(head, rows)}`;
}

function spread(runs: readonly AuditFigures[], key: 'score'): string {
  const values = runs.map((run) => run[key]);
  return `${Math.min(...values)} to ${Math.max(...values)}`;
}

/**
 * The perceived-under-load curves as a text table: a step a line, a column for each number of users that a round met;
 * journeys have their rounds one after the other, so each met its own numbers of users. None for no curves.
 */
export function perceivedLines(curves: readonly PerceivedCurve[]): string[] {
  const journeys = [...new Set(curves.map(({ journey }) => journey))];
  return journeys.map((journey) => {
    const own = curves.filter((curve) => curve.journey === journey);
    const levels = [...new Set(own.flatMap(({ points }) => points.map(({ vus }) => vus)))].sort(
      (a, b) => a - b,
    );
    const rows = own.map(({ step, points, limitMs, limitReached }) => [
      step,
      ...levels.map((vus) => {
        const point = points.find((each) => each.vus === vus);
        return point === undefined ? DASH : formatMs(point.medianMs);
      }),
      formatMs(limitMs),
      reachedText(limitReached, points.at(-1)?.vus ?? 0),
    ]);
    const head = [`${journey}, ms at users`, ...levels.map(String), 'limit', 'limit reached'];
    return textTable(head, rows);
  });
}

/** E.g. `at 312 users (290 to 340)`. */
function reachedText(reached: LimitReached | undefined, mostVus: number): string {
  if (reached === undefined) return `not up to ${mostVus} users`;
  const users = (vus: number | undefined) => (vus === undefined ? 'open' : String(Math.round(vus)));
  const { vus, lowVus, highVus, orFewer } = reached;
  if (orFewer === true) return `at ${users(vus)} users or fewer`;
  return `at ${users(vus)} users (${users(lowVus)} to ${users(highVus)})`;
}
