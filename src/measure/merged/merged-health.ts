import type { MeasurerHealth, Slice } from '../slice.ts';
import {
  type FieldRules,
  known,
  largest,
  latest,
  mergedFields,
  total,
  totalByName,
  weightedMean,
} from './merge-rules.ts';

/**
 * One process in slices that follow each other: what it would have read at the end of one long slice. Where the short
 * ones do not tell, it is the worst of them, an upper bound.
 */
const IN_A_ROW: FieldRules<MeasurerHealth> = {
  eventLoopDelayP99Ms: largest,
  eventLoopDelayMaxMs: largest,
  generatorCpu: weightedMean,
  hostCpu: weightedMean,
  coreWaitShare: largest,
  throttledMs: total,
  ownFaults: totalByName,
  gcPauseMs: total,
  gcCount: total,
  // A clock that was set there and back was set: the sum alone would not show it.
  clockStepMs: (steps) => farthest([total(steps), ...steps]),
  rssBytes: latest,
  nice: latest,
  groupNice: latest,
  heldBytes: latest,
  startLagP99Ms: largest,
};

/**
 * Processes next to each other, on one machine or several. What may have spoiled the measurement is that of the worst
 * one: a starved segment must not vanish among sound ones. CPU too, since the question is whether a process or its machine was
 * at its limit: eight processes that use half a core each are far from it, and a sum of 4 would not show that. Memory and
 * numbers of events are those of all together.
 */
const SIDE_BY_SIDE: FieldRules<MeasurerHealth> = {
  eventLoopDelayP99Ms: largest,
  eventLoopDelayMaxMs: largest,
  generatorCpu: largest,
  hostCpu: largest,
  coreWaitShare: largest,
  throttledMs: largest,
  ownFaults: totalByName,
  gcPauseMs: largest,
  gcCount: total,
  clockStepMs: farthest,
  rssBytes: total,
  nice: largest,
  groupNice: largest,
  // The sum of some would rise and fall with their number, and look like a leak.
  heldBytes: (bytes) => (bytes.includes(undefined) ? undefined : total(bytes)),
  startLagP99Ms: largest,
};

/** The health of one process over slices that follow each other; at least one. */
export function healthInARow(slices: readonly Pick<Slice, 'fromMs' | 'toMs' | 'health'>[]): MeasurerHealth {
  return mergedFields(
    IN_A_ROW,
    slices.map(({ health }) => health),
    slices.map(({ fromMs, toMs }) => toMs - fromMs),
  );
}

/** The health of all processes in the same stretch of time; at least one. See {@link SIDE_BY_SIDE} for what that means. */
export function healthSideBySide(segments: readonly MeasurerHealth[]): MeasurerHealth {
  return mergedFields(SIDE_BY_SIDE, segments);
}

function farthest(values: readonly (number | undefined)[]): number | undefined {
  return known(values).toSorted((a, b) => Math.abs(b) - Math.abs(a))[0];
}
