// @ts-check
import { dollars, percentage } from '../formats.js';
import { html } from '../html.js';

/** @param {import('../../types.d.ts').SummaryRow} row */
const shown = (row) => (row.unit === 'percent' ? percentage(row.value) : dollars(row.value));

/**
 * The tax engine's own figure, separate from `Total Tax` because the two use different rates.
 * @param {{ quote: import('./state-quote.js').StateQuote }} props
 */
function StateQuoteRow({ quote }) {
  const words = { idle: '-', busy: 'Asking...', failed: 'Not available', ready: '' };
  return html`<div class="row state-quote" data-state=${quote.state} aria-busy=${quote.state === 'busy' ? 'true' : 'false'}>
    <span>State quote</span>
    <span>${quote.state === 'ready' ? dollars(quote.result.total_tax) : words[quote.state]}</span>
    <span class="state-quote-note">${
      quote.state === 'ready'
        ? `${percentage(100 * quote.result.effective_rate)} of ${dollars(quote.result.taxable_amount)}, base rate`
        : 'Base rate of the tax engine'
    }</span>
  </div>`;
}

/**
 * The amounts of the worksheet.
 * @param {{ summary: import('../../types.d.ts').DealSummary | undefined, faults: readonly string[], settled: boolean,
 *   quote: import('./state-quote.js').StateQuote }} props `settled` is false from a change until the calculation is done.
 */
export function DealSummaryCard({ summary, faults, settled, quote }) {
  const state = faults.length > 0 ? 'invalid' : settled ? 'ready' : 'busy';
  return html`<div class="summary" data-state=${state}>
    <h3>Deal Summary</h3>
    ${
      faults.length > 0 &&
      html`<div class="error-box"><p><strong>Validation Errors</strong></p>
      <ul>${faults.map((fault) => html`<li key=${fault}>${fault}</li>`)}</ul></div>`
    }
    ${
      summary
        ? html`<p class="headline"><span>${summary.headline.label}</span><strong>${dollars(summary.headline.value)}</strong></p>
          <div class="rows">
            ${summary.rows.map(
              (row) => html`<div class=${`row ${row.strong ? 'row-strong' : ''}`} key=${row.label}>
                <span>${row.label}</span><span>${shown(row)}</span>
              </div>`,
            )}
          </div>`
        : html`<p class="empty">Configure deal to see calculations</p>`
    }
    <${StateQuoteRow} quote=${quote} />
  </div>`;
}
