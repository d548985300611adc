import { median } from '../base/statistics/averages.ts';
import type { SliceRecord } from '../record/run-record.ts';
import { isWhole } from './whole-slices.ts';

type Of = (health: SliceRecord['health']) => number | undefined;

/** What is said of the measurer, and where it is in a slice; units are in the names of `health`. */
const QUANTITIES = {
  eventLoopDelayP99: (health) => health.eventLoopDelayP99Ms,
  eventLoopDelayMax: (health) => health.eventLoopDelayMaxMs,
  generatorCpu: (health) => health.generatorCpu,
  coreWaitShare: (health) => health.coreWaitShare,
  throttled: (health) => health.throttledMs,
  hostCpu: (health) => health.hostCpu,
  gcPause: (health) => health.gcPauseMs,
  clockStep: (health) => Math.abs(health.clockStepMs),
  startLagP99: (health) => health.startLagP99Ms,
} satisfies Record<string, Of>;

export type MeasurerQuantity = keyof typeof QUANTITIES;

/** One quantity over all whole slices, in the unit of its field. */
export interface MeasurerFigure {
  readonly quantity: MeasurerQuantity;
  readonly median: number;
  readonly worst: number;
}

/** How the measurer was over all slices. What no slice has is left out. */
export function measurerFigures(slices: readonly SliceRecord[]): readonly MeasurerFigure[] {
  const whole = slices.filter(isWhole);
  return (Object.entries(QUANTITIES) as [MeasurerQuantity, Of][]).flatMap(([quantity, of]) => {
    const values = whole.flatMap(({ health }) => of(health) ?? []);
    const middle = median(values);
    return middle === undefined ? [] : [{ quantity, median: middle, worst: Math.max(...values) }];
  });
}
