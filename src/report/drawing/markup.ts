import type { Column } from '../../base/text-table.ts';
import { cutAtTraces } from '../../base/trace-address.ts';

/** Finished HTML, as opposed to text that still needs escaping. */
export interface Html {
  readonly html: string;
}

/** What a template accepts: text is escaped, lists are joined, `false` and `undefined` leave nothing. */
export type Part = Html | string | number | false | undefined | readonly Part[];

/** Builds HTML. It escapes every text in it, so nothing that a target sent can become markup. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let text = strings[0] ?? '';
  parts.forEach((part, index) => {
    text += rendered(part) + (strings[index + 1] ?? '');
  });
  return { html: text };
}

/** HTML from elsewhere that needs no escaping, for example a picture by the chart library. */
export function ready(text: string): Html {
  return { html: text };
}

/** A trace's id, as a link where its address is known. It opens next to the report, also from within an attachment. */
export function traceLink(traceId: string, href: string | undefined): Html {
  const id = html`<code>${traceId}</code>`;
  return href === undefined ? id : html`<a href="${href}" target="_blank" rel="noopener">${id}</a>`;
}

/** A sentence in which the addresses of traces are links. */
export function withTraceLinks(text: string, traceUrl: string | undefined): Part {
  return cutAtTraces(text, traceUrl).map((piece) =>
    typeof piece === 'string' ? piece : traceLink(piece.traceId, piece.href),
  );
}

/** The same in Markdown. */
export function markdownWithTraces(text: string, traceUrl: string | undefined): string {
  return cutAtTraces(text, traceUrl)
    .map((piece) =>
      typeof piece === 'string' ? escaped(piece, 'markdown') : markdownLink(piece.traceId, piece.href),
    )
    .join('');
}

/** @param href without blanks and angle brackets */
export function markdownLink(text: string, href: string): string {
  return `[${escaped(text, 'markdown')}](<${href}>)`;
}

/** JSON in a script element. No end tag can hide in it. */
export function jsonBlock(id: string, value: unknown): Html {
  const text = JSON.stringify(value).replaceAll('<', '\\u003c');
  return ready(`<script type="application/json" id="${id}">${text}</script>`);
}

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

function rendered(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string') return escaped(part, 'html');
  if (typeof part === 'number') return String(part);
  return 'html' in part ? part.html : part.map(rendered).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** What XML 1.0 cannot hold, not even escaped: https://www.w3.org/TR/xml/#charsets */
const NOT_IN_XML = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu;

/**
 * Text that stays text: in HTML and XML between tags and within double quotes, in Markdown (as GitHub shows it) within
 * a line or a table cell.
 */
export function escaped(text: string, syntax: 'html' | 'xml' | 'markdown'): string {
  const entities = (of: RegExp, within: string) => within.replace(of, (found) => ENTITIES[found] ?? '');
  switch (syntax) {
    case 'html':
      return entities(/[&<>"]/g, text);
    case 'xml':
      return entities(/[&<>"'\t\n\r]/g, text.toWellFormed().replace(NOT_IN_XML, '�'));
    case 'markdown':
      return entities(/[&<>]/g, text)
        .replaceAll(/[\\`*_[\]|~#]/g, (character) => `\\${character}`)
        .replaceAll(/\s*\n\s*/g, ' ');
  }
}
