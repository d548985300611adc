import { sums } from '../base/statistics/averages.ts';
import type { ArrivalSlice } from './arrival-counters.ts';
import type { DecodedSlice } from './decoded-slice.ts';
import type { LatencyHistogram } from './latency-histogram.ts';
import { StoredHistogram } from './stored-histogram.ts';

/** The arrivals of an open model over some slices. Over a whole run: offered = sent + notSent. */
export interface ArrivalFigures extends Pick<ArrivalSlice, 'offered' | 'sent' | 'notSent' | 'late'> {
  /** Intended start to real start. */
  readonly startLag: LatencyHistogram;
  /** The part of it that the generator caused. */
  readonly ownLag: LatencyHistogram;
}

/**
 * How long each arrival had waited for a user that was never sent, in milliseconds, whoever it waited for. None of a closed model,
 * and of versions that did not keep it.
 */
export function givenUpMs(slices: readonly DecodedSlice[]): number[] {
  return slices.flatMap(({ arrivals }) => samplesMs(arrivals?.givenUp));
}

/**
 * How long each arrival had waited by the end of the last slice that waited for a user then, in milliseconds, whoever it waited for.
 * None outside of a search for the capacity.
 */
export function waitingMs(slices: readonly DecodedSlice[]): number[] {
  return samplesMs(slices.at(-1)?.arrivals?.waiting);
}

function samplesMs(histogram: StoredHistogram | undefined): number[] {
  const samples: number[] = [];
  histogram?.forEachBucket((highestUs, count) => {
    for (let left = count; left > 0; left -= 1) samples.push(highestUs / 1000);
  });
  return samples;
}

/** Sums up the arrivals of the slices; undefined for those of a closed model. */
export function arrivalFigures(slices: readonly DecodedSlice[]): ArrivalFigures | undefined {
  const parts = slices.flatMap(({ arrivals }) => (arrivals === undefined ? [] : [arrivals]));
  if (parts.length === 0) return undefined;
  const merged = (field: 'startLag' | 'ownLag') =>
    StoredHistogram.sum(parts.flatMap(({ [field]: histogram }) => histogram ?? []));
  return {
    ...sums(parts, ['offered', 'sent', 'notSent', 'late']),
    startLag: merged('startLag'),
    ownLag: merged('ownLag'),
  };
}
