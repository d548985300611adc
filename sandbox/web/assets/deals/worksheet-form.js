// @ts-check
import { NumberField, SelectField, TextAreaField, TextField } from '../components/fields.js';
import { fullName, percentage } from '../formats.js';
import { html } from '../html.js';
import { STATUS_OPTIONS } from './deal-statuses.js';
import { FinanceFields, LeaseFields } from './payment-fields.js';
import { STATE_OPTIONS, taxRatePercent } from './tax-rates.js';
import { FeeRows, Section } from './worksheet-section.js';

/** @typedef {import('../../types.d.ts').WorksheetValues} WorksheetValues */

const TYPES = /** @type {const} */ ([
  ['CASH', 'Cash', ''],
  ['FINANCE', 'Finance', '60'],
  ['LEASE', 'Lease', '36'],
]);

/** @param {{ values: WorksheetValues, onChange: (change: Partial<WorksheetValues>) => void }} props */
function TypeButtons({ values, onChange }) {
  return html`<div class="segments" role="group" aria-label="Deal type">
    ${TYPES.map(
      ([
        type,
        text,
        term,
      ]) => html`<button key=${type} type="button" aria-pressed=${values.dealType === type ? 'true' : 'false'}
        onClick=${() => onChange({ dealType: type, term })}>${text}</button>`,
    )}
  </div>`;
}

/**
 * The fields of the worksheet, by the product's names.
 * @param {{ values: WorksheetValues, sellers: readonly import('../../types.d.ts').Person[],
 *   onChange: (change: Partial<WorksheetValues>) => void }} props
 */
export function WorksheetForm({ values, sellers, onChange }) {
  /** @param {keyof WorksheetValues} name */
  const bound = (name) => ({
    name,
    value: values[name],
    onValue: (/** @type {string} */ value) => onChange({ [name]: value }),
  });
  const sellerOptions = [['', 'Not assigned'], ...sellers.map((one) => [one.id, fullName(one) || 'Me'])];
  return html`<div class="stack">
    <${TypeButtons} values=${values} onChange=${onChange} />
    <div class="field-grid">
      <${NumberField} label="Sale price" ...${bound('salePrice')} />
      <${NumberField} label="Cash down" ...${bound('cashDown')} />
      <${NumberField} label="MSRP" ...${bound('msrp')} />
      <${NumberField} label="Invoice" ...${bound('invoice')} />
      <${SelectField} label="State" ...${bound('stateCode')} options=${STATE_OPTIONS} />
      <div class="rate-note"><span>Tax Rate</span><strong>${percentage(taxRatePercent(values.stateCode))}</strong></div>
    </div>
    ${values.dealType === 'FINANCE' && html`<${FinanceFields} bound=${bound} />`}
    ${values.dealType === 'LEASE' && html`<${LeaseFields} bound=${bound} values=${values} onChange=${onChange} />`}
    <${Section} title="Trade-In">
      <div class="field-grid">
        <${NumberField} label="Trade allowance" ...${bound('tradeAllowance')} />
        <${NumberField} label="Trade payoff" ...${bound('tradePayoff')} />
        <${NumberField} label="Actual cash value" ...${bound('tradeACV')} />
        <${TextField} label="Trade vehicle" ...${bound('tradeVehicle')} placeholder="2019 Honda CR-V" autocomplete="off" />
      </div>
    <//>
    <${Section} title="Fees & Rebates">
      <${FeeRows} />
      <${NumberField} label="Rebates" ...${bound('rebates')} />
    <//>
    <${Section} title="Additional Info">
      <div class="field-grid">
        <${SelectField} label="Status" ...${bound('status')} options=${STATUS_OPTIONS} />
        <${SelectField} label="Salesperson" ...${bound('salespersonId')} options=${sellerOptions} />
      </div>
      <${TextAreaField} label="Notes" ...${bound('notes')} rows="3" />
    <//>
  </div>`;
}
