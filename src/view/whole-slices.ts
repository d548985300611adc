import type { SliceRecord } from '../record/run-record.ts';

/** The rest at a run's end holds a handful of requests: a point for it would say nothing and look like a spike. */
const LEAST_SLICE_MS = 1_000;

/** Whether a slice is long enough to be drawn, and to be compared with others. */
export function isWhole({ fromMs, toMs }: Pick<SliceRecord, 'fromMs' | 'toMs'>): boolean {
  return toMs - fromMs >= LEAST_SLICE_MS;
}
