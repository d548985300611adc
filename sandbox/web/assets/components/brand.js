// @ts-check
import { html } from '../html.js';

/** Logo and name, for places where the name is not a heading. */
export function BrandMark() {
  return html`<p class="brand"><${BrandSign} /><span>Autolytiq</span></p>`;
}

/** The logo alone: a road that narrows to the horizon. @param {{ size?: number }} props */
export function BrandSign({ size = 28 }) {
  return html`<svg class="brand-sign" width=${size} height=${size} viewBox="0 0 28 28" aria-hidden="true">
    <rect width="28" height="28" rx="7" fill="var(--brand)" />
    <path d="M8 21 12.5 7h3L20 21" fill="none" stroke="#fff" stroke-width="2.4" stroke-linejoin="round" />
    <path d="M14 10v2.5M14 15v2M14 19.5v2" stroke="#fff" stroke-width="1.8" />
  </svg>`;
}
