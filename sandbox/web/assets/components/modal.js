// @ts-check
import { useEffect, useId, useRef } from 'preact/hooks';
import { html } from '../html.js';
import { Icon } from '../icons.js';

const FOCUSABLE = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea';

/**
 * Keeps the Tab key inside the dialog.
 * @param {KeyboardEvent} event
 * @param {HTMLElement} dialog
 */
function cycleFocus(event, dialog) {
  const stops = [...dialog.querySelectorAll(FOCUSABLE)].filter((stop) => stop.getClientRects().length > 0);
  const first = /** @type {HTMLElement | undefined} */ (stops[0]);
  const last = /** @type {HTMLElement | undefined} */ (stops.at(-1));
  const outside = event.shiftKey ? document.activeElement === first : document.activeElement === last;
  if (!outside && document.activeElement !== dialog) return;
  if (document.activeElement === dialog && !event.shiftKey) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}

/**
 * A dialog over the page. Its level-2 heading is its name, Escape closes it, and the focus then returns. A click
 * outside does not close it, because that would lose half a worksheet.
 * @param {{ title: string, onClose: () => void, size?: 'small' | 'wide', children?: unknown }} props
 */
export function Modal({ title, onClose, size = 'small', children }) {
  const dialogRef = useRef(/** @type {HTMLElement | null} */ (null));
  const headingId = useId();
  useEffect(() => {
    const before = document.activeElement;
    dialogRef.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  /** @param {KeyboardEvent} event */
  const onKeyDown = (event) => {
    if (event.key === 'Tab' && dialogRef.current) cycleFocus(event, dialogRef.current);
    if (event.key === 'Escape') onClose();
    // A dialog may cover another one: only the upper one handles the key.
    event.stopPropagation();
  };
  return html`<div class="backdrop">
    <div class="modal modal-${size}" role="dialog" aria-modal="true" aria-labelledby=${headingId} tabindex="-1"
      ref=${dialogRef} onKeyDown=${onKeyDown}>
      <header class="modal-head">
        <h2 id=${headingId}>${title}</h2>
        <button type="button" class="icon-button" aria-label="Close" onClick=${onClose}>
          <${Icon} name="close" />
        </button>
      </header>
      ${children}
    </div>
  </div>`;
}
