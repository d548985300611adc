// @ts-check
import { html } from '../html.js';

/** Any unknown path. */
export function NotFoundPage() {
  return html`<main class="centred" tabindex="-1">
    <h1 class="big-number">404</h1>
    <p>Page not found</p>
    <a class="button button-primary" href="/">Go back home</a>
  </main>`;
}
