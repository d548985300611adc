// @ts-check
import { useState } from 'preact/hooks';
import { request } from '../api.js';
import { SelectField } from '../components/fields.js';
import { Modal } from '../components/modal.js';
import { errorToast, toast } from '../components/toasts.js';
import { day, dollars } from '../formats.js';
import { html } from '../html.js';
import { invalidate } from '../query.js';
import { STATUS_OPTIONS } from './deal-statuses.js';

/**
 * The amounts of a deal, and its status, which can be changed.
 * @param {{ deal: import('../../types.d.ts').Deal, customer: string, onClose: () => void }} props
 */
export function DealDetails({ deal, customer, onClose }) {
  const [status, setStatus] = useState(/** @type {string} */ (deal.status));
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      await request('PUT', `/deals/${deal.id}`, { body: { status } });
      toast('Deal updated', 'The deal has been updated successfully.');
      invalidate('/deals');
      onClose();
    } catch (error) {
      errorToast(error);
      setBusy(false);
    }
  };
  const rows = /** @type {const} */ ([
    ['Sale Price', deal.vehicle_price],
    ['Trade Allowance', deal.trade_in_value],
    ['Trade Payoff', deal.trade_in_payoff],
    ['Cash Down', deal.down_payment],
    ['Tax', deal.tax_amount],
  ]);
  return html`<${Modal} title="Deal Details" onClose=${onClose}>
    <div class="modal-body stack">
      <p><strong>${customer}</strong><br /><span class="muted">Created ${day(deal.created_at)}</span></p>
      <div class="rows">
        ${rows.map(([name, amount]) => html`<div class="row" key=${name}><span>${name}</span><span>${dollars(amount)}</span></div>`)}
      </div>
      <${SelectField} label="Status" name="dealStatus" options=${STATUS_OPTIONS} value=${status} onValue=${setStatus} />
    </div>
    <footer class="modal-foot">
      <button type="button" class="button" onClick=${onClose}>Cancel</button>
      <button type="button" class="button button-primary" disabled=${busy || status === deal.status} onClick=${save}>
        ${busy ? 'Saving...' : 'Save'}
      </button>
    </footer>
  <//>`;
}
