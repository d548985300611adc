import type { RunRecord, TrafficRecord } from '../../record/run-record.ts';
import type { Swatch } from './chart-figure.ts';
import { type NamedMark, roundMarks } from './round-marks.ts';
import { disturbedMarks } from './slice-points.ts';
import type { TimeMark } from './time-chart.ts';

/** What all charts over time of a run have in common: their length, and what is marked behind the lines. */
export interface ChartBackground {
  readonly maxMs: number;
  readonly rounds: readonly NamedMark[];
  readonly disturbed: readonly TimeMark[];
  /** What the marks mean; only those that are there. */
  readonly swatches: readonly Swatch[];
}

/** The background of a run's charts. */
export function chartBackground({ rounds }: RunRecord, traffic: TrafficRecord): ChartBackground {
  const marks = roundMarks(rounds);
  const disturbed = disturbedMarks(traffic);
  return {
    maxMs: traffic.elapsedMs,
    rounds: marks,
    disturbed,
    swatches: [
      ...(marks.length > 0
        ? [{ name: 'round: browser and burst', color: 'round', shape: 'block' as const }]
        : []),
      ...(disturbed.length > 0
        ? [{ name: 'measurer disturbed', color: 'disturbed', shape: 'block' as const }]
        : []),
    ],
  };
}
