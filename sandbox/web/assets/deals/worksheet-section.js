// @ts-check
import { useId, useState } from 'preact/hooks';
import { dollars } from '../formats.js';
import { html } from '../html.js';
import { Icon } from '../icons.js';
import { FEES } from './worksheet-values.js';

/**
 * A part of the worksheet that a click opens; closed at first.
 * @param {{ title: string, children?: unknown }} props
 */
export function Section({ title, children }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return html`<section class="fold">
    <button type="button" class="fold-button" aria-expanded=${open ? 'true' : 'false'} aria-controls=${id}
      onClick=${() => setOpen(!open)}>
      ${title}<${Icon} name="chevron" />
    </button>
    <div id=${id} class=${open ? 'fold-body stack' : ''} hidden=${!open}>${open && children}</div>
  </section>`;
}

/** The default fees, read-only. */
export function FeeRows() {
  return html`<div class="rows">
    ${FEES.map((fee) => html`<div class="row" key=${fee.name}><span>${fee.name}</span><span>${dollars(fee.amount)}</span></div>`)}
  </div>`;
}
