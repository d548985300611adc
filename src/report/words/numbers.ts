import { formatMs } from '../../base/format.ts';
import type { Column } from '../../base/text-table.ts';
import type { LatencyFigures } from '../../record/latency-figures.ts';

/** Stands for a figure that was not measured, in every output for people. */
export const DASH = '–';

/** Milliseconds for a column; a dash if they were not measured. */
export function msOrDash(ms: number | undefined): string {
  return ms === undefined ? DASH : formatMs(ms);
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
