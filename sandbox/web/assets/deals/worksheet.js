// @ts-check
import { useMemo, useState } from 'preact/hooks';
import { Modal } from '../components/modal.js';
import { toast } from '../components/toasts.js';
import { fullName, vehicleName } from '../formats.js';
import { html } from '../html.js';
import { usePeople } from '../people.js';
import { invalidate } from '../query.js';
import { useSession } from '../session.js';
import { createDeal } from './create-deal.js';
import { summaryOf } from './deal-math.js';
import { DealSummaryCard } from './deal-summary.js';
import { useSettled } from './settled.js';
import { SETTLE_MS, useStateQuote } from './state-quote.js';
import { WorksheetForm } from './worksheet-form.js';
import { faultsOf, freshWorksheet } from './worksheet-values.js';

/**
 * The worksheet: the form on the left, the result on the right.
 * @param {{ customer: import('../../types.d.ts').Customer, vehicle: import('../../types.d.ts').Vehicle,
 *   onClose: () => void, onBack: () => void, onCreated: () => void, onRefused: (error: unknown) => void }} props
 */
export function Worksheet({ customer, vehicle, onClose, onBack, onCreated, onRefused }) {
  const [values, setValues] = useState(() => freshWorksheet(vehicle));
  const [saving, setSaving] = useState(false);
  const { user } = useSession();
  const people = usePeople();
  const sellers = people.length === 0 && user ? [user] : people;
  const faults = useMemo(() => faultsOf(values), [values]);
  const valid = faults.length === 0;
  const settled = useSettled(values, SETTLE_MS);
  const summary = useMemo(
    () => (settled && faultsOf(settled).length === 0 ? summaryOf(settled) : undefined),
    [settled],
  );
  const quote = useStateQuote(values, valid);

  const create = async () => {
    // Calculated again, because a click within the 200 ms must not save the tax of the previous figures.
    const { totalTax } = summaryOf(values);
    const seller = sellers.find((one) => one.id === values.salespersonId);
    setSaving(true);
    try {
      await createDeal({ values, customer, vehicle, totalTax, salesperson: seller ? fullName(seller) : '' });
      toast('Deal created', 'The new deal has been created successfully.');
      invalidate('/deals');
      onCreated();
    } catch (error) {
      onRefused(error);
      setSaving(false);
    }
  };

  return html`<${Modal} title="Deal Worksheet" size="wide" onClose=${onClose}>
    <div class="modal-body worksheet">
      <div class="worksheet-form">
        <p class="worksheet-for"><strong>${fullName(customer)}</strong>
          <span class="muted">${` · ${vehicleName(vehicle)} ${vehicle.trim}`.trimEnd()} · Stock ${vehicle.stock_number || '-'}</span></p>
        <${WorksheetForm} values=${values} sellers=${sellers}
          onChange=${(/** @type {Partial<import('../../types.d.ts').WorksheetValues>} */ change) => setValues((before) => ({ ...before, ...change }))} />
      </div>
      <${DealSummaryCard} summary=${valid ? summary : undefined} faults=${faults} settled=${settled === values} quote=${quote} />
    </div>
    <footer class="modal-foot">
      <button type="button" class="button" onClick=${onBack}>Back</button>
      <button type="button" class="button button-primary" disabled=${saving || !valid || !summary} onClick=${create}>
        ${saving ? 'Saving...' : 'Create Deal'}
      </button>
    </footer>
  <//>`;
}
