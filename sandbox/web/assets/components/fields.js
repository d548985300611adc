// @ts-check
import { useId } from 'preact/hooks';
import { html } from '../html.js';

/**
 * A labelled input. All props except the label, the hint and `onValue` go to the input itself.
 * @param {{ label: string, hint?: string, error?: string, onValue: (value: string) => void,
 *   [attribute: string]: unknown }} props
 */
export function TextField({ label, hint, error, onValue, id, ...attributes }) {
  const ownId = useId();
  const inputId = id ?? ownId;
  return html`<div class="field">
    <label for=${inputId}>${label}</label>
    <input ...${attributes} id=${inputId} aria-invalid=${error ? 'true' : undefined}
      aria-describedby=${error || hint ? `${inputId}-note` : undefined}
      onInput=${(/** @type {any} */ event) => onValue(event.currentTarget.value)} />
    ${(error || hint) && html`<p id="${inputId}-note" class=${error ? 'field-error' : 'field-hint'}>${error || hint}</p>`}
  </div>`;
}

/**
 * A dollar or number input of the worksheet.
 * @param {{ label: string, name: string, value: string, step?: string, onValue: (value: string) => void }} props
 */
export function NumberField({ label, name, value, step = '0.01', onValue }) {
  return html`<${TextField} label=${label} name=${name} value=${value} onValue=${onValue} type="number"
    inputmode="decimal" min="0" step=${step} autocomplete="off" />`;
}

/**
 * A labelled select.
 * @param {{ label: string, options: readonly (readonly [value: string, text: string])[], value: string,
 *   onValue: (value: string) => void, [attribute: string]: unknown }} props
 */
export function SelectField({ label, options, value, onValue, ...attributes }) {
  const id = useId();
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <select ...${attributes} id=${id} value=${value}
      onChange=${(/** @type {any} */ event) => onValue(event.currentTarget.value)}>
      ${options.map(([code, text]) => html`<option key=${code} value=${code} selected=${code === value}>${text}</option>`)}
    </select>
  </div>`;
}

/**
 * A labelled text area.
 * @param {{ label: string, value: string, onValue: (value: string) => void, [attribute: string]: unknown }} props
 */
export function TextAreaField({ label, value, onValue, ...attributes }) {
  const id = useId();
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <textarea ...${attributes} id=${id} value=${value}
      onInput=${(/** @type {any} */ event) => onValue(event.currentTarget.value)}></textarea>
  </div>`;
}

/**
 * A search box. Its label is for screen readers only, because the product shows a placeholder.
 * @param {{ placeholder: string, value: string, onValue: (value: string) => void }} props
 */
export function SearchField({ placeholder, value, onValue }) {
  return html`<input class="search" type="search" placeholder=${placeholder} aria-label=${placeholder} value=${value}
    autocomplete="off" onInput=${(/** @type {any} */ event) => onValue(event.currentTarget.value)} />`;
}
