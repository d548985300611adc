// @ts-check
import { useEffect, useState } from 'preact/hooks';
import { html } from '../html.js';

const SHOWN_MS = 5000;

/** @typedef {{ id: number, title: string, text: string, kind: 'done' | 'error' }} Toast */

/** @type {readonly Toast[]} */
let toasts = [];
let lastId = 0;
/** @type {Set<() => void>} */
const listeners = new Set();

/** @param {readonly Toast[]} next */
function setToasts(next) {
  toasts = next;
  for (const listener of listeners) listener();
}

/**
 * Shows a message at the bottom right for five seconds.
 * @param {string} title
 * @param {string} text
 * @param {'done' | 'error'} [kind]
 */
export function toast(title, text, kind = 'done') {
  const id = ++lastId;
  setToasts([...toasts, { id, title, text, kind }]);
  setTimeout(() => setToasts(toasts.filter((one) => one.id !== id)), SHOWN_MS);
}

/**
 * The toast of a failed call: the title `Error` and the server's text.
 * @param {unknown} error
 */
export function errorToast(error) {
  toast('Error', error instanceof Error ? error.message : String(error), 'error');
}

/** The place of toasts. Its live region exists from the start, or screen readers would miss the first toast. */
export function Toasts() {
  const [, renderAgain] = useState(toasts);
  useEffect(() => {
    const listener = () => renderAgain(toasts);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return html`<div class="toasts" aria-live="polite">
    ${toasts.map(
      (one) => html`<div key=${one.id} class="toast toast-${one.kind}">
        <p class="toast-title">${one.title}</p>
        <p>${one.text}</p>
      </div>`,
    )}
  </div>`;
}
