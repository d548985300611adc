import { listed } from '../../base/format.ts';
import type { TrafficRecord } from '../../record/run-record.ts';
import type { ChartBackground } from './chart-background.ts';
import { chartFigure } from './chart-figure.ts';
import type { Html } from './markup.ts';
import { isWhole } from './slice-points.ts';
import type { ChartSize, TimeLine, TimePoint } from './time-chart.ts';
import { FAILURE_WORDS, type FailureKind, failureKinds } from './words.ts';

/** More colours than this cannot be told apart; the rarest kinds share the last. */
const COLORS = ['kind-1', 'kind-2', 'kind-3', 'kind-4', 'kind-5'] as const;

/** Lower than the other charts: what matters is when, and which kind. */
const SIZES: readonly ChartSize[] = [
  { className: 'wide', width: 1040, height: 200 },
  { className: 'narrow', width: 358, height: 200 },
];

/** Failures per second by kind, stacked; nothing when no request failed. */
export function failuresOverTime(traffic: TrafficRecord, background: ChartBackground): Html | undefined {
  if (traffic.failed === 0) return undefined;
  const lines = failureLines(traffic);
  return chartFigure(
    { ...background, id: 'failures', unit: 'failed/s', label: label(traffic), lines },
    {
      title: 'Errors by kind',
      sizes: SIZES,
      swatches: [
        ...lines.map(({ name, color }) => ({ name, color, shape: 'block' as const })),
        ...background.swatches,
      ],
    },
  );
}

/** One line a kind, most frequent first; a record that has no kinds per slice has one line for all. */
export function failureLines({ slices, outcomes }: TrafficRecord): TimeLine[] {
  const drawn = slices.filter(isWhole);
  const line = (name: string, index: number, of: (slice: (typeof drawn)[number]) => number): TimeLine => ({
    name,
    color: COLORS[index] ?? COLORS[0],
    kind: 'stack',
    points: drawn.flatMap((slice, at): TimePoint[] => {
      const perSecond = (of(slice) / (slice.toMs - slice.fromMs)) * 1000;
      const isLast = at === drawn.length - 1;
      return [[slice.fromMs, perSecond], ...(isLast ? ([[slice.toMs, perSecond]] as const) : [])];
    }),
  });
  const kinds = failureKinds(outcomes).map(({ kind }) => kind);
  if (slices.every(({ failures }) => failures === undefined) || kinds.length === 0)
    return [line('failed', 0, ({ failed }) => failed)];
  const own = kinds.slice(0, kinds.length > COLORS.length ? COLORS.length - 1 : COLORS.length);
  const rest: readonly FailureKind[] = kinds.slice(own.length);
  return [
    ...own.map((kind, index) => line(FAILURE_WORDS[kind], index, ({ failures }) => failures?.[kind] ?? 0)),
    ...(rest.length === 0
      ? []
      : [
          line('others', own.length, ({ failures }) =>
            rest.reduce((sum, kind) => sum + (failures?.[kind] ?? 0), 0),
          ),
        ]),
  ];
}

function label({ outcomes, failed }: TrafficRecord): string {
  const kinds = failureKinds(outcomes).map(({ kind, count }) => `${count} ${FAILURE_WORDS[kind]}`);
  return `Failed requests over time by kind: ${kinds.length === 0 ? `${failed} in all` : listed(kinds)}.`;
}
