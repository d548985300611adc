// @ts-check
import { label } from '../formats.js';
import { html } from '../html.js';

/** A coloured word for a status code. @param {{ status: string }} props */
export function StatusBadge({ status }) {
  return html`<span class="badge badge-${status.toLowerCase()}">${label(status)}</span>`;
}

/** A grey bar of a given width in place of a value that is loading. @param {{ width: string }} props */
export function GreyBar({ width }) {
  return html`<span class="grey-bar" style=${{ width }} aria-hidden="true"></span>`;
}

/**
 * Rows of grey bars, as high as the real rows, so that nothing moves when those arrive.
 * @param {{ rows: number, columns: number }} props
 */
export function GreyRows({ rows, columns }) {
  return Array.from(
    { length: rows },
    (_, row) => html`<tr key=${row} aria-hidden="true">
      ${Array.from({ length: columns }, (_, column) => html`<td key=${column}><${GreyBar} width="70%" /></td>`)}
    </tr>`,
  );
}

/**
 * `Showing N of M things`, in figures without a comma, and the two page buttons. The client does the paging, because the
 * API has none.
 * @param {{ page: number, pageSize: number, total: number | undefined, things: string,
 *   onPage: (page: number) => void }} props
 */
export function Pager({ page, pageSize, total, things, onPage }) {
  const known = total ?? 0;
  const shown = Math.max(0, Math.min(pageSize, known - (page - 1) * pageSize));
  const last = Math.max(1, Math.ceil(known / pageSize));
  return html`<div class="pager">
    <p>${total === undefined ? 'Loading...' : `Showing ${shown} of ${known} ${things}`}</p>
    <div class="pager-buttons">
      <button type="button" class="button" disabled=${page <= 1} onClick=${() => onPage(page - 1)}>Previous</button>
      <span class="pager-place">Page ${page} of ${last}</span>
      <button type="button" class="button" disabled=${page >= last} onClick=${() => onPage(page + 1)}>Next</button>
    </div>
  </div>`;
}

/**
 * Shown in place of a list that failed to load.
 * @param {{ text: string, onRetry: () => void }} props
 */
export function LoadFailure({ text, onRetry }) {
  return html`<div class="error-box">
    <p>${text}</p>
    <button type="button" class="button" onClick=${onRetry}>Retry</button>
  </div>`;
}
