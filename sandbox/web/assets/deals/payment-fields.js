// @ts-check
import { useId } from 'preact/hooks';
import { NumberField } from '../components/fields.js';
import { html } from '../html.js';

/** @typedef {import('../../types.d.ts').WorksheetValues} WorksheetValues */
/** @typedef {(name: keyof WorksheetValues) => object} Bound */

/** The loan's terms. @param {{ bound: Bound }} props */
export function FinanceFields({ bound }) {
  return html`<div class="field-grid field-grid-3">
    <${NumberField} label="APR %" ...${bound('apr')} step="any" />
    <${NumberField} label="Buy rate %" ...${bound('buyRate')} step="any" />
    <${NumberField} label="Term (months)" ...${bound('term')} step="1" />
  </div>`;
}

const CHOICES = /** @type {const} */ ([
  ['capitalizeFees', 'Capitalize fees'],
  ['capitalizeAcquisition', 'Capitalize acquisition fee'],
  ['taxInPayment', 'Tax in the payment'],
  ['firstPaymentAtSigning', 'First payment at signing'],
]);

/**
 * The lease's terms.
 * @param {{ bound: Bound, values: WorksheetValues, onChange: (change: Partial<WorksheetValues>) => void }} props
 */
export function LeaseFields({ bound, values, onChange }) {
  const id = useId();
  return html`<div class="field-grid field-grid-3">
      <${NumberField} label="Term (months)" ...${bound('term')} step="1" />
      <${NumberField} label="Annual miles" ...${bound('annualMiles')} step="1000" />
      <${NumberField} label="Residual %" ...${bound('residualPercent')} step="any" />
      <${NumberField} label="Money factor" ...${bound('moneyFactor')} step="any" />
      <${NumberField} label="Acquisition fee" ...${bound('acquisitionFee')} />
    </div>
    <div class="check-grid">
      ${CHOICES.map(
        ([name, text]) => html`<span class="check-line" key=${name}>
          <input type="checkbox" name=${name} id=${`${id}-${name}`} checked=${values[name]}
            onChange=${(/** @type {any} */ event) => onChange({ [name]: event.currentTarget.checked })} />
          <label for=${`${id}-${name}`}>${text}</label>
        </span>`,
      )}
    </div>`;
}
