import { sum } from '../../base/statistics/averages.ts';
import type { Column } from '../../base/text-table.ts';
import type { LatencyFigures } from '../../record/latency-figures.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { measuredId } from '../../verdict/subject.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import type { RunView } from '../../view/run-view.ts';

type Value = string | number | undefined;

/** An operation in the traffic or in a burst. */
interface Measured extends Omit<LatencyFigures, 'samples'> {
  readonly measuredIn: 'traffic' | 'burst';
  readonly operation: string;
  readonly sent: number;
  readonly ok: number;
  readonly failed: number;
  readonly unfinished: number;
  readonly requestsPerSecond: number;
}

/**
 * The operations of a run as CSV (RFC 4180), one row for each in the traffic and for each burst of a baseline. A figure
 * that was not measured is an empty cell; latencies are those of the successes.
 */
export function operationsCsv({ record }: RunView): string {
  const columns = columnsOf(record);
  const rows = [...trafficRows(record), ...burstRows(record)];
  const lines = [
    columns.map(([title]) => title),
    ...rows.map((row) => columns.map(([, cell]) => csvCell(cell(row)))),
  ];
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('');
}

function columnsOf({ runId, scenario, environment, verdicts }: RunRecord): Column<Measured, Value>[] {
  const limits = (['baseline', 'sla'] as const).flatMap((column) =>
    (['p95', 'p99'] as const).flatMap((statistic): Column<Measured, Value>[] => {
      // A round judges its burst by limits of the same operation, which have no row here.
      const find = ({ operation, measuredIn }: Measured): Verdict | undefined =>
        verdicts.find(
          (each) =>
            each.owner.kind === measuredIn &&
            measuredId(each.subject) === operation &&
            each.column === column &&
            each.statistic === statistic,
        );
      return [
        [`${column}_${statistic}_ms`, (row) => find(row)?.limit],
        [`${column}_${statistic}`, (row) => find(row)?.kind],
      ];
    }),
  );
  return [
    ['run_id', () => runId],
    ['scenario', () => scenario],
    ['environment', () => environment],
    ['measured_in', ({ measuredIn }) => measuredIn],
    ['operation', ({ operation }) => operation],
    ['sent', ({ sent }) => sent],
    ['ok', ({ ok }) => ok],
    ['failed', ({ failed }) => failed],
    ['unfinished', ({ unfinished }) => unfinished],
    ['error_rate', ({ failed, sent, unfinished }) => rounded(failed / (sent - unfinished))],
    ['requests_per_second', ({ requestsPerSecond }) => rounded(requestsPerSecond)],
    ['avg_ms', ({ avgMs }) => rounded(avgMs)],
    ['p50_ms', ({ p50Ms }) => p50Ms],
    ['p95_ms', ({ p95Ms }) => p95Ms],
    ['p99_ms', ({ p99Ms }) => p99Ms],
    ['max_ms', ({ maxMs }) => maxMs],
    // The percentiles less what the measurer itself may have added.
    ['p50_least_ms', ({ p50LeastMs }) => p50LeastMs],
    ['p95_least_ms', ({ p95LeastMs }) => p95LeastMs],
    ['p99_least_ms', ({ p99LeastMs }) => p99LeastMs],
    ...limits,
  ];
}

function trafficRows({ traffic }: RunRecord): Measured[] {
  if (traffic === null) return [];
  return traffic.operations.map(({ latency, ...counts }) => ({
    measuredIn: 'traffic',
    ...counts,
    requestsPerSecond: ((counts.sent - counts.unfinished) / traffic.elapsedMs) * 1000,
    ...latency,
  }));
}

function burstRows({ bursts }: RunRecord): Measured[] {
  return bursts.map(({ outcomes, ...burst }) => {
    const { ok = 0, own_fault = 0 } = outcomes;
    const unfinished = (outcomes.unfinished ?? 0) + own_fault;
    const sent = sum(Object.values(outcomes));
    return { measuredIn: 'burst', ...burst, sent, ok, failed: sent - ok - unfinished, unfinished };
  });
}

function csvCell(value: Value): string {
  const text = value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Six digits: more than any of these figures carries. Undefined for a share of nothing. */
function rounded(value: number | undefined): number | undefined {
  return value === undefined || !Number.isFinite(value) ? undefined : Number(value.toPrecision(6));
}
