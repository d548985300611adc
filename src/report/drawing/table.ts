import type { Column } from '../../base/text-table.ts';
import { escaped, type Html, html, type Part } from './markup.ts';

const CLASSES = { number: html` class="n"`, wraps: html` class="w"` };
const BROKEN = html` class="broken"`;

/**
 * A table of the page. On a narrow screen it scrolls within itself. The first cell of each row is its heading.
 *
 * @param options.className class of the box around the table
 * @param options.isBroken whether an item's row is marked as one that breaks a limit
 */
export function dataTable<Item>(
  caption: string,
  columns: readonly Column<Item, Part>[],
  items: readonly Item[],
  options: { readonly className?: string; isBroken?(item: Item): boolean } = {},
): Html {
  const { className = '', isBroken } = options;
  const row = (item: Item) => html`<tr${isBroken?.(item) && BROKEN}>${columns.map(([, cell, look], index) =>
    index === 0
      ? html`<th scope="row">${cell(item)}</th>`
      : html`<td${look && CLASSES[look]}>${cell(item)}</td>`,
  )}</tr>
`;
  return html`<div class="scroll ${className}" tabindex="0" role="group" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map(([title, , look]) => html`<th scope="col"${look && CLASSES[look]}>${title}</th>`)}</tr></thead>
<tbody>
${items.map(row)}</tbody></table></div>`;
}

/** Details that the reader opens; closed at first. */
export function folded(summary: string, content: Part): Html {
  return html`<details><summary>${summary}</summary>${content}</details>`;
}

/** A table in Markdown. Its cells are plain texts, which are escaped. */
export function markdownTable<Item>(columns: readonly Column<Item>[], items: readonly Item[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const texts = (cells: readonly string[]) => line(cells.map((cell) => escaped(cell, 'markdown')));
  return [
    texts(columns.map(([title]) => title)),
    line(columns.map(([, , look]) => (look === 'number' ? '---:' : '---'))),
    ...items.map((item) => texts(columns.map(([, cell]) => cell(item)))),
  ].join('\n');
}
