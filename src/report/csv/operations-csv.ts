import type { LatencyFigures } from '../../record/latency-figures.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { measuredId } from '../../verdict/subject.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import type { RunView } from '../../view/run-view.ts';

const HEAD = [
  'run_id',
  'scenario',
  'environment',
  'measured_in',
  'operation',
  'sent',
  'ok',
  'failed',
  'unfinished',
  'error_rate',
  'requests_per_second',
  'avg_ms',
  'p50_ms',
  'p95_ms',
  'p99_ms',
  'max_ms',
  'p50_least_ms',
  'p95_least_ms',
  'p99_least_ms',
  'baseline_p95_ms',
  'baseline_p95',
  'baseline_p99_ms',
  'baseline_p99',
  'sla_p95_ms',
  'sla_p95',
  'sla_p99_ms',
  'sla_p99',
] as const;

type Row = Partial<Record<(typeof HEAD)[number], string | number | undefined>>;

/**
 * The operations of a run as CSV (RFC 4180), one row for each in the traffic and for each burst of a baseline. A figure
 * that was not measured is an empty cell; latencies are those of the successes.
 */
export function operationsCsv({ record }: RunView): string {
  const lines = [HEAD.join(','), ...rowsOf(record).map(csvLine)];
  return `${lines.join('\r\n')}\r\n`;
}

function rowsOf(record: RunRecord): Row[] {
  const { runId: run_id, scenario, environment, traffic, bursts } = record;
  const run = { run_id, scenario, environment };
  const seconds = (traffic?.elapsedMs ?? 0) / 1000;
  return [
    ...(traffic?.operations ?? []).map(
      ({ operation, sent, ok, failed, unfinished, latency }): Row => ({
        ...run,
        measured_in: 'traffic',
        operation,
        sent,
        ok,
        failed,
        unfinished,
        error_rate: share(failed, sent - unfinished),
        requests_per_second: seconds > 0 ? rounded((sent - unfinished) / seconds) : undefined,
        avg_ms: rounded(latency.avgMs),
        p50_ms: latency.p50Ms,
        p95_ms: latency.p95Ms,
        p99_ms: latency.p99Ms,
        max_ms: latency.maxMs,
        ...leastOf(latency),
        ...limitsOf(record, operation),
      }),
    ),
    ...bursts.map((burst): Row => {
      const { operation, outcomes, requestsPerSecond, p50Ms, p95Ms, p99Ms, maxMs } = burst;
      const { ok = 0, own_fault = 0 } = outcomes;
      const unfinished = (outcomes.unfinished ?? 0) + own_fault;
      const sent = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
      return {
        ...run,
        measured_in: 'burst',
        operation,
        sent,
        ok,
        failed: sent - ok - unfinished,
        unfinished,
        error_rate: share(sent - ok - unfinished, sent - unfinished),
        requests_per_second: rounded(requestsPerSecond),
        p50_ms: p50Ms,
        p95_ms: p95Ms,
        p99_ms: p99Ms,
        max_ms: maxMs,
        ...leastOf(burst),
        ...limitsOf(record, operation),
      };
    }),
  ];
}

/** The percentiles less what the measurer itself may have added. */
function leastOf({ p50LeastMs, p95LeastMs, p99LeastMs }: Omit<LatencyFigures, 'samples'>): Row {
  return { p50_least_ms: p50LeastMs, p95_least_ms: p95LeastMs, p99_least_ms: p99LeastMs };
}

/** The verdicts of the record: judged once, not here. The first of each counts, which is the traffic's. */
function limitsOf({ verdicts }: RunRecord, operation: string): Row {
  const row: Row = {};
  for (const column of ['baseline', 'sla'] as const) {
    for (const statistic of ['p95', 'p99'] as const) {
      const isIt = (verdict: Verdict) =>
        measuredId(verdict.subject) === operation &&
        verdict.column === column &&
        verdict.statistic === statistic;
      const verdict = verdicts.find(isIt);
      row[`${column}_${statistic}_ms`] = verdict?.limit;
      row[`${column}_${statistic}`] = verdict?.kind;
    }
  }
  return row;
}

function csvLine(row: Row): string {
  return HEAD.map((name) => csvCell(row[name])).join(',');
}

function csvCell(value: string | number | undefined): string {
  const text = value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function share(part: number, whole: number): number | undefined {
  return whole > 0 ? rounded(part / whole) : undefined;
}

/** Six digits: more than any of these figures carries. */
function rounded(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Number(value.toPrecision(6));
}
