import type { SliceRecord, TrafficRecord } from '../../record/run-record.ts';
import { dataTable, folded } from './data-table.ts';
import type { Html } from './markup.ts';
import type { NamedMark } from './round-marks.ts';
import { count, failureKinds, moment, msOrDash } from './words.ts';

const COLUMNS = [
  { title: 'from' },
  { title: 'users', isNumber: true },
  { title: 'requests/s', isNumber: true },
  { title: 'p50 ms', isNumber: true },
  { title: 'p95 ms', isNumber: true },
  { title: 'p99 ms', isNumber: true },
  { title: 'max ms', isNumber: true },
  { title: 'failed', isNumber: true },
  { title: 'what else' },
];

/** The figures behind the pictures over time, a row a slice. */
export function sliceTable({ slices }: TrafficRecord, rounds: readonly NamedMark[]): Html {
  return folded(
    `All ${slices.length} slices in figures`,
    dataTable(
      'The traffic, slice by slice',
      COLUMNS,
      slices.map((slice) => ({ cells: cells(slice, rounds) })),
      'last-wraps',
    ),
  );
}

function cells(slice: SliceRecord, rounds: readonly NamedMark[]): string[] {
  const { fromMs, toMs, phase, vus, requestsPerSecond, latency, failed, failures, disturbed } = slice;
  const during = rounds.filter((round) => round.fromMs < toMs && round.toMs > fromMs).map(({ name }) => name);
  const kinds = failureKinds(failures ?? {}).map(({ kind, count: n }) => `${n} ${kind.replaceAll('_', ' ')}`);
  return [
    moment(fromMs),
    count(vus),
    requestsPerSecond.toFixed(1),
    ...[latency.p50Ms, latency.p95Ms, latency.p99Ms, latency.maxMs].map(msOrDash),
    count(failed),
    [...(phase === 'ramp' ? ['ramp'] : []), ...during, ...kinds, ...disturbed].join('; '),
  ];
}
