// @ts-check
import { useState } from 'preact/hooks';
import { Modal } from '../components/modal.js';
import { fullName, vehicleName, wholeDollars } from '../formats.js';
import { html } from '../html.js';
import { CustomerPicker } from './customer-picker.js';
import { VehiclePicker } from './vehicle-picker.js';
import { Worksheet } from './worksheet.js';

/** @typedef {import('../../types.d.ts').Customer} Customer */
/** @typedef {import('../../types.d.ts').Vehicle} Vehicle */

/**
 * The choices so far.
 * @param {{ title: string, name: string | undefined, note: string | undefined, hint: string }} props
 */
function PickedCard({ title, name, note, hint }) {
  return html`<div class=${`picked ${name ? 'picked-done' : ''}`}>
    ${
      name
        ? html`<p class="picked-title">${title}</p><p><strong>${name}</strong></p><p class="muted">${note}</p>`
        : html`<p class="muted">${hint}</p>`
    }
  </div>`;
}

/**
 * The dialog that creates a deal: first customer and vehicle, then the worksheet.
 * @param {{ onClose: () => void, onCreated: () => void, onRefused: (error: unknown) => void }} props
 */
export function NewDeal({ onClose, onCreated, onRefused }) {
  const [customer, setCustomer] = useState(/** @type {Customer | null} */ (null));
  const [vehicle, setVehicle] = useState(/** @type {Vehicle | null} */ (null));
  const [atWorksheet, setAtWorksheet] = useState(false);
  if (atWorksheet && customer && vehicle) {
    return html`<${Worksheet} key="worksheet" customer=${customer} vehicle=${vehicle} onClose=${onClose}
      onBack=${() => setAtWorksheet(false)} onCreated=${onCreated} onRefused=${onRefused} />`;
  }
  return html`<${Modal} key="picking" title="Start New Deal" size="wide" onClose=${onClose}>
    <div class="modal-body stack">
      <div class="two-columns">
        <${PickedCard} title="Customer" name=${customer && fullName(customer)} note=${customer?.email || customer?.phone}
          hint="Choose who is buying." />
        <${PickedCard} title="Vehicle" name=${vehicle && vehicleName(vehicle)}
          note=${vehicle && `${wholeDollars(vehicle.price)} · Stock ${vehicle.stock_number || '-'}`}
          hint="Choose what they are buying." />
      </div>
      <div class="two-columns">
        <${CustomerPicker} picked=${customer} onPick=${setCustomer} />
        <${VehiclePicker} picked=${vehicle} onPick=${setVehicle} />
      </div>
    </div>
    <footer class="modal-foot">
      <button type="button" class="button" onClick=${onClose}>Cancel</button>
      <button type="button" class="button button-primary" disabled=${!customer || !vehicle}
        onClick=${() => setAtWorksheet(true)}>Continue to Worksheet</button>
    </footer>
  <//>`;
}
