import { counted, formatCount, formatFigure, formatMs } from '../../base/format.ts';
import { type Column, textTable } from '../../base/text-table.ts';
import type { AuditRecord } from '../../lighthouse/audit-record.ts';
import type { BurstRecord } from '../../record/round-record.ts';
import type { RunRecord } from '../../record/run-record.ts';
import type { PerceivedCurve } from '../../verdict/perceived-under-load.ts';
import { auditColumns } from '../words/audits.ts';
import { failedByColumn } from '../words/failures.ts';
import { latencyColumns, msOrDash } from '../words/numbers.ts';
import { ownP95Column } from '../words/own-delay.ts';
import { usersRange } from '../words/steps.ts';

/** The audits as a table: figures of the judged run, the spread of the score, and where its report is. */
export function auditLines(audits: readonly AuditRecord[]): string {
  const judgedRun = ({ runs, judged, invalid }: AuditRecord) =>
    `${judged} of ${runs.length}${invalid === undefined ? '' : ', invalid'}`;
  const table = textTable(
    [
      ['page', ({ page }) => page],
      ...auditColumns((ms) => formatFigure(ms, 'ms')),
      ['judged run', judgedRun],
      ['report', ({ report }) => report],
    ],
    audits,
  );
  return `Lighthouse, as on a ${audits[0]?.device ?? 'desk'}: the judged run of each page\n${table}`;
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
    return textTable(
      [
        [`${journey}, ms at users`, ({ step }) => step],
        ...levels.map(
          (level): Column<PerceivedCurve> => [
            String(level),
            ({ points }) => msOrDash(points.find(({ vus }) => vus === level)?.medianMs),
          ],
        ),
        ['limit', ({ limitMs }) => formatMs(limitMs)],
        ['limit reached', reachedText],
      ],
      own,
    );
  });
}

/** E.g. `at 312 users (290 to 340)`. */
function reachedText({ limitReached, points }: PerceivedCurve): string {
  if (limitReached === undefined) return `not up to ${counted(points.at(-1)?.vus ?? 0, 'user')}`;
  const users = counted(Math.round(limitReached.vus), 'user');
  return limitReached.orFewer === true ? `at ${users} or fewer` : `at ${users}${usersRange(limitReached)}`;
}

/** The bursts of the `baseline` project, a row each. */
export function burstsTable({ bursts }: Pick<RunRecord, 'bursts'>): string {
  return textTable<BurstRecord>(
    [
      ['burst', ({ operation }) => operation],
      ['requests/s', ({ requestsPerSecond }) => formatCount(requestsPerSecond)],
      ...failedByColumn(bursts),
      ...latencyColumns<BurstRecord>((burst) => burst, 'p50', 'p95', 'p99', 'max'),
      ownP95Column<BurstRecord>((burst) => burst),
      ['how', howText],
    ],
    bursts,
  );
}

function howText({ mode, connections }: BurstRecord): string {
  if (mode.kind !== 'paced') return `${connections} connections`;
  return `paced at ${mode.arrivalsPerSecond.toFixed(1)}/s, below the rate limits`;
}
