import { formatDuration } from '../../../base/duration.ts';
import { formatCount, given, spokenName } from '../../../base/format.ts';
import type { Column } from '../../../base/text-table.ts';
import { failureKinds } from '../../../measure/outcome.ts';
import { isMostlyOwn } from '../../../measure/validity.ts';
import type { RoundRecord } from '../../../record/round-record.ts';
import type { RunRecord, SliceRecord, TrafficRecord } from '../../../record/run-record.ts';
import { isWhole } from '../../../view/whole-slices.ts';
import type { Swatch } from '../../drawing/chart-figure.ts';
import { dataTable, folded, type Html, type Part } from '../../drawing/markup.ts';
import type { TimeLine, TimeMark, TimePoint } from '../../drawing/time-chart.ts';
import { latencyColumns } from '../../words/numbers.ts';
import { boundedColumns } from './latency-rows.ts';

/** The figures behind the pictures over time, a row a slice. */
export function sliceTable({ slices }: TrafficRecord, rounds: readonly NamedMark[]): Html {
  const columns: Column<SliceRecord, Part>[] = [
    ['from', ({ fromMs }) => formatDuration(fromMs)],
    ['users', ({ vus }) => formatCount(vus), 'number'],
    ['requests/s', ({ requestsPerSecond }) => requestsPerSecond.toFixed(1), 'number'],
    ...boundedColumns<SliceRecord>(({ latency }) => latency, 'p50', 'p95', 'p99'),
    ...latencyColumns<SliceRecord>(({ latency }) => latency, 'max'),
    ['failed', ({ failed }) => formatCount(failed), 'number'],
    ['what else', (slice) => whatElse(slice, rounds)],
  ];
  const table = dataTable('The traffic, slice by slice', columns, slices, { className: 'last-wraps' });
  return folded(`All ${slices.length} slices in figures`, table);
}

function whatElse({ fromMs, toMs, phase, failures, disturbed }: SliceRecord, rounds: readonly NamedMark[]) {
  const during = rounds.filter((round) => round.fromMs < toMs && round.toMs > fromMs).map(({ name }) => name);
  const kinds = failureKinds(failures ?? {}).map(({ kind, count: n }) => `${n} ${kind.replaceAll('_', ' ')}`);
  return given(phase === 'ramp' && 'ramp', ...during, ...kinds, ...disturbed).join('; ');
}

type Slices = Pick<TrafficRecord, 'slices'>;

/** One point a slice, in its middle. */
export function slicePoints(
  { slices }: Slices,
  value: (slice: SliceRecord) => number | undefined,
): TimePoint[] {
  return slices.filter(isWhole).map((slice) => [(slice.fromMs + slice.toMs) / 2, value(slice)]);
}

/** A percentile of the latency over time. */
export function latencyLine(traffic: Slices, name: 'p50' | 'p95' | 'p99'): TimeLine {
  return { name, color: name, points: slicePoints(traffic, ({ latency }) => latency[`${name}Ms`]) };
}

/** The virtual users over time, drawn pale behind what was measured under them. */
export function usersLine({ slices }: Slices): TimeLine {
  const first = slices[0];
  const start: TimePoint = [0, first?.phase === 'ramp' ? 0 : first?.vus];
  const points = slices.filter(isWhole).map(({ toMs, vus }): TimePoint => [toMs, vus]);
  return { name: 'virtual users', color: 'load', kind: 'load', points: [start, ...points] };
}

/** The slices in which more than half of the p95 may be the measurer's own delay, neighbours as one. */
export function disturbedMarks({ slices }: TrafficRecord): TimeMark[] {
  const marks: { fromMs: number; toMs: number }[] = [];
  for (const slice of slices) {
    if (!isDisturbed(slice)) continue;
    const { fromMs, toMs } = slice;
    const last = marks.at(-1);
    if (last !== undefined && last.toMs === fromMs) last.toMs = toMs;
    else marks.push({ fromMs, toMs });
  }
  return marks;
}

/** Older versions measured no bound, and called a slice disturbed past limits of their own. */
function isDisturbed({ latency: { p95Ms, p95LeastMs }, disturbed }: SliceRecord): boolean {
  if (p95Ms === undefined || p95LeastMs === undefined) return disturbed.length > 0;
  return isMostlyOwn(p95Ms, p95LeastMs);
}

/** A round on the run's clock. */
export interface NamedMark extends TimeMark {
  readonly name: string;
}

/** The rounds as marks over time: those whose time is known. A journey without traffic has none. */
export function roundMarks(rounds: readonly RoundRecord[]): NamedMark[] {
  return rounds
    .flatMap(({ journey, number, of, window, steps, burst, plannedAtMs, lateMs, vus }) => {
      const name = `${spokenName(journey)}, round ${number} of ${of}`;
      if (window !== undefined) return [{ ...window, name }];
      if (vus === 0) return [];
      const fromMs = plannedAtMs + lateMs;
      // Older records have no window: at least what was measured took its time.
      const visitsMs = steps.flatMap((step) => step.visitsMs).reduce((sum, ms) => sum + ms, 0);
      return [{ fromMs, toMs: fromMs + visitsMs + (burst?.elapsedMs ?? 0), name }];
    })
    .sort((a, b) => a.fromMs - b.fromMs);
}

/** What all charts over time of a run have in common: their length, and what is marked behind the lines. */
export type ChartBackground = ReturnType<typeof chartBackground>;

/** The background of a run's charts. Its swatches say what the marks mean; only those that are there. */
export function chartBackground(record: Pick<RunRecord, 'rounds'>, traffic: TrafficRecord) {
  const rounds = roundMarks(record.rounds);
  const disturbed = disturbedMarks(traffic);
  const swatches = given<Swatch>(
    rounds.length > 0 && { name: 'round: browser and burst', color: 'round', shape: 'block' },
    disturbed.length > 0 && { name: 'measurer disturbed', color: 'disturbed', shape: 'block' },
  );
  return { maxMs: traffic.elapsedMs, rounds, disturbed, swatches };
}
