import { normalQuantile } from '../../src/base/statistics/quantiles.ts';
import type { MeasuredRun } from '../../src/compare/compare-runs.ts';
import { decodeSlice } from '../../src/measure/decoded-slice.ts';
import { LatencyHistogram } from '../../src/measure/latency-histogram.ts';
import type { OperationSlice, Slice } from '../../src/measure/slice.ts';
import { madeSlice } from './slices.ts';
import { smallRecord } from './small-record.ts';

/** A made-up target: what it needs for each operation, and how it varies. Deviations are of the logarithm. */
export interface MadeTarget {
  /** By operation: the median of its latency in ms. */
  readonly mediansMs: Readonly<Record<string, number>>;
  /** From request to request. */
  readonly deviation: number;
  /** From slice to slice: of one operation, and of all of them together. */
  readonly ofSlices: number;
  readonly ofSlicesTogether: number;
  /** From run to run, likewise. */
  readonly ofRuns: number;
  readonly ofRunsTogether: number;
  readonly slices: number;
  readonly requestsPerSlice: number;
}

/** Quantiles of the normal distribution at the middles of so many equal shares: each is looked up far faster than computed. */
const NORMAL = Float64Array.from({ length: 2 ** 16 }, (_, index) => normalQuantile((index + 0.5) / 2 ** 16));

/** Numbers that look normally distributed, the same ones for the same seed. */
export function normalNumbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    // Mulberry32, by Tommy Ettinger, public domain.
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return NORMAL[(mixed ^ (mixed >>> 14)) >>> 16] ?? Number.NaN;
  };
}

/** A run with its slices as they would be in its folder. */
export interface MadeRun extends MeasuredRun {
  readonly lines: readonly Slice[];
}

/**
 * A run on it.
 * @param slower by operation: how many times its usual latency, e.g. 1.1
 */
export function madeRun(
  target: MadeTarget,
  seed: number,
  slower: Readonly<Record<string, number>> = {},
): MadeRun {
  const normal = normalNumbers(seed);
  const ofRun = target.ofRunsTogether * normal();
  const levels = Object.entries(target.mediansMs).map(([id, medianMs]) => ({
    id,
    log: Math.log(medianMs * (slower[id] ?? 1)) + ofRun + target.ofRuns * normal(),
  }));
  const lines = Array.from({ length: target.slices }, (_, index): Slice => {
    const ofSlice = target.ofSlicesTogether * normal();
    const operations = levels.map(({ id, log }) => {
      const level = log + ofSlice + target.ofSlices * normal();
      return [id, operationSlice(target, level, normal)] as const;
    });
    return madeSlice(index, Object.fromEntries(operations));
  });
  const runId = `2026-11-24T10-00-00-smoke-${(seed & 0xffff).toString(16).padStart(4, '0')}`;
  return { record: smallRecord({ runId, rounds: [] }), slices: lines.map(decodeSlice), lines };
}

/** One for all: thousands of them would be a gigabyte. */
const scratch = new LatencyHistogram();

function operationSlice(target: MadeTarget, level: number, normal: () => number): OperationSlice {
  scratch.reset();
  for (let count = 0; count < target.requestsPerSlice; count += 1)
    scratch.record(1000 * Math.exp(level + target.deviation * normal()));
  return {
    outcomes: { ok: target.requestsPerSlice },
    bytesReceived: 0,
    ...(scratch.count > 0 && { successes: scratch.encode() }),
  };
}
