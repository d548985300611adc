import { escaped, type Html, html, type Part } from './markup.ts';

export interface Column {
  readonly title: Part;
  /** Right-aligned, in digits of equal width. */
  readonly isNumber?: boolean;
  /** Its cells may break into lines; others stay on one. */
  readonly wraps?: boolean;
}

export interface TableRow {
  readonly cells: readonly Part[];
  readonly className?: string;
}

/** A table of the page. On a narrow screen it scrolls within itself. The first cell of each row is its heading. */
export function dataTable(
  caption: string,
  columns: readonly Column[],
  rows: readonly TableRow[],
  className = '',
): Html {
  const head = columns.map(
    ({ title }, index) => html`<th scope="col"${classOf(columns[index])}>${title}</th>`,
  );
  return html`<div class="scroll ${className}" tabindex="0" role="group" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${rows.map((row) => tableRow(row, columns))}</tbody></table></div>`;
}

function tableRow({ cells, className }: TableRow, columns: readonly Column[]): Html {
  const content = cells.map((cell, index) =>
    index === 0 ? html`<th scope="row">${cell}</th>` : html`<td${classOf(columns[index])}>${cell}</td>`,
  );
  return html`<tr${className !== undefined && html` class="${className}"`}>${content}</tr>
`;
}

function classOf(column: Column | undefined): Html | false {
  const name = column?.isNumber === true ? 'n' : column?.wraps === true ? 'w' : undefined;
  return name !== undefined && html` class="${name}"`;
}

/** Details that the reader opens; closed at first. */
export function folded(summary: string, content: Part): Html {
  return html`<details><summary>${summary}</summary>${content}</details>`;
}

/** A table in Markdown. Its cells are plain texts, which are escaped. */
export function markdownTable(
  columns: readonly { readonly title: string; readonly isNumber?: boolean }[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ title }) => escaped(title, 'markdown'))),
    line(columns.map(({ isNumber }) => (isNumber === true ? '---:' : '---'))),
    ...rows.map((row) => line(row.map((cell) => escaped(cell, 'markdown')))),
  ].join('\n');
}
