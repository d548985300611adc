import { counted, formatMs } from '../../base/format.ts';
import type { Column } from '../../base/text-table.ts';
import { ownNote } from '../../measure/validity.ts';
import type { LatencyFigures } from '../../record/latency-figures.ts';

/** Stands for a figure that was not measured, in every output for people. */
export const DASH = '–';

/** Milliseconds for a column; a dash if they were not measured. */
export function msOrDash(ms: number | undefined): string {
  return ms === undefined ? DASH : formatMs(ms);
}

/** A percentile for a sentence: `p95 310 ms`, `p95 310 ms (own ≤ 12 ms)`, `p95 not measured (14 samples)`. */
export function percentileWords(
  name: 'p50' | 'p95' | 'p99',
  latency: Partial<LatencyFigures>,
  samples = latency.samples,
): string {
  const ms = latency[`${name}Ms`];
  if (ms !== undefined) return `${name} ${formatMs(ms)} ms${ownNote(ms, latency[`${name}LeastMs`], 'ms')}`;
  return `${name} not measured${samples === undefined ? '' : ` (${counted(samples, 'sample')})`}`;
}

/** A share in per cent with its meaningful digits: `0.03 %`. */
export function percent(share: number): string {
  const value = share * 100;
  return `${Number(value.toFixed(value < 1 ? 2 : 1))} %`;
}

/** Columns with these figures of an item's latency, in ms. */
export function latencyColumns<Item>(
  of: (item: Item) => Partial<LatencyFigures>,
  ...names: ('p50' | 'p95' | 'p99' | 'max')[]
): Column<Item>[] {
  return names.map((name) => [`${name} ms`, (item) => msOrDash(of(item)[`${name}Ms`]), 'number']);
}
