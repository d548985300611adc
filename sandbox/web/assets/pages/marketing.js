// @ts-check
import { BrandMark } from '../components/brand.js';
import { html } from '../html.js';
import { Icon } from '../icons.js';

const STRENGTHS = /** @type {const} */ ([
  ['deals', 'Deals on one sheet', 'Price, trade, tax and payment worked out while the customer watches.'],
  ['showroom', 'A live showroom', 'Who is here, how long they have waited, and who is with them.'],
  ['customers', 'Customers you know', 'Every shopper, call and visit in one place, found in a keystroke.'],
  ['messages', 'One team', 'Sales, desk and finance talk beside the deal, not past it.'],
]);

/** The public front page. */
export function MarketingPage() {
  return html`<div class="marketing">
    <header class="marketing-head">
      <${BrandMark} />
      <a class="button" href="/login">Log in</a>
    </header>
    <main tabindex="-1">
      <section class="hero">
        <p class="eyebrow">Desk Studio</p>
        <h1>The complete platform for modern dealerships</h1>
        <p class="lead">From the first handshake to the signed contract: desk deals, run the showroom and keep
          every customer in view, on one calm screen.</p>
        <a class="button button-primary button-large" href="/login">Get Started</a>
      </section>
      <section class="strengths" aria-label="What it does">
        ${STRENGTHS.map(
          ([icon, title, text]) => html`<article key=${title} class="card strength">
            <span class="tile"><${Icon} name=${icon} size=${20} /></span>
            <h2>${title}</h2>
            <p class="muted">${text}</p>
          </article>`,
        )}
      </section>
    </main>
  </div>`;
}
