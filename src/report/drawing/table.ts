import { type Html, html, type Part } from './markup.ts';

export interface Column {
  readonly title: Part;
  /** Right-aligned, in digits of equal width. */
  readonly isNumber?: boolean;
}

export interface TableRow {
  readonly cells: readonly Part[];
  readonly className?: string;
}

/** A table that scrolls within itself where it is too wide; the first cell of each row is its heading. */
export function dataTable(
  caption: string,
  columns: readonly Column[],
  rows: readonly TableRow[],
  className = '',
): Html {
  const head = columns.map(
    ({ title }, index) => html`<th scope="col"${numeric(columns, index)}>${title}</th>`,
  );
  return html`<div class="scroll ${className}" tabindex="0" role="group" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${rows.map((row) => tableRow(row, columns))}</tbody></table></div>`;
}

function tableRow({ cells, className }: TableRow, columns: readonly Column[]): Html {
  const content = cells.map((cell, index) =>
    index === 0 ? html`<th scope="row">${cell}</th>` : html`<td${numeric(columns, index)}>${cell}</td>`,
  );
  return html`<tr${className !== undefined && html` class="${className}"`}>${content}</tr>
`;
}

function numeric(columns: readonly Column[], index: number): Html | false {
  return columns[index]?.isNumber === true && html` class="n"`;
}

/** Something for those who want it: closed at first. */
export function folded(summary: string, content: Part): Html {
  return html`<details><summary>${summary}</summary>${content}</details>`;
}

/** Text that GitHub shows as it is, within a table cell or a line. */
export function markdownText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_[\]|~#]/g, (character) => `\\${character}`)
    .replaceAll(/\s*\n\s*/g, ' ');
}

/** A column of a table: its title, and whether it has figures, which stand to the right. */
export interface MarkdownColumn {
  readonly title: string;
  readonly isNumber?: boolean;
}

/** A table of plain texts. */
export function markdownTable(
  columns: readonly MarkdownColumn[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ title }) => markdownText(title))),
    line(columns.map(({ isNumber }) => (isNumber === true ? '---:' : '---'))),
    ...rows.map((row) => line(row.map(markdownText))),
  ].join('\n');
}
