import { formatMs } from '../../../base/format.ts';
import type { Column } from '../../../base/text-table.ts';
import type { LatencyFigures } from '../../../record/latency-figures.ts';
import type { RunView } from '../../../view/run-view.ts';
import { html, type Part } from '../../drawing/markup.ts';
import { msOrDash } from '../../words/numbers.ts';
import { ownMs, waitsNote } from '../../words/own-delay.ts';

/** What the small figures are, for the text above a table. */
export function boundNote({ ownDelay }: Pick<RunView, 'ownDelay'>): string {
  if (ownDelay.kind === 'unknown') return '';
  return ` The small figure below a latency: at most so much of it is the delay of the measurer itself.${waitsNote(ownDelay)}`;
}

/** A latency in ms, and below it how much of it may be the delay of the measurer itself, where that is known. */
export function boundedMs(measuredMs: number | undefined, leastMs: number | undefined): Part {
  const own = ownMs(measuredMs, leastMs);
  if (own === undefined) return msOrDash(measuredMs);
  return html`${msOrDash(measuredMs)}<small class="own">own ≤ ${formatMs(own)}</small>`;
}

/** Columns with these percentiles of an item's latency, in ms, each with its bound. */
export function boundedColumns<Item>(
  of: (item: Item) => Partial<LatencyFigures>,
  ...names: ('p50' | 'p95' | 'p99')[]
): Column<Item, Part>[] {
  return names.map((name) => [
    `${name} ms`,
    (item) => boundedMs(of(item)[`${name}Ms`], of(item)[`${name}LeastMs`]),
    'number',
  ]);
}
