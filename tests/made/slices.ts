import type { MeasurerHealth, Slice } from '../../src/measure/slice.ts';

/** A slice of ten seconds with these operations. */
export function madeSlice(
  index: number,
  operations: Slice['operations'],
  different: Partial<Slice> = {},
): Slice {
  return {
    kind: 'slice',
    fromMs: index * 10_000,
    toMs: (index + 1) * 10_000,
    phase: 'plateau',
    vus: 10,
    operations,
    health: CALM,
    disturbed: [],
    ...different,
  };
}

/** How a generator does that has nothing to complain about. */
export const CALM: MeasurerHealth = {
  eventLoopDelayP99Ms: 1,
  eventLoopDelayMaxMs: 5,
  generatorCpu: 0.1,
  hostCpu: 0.4,
  gcPauseMs: 10,
  gcCount: 3,
  clockStepMs: 0,
  rssBytes: 150_000_000,
};
