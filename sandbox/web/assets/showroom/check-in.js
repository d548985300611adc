// @ts-check
import { useState } from 'preact/hooks';
import { request } from '../api.js';
import { SelectField, TextAreaField } from '../components/fields.js';
import { Modal } from '../components/modal.js';
import { errorToast, toast } from '../components/toasts.js';
import { fullName, label } from '../formats.js';
import { html } from '../html.js';
import { invalidate } from '../query.js';

const SOURCES = ['WALK_IN', 'APPOINTMENT', 'INTERNET', 'PHONE', 'REFERRAL'].map(
  (source) => /** @type {const} */ ([source, label(source)]),
);

/**
 * Checks a known customer in.
 * @param {{ customers: readonly import('../../types.d.ts').Customer[], onClose: () => void }} props
 */
export function CheckIn({ customers, onClose }) {
  const [customerId, setCustomerId] = useState('');
  const [source, setSource] = useState('WALK_IN');
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const options = [['', 'Choose a customer'], ...customers.map((one) => [one.id, fullName(one)])];

  /** @param {Event} event */
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    try {
      const body = { customer_id: customerId, source, ...(note.trim() ? { initial_note: note.trim() } : {}) };
      await request('POST', '/showroom/visits', { body });
      toast('Customer checked in', 'The visit is on the board.');
      invalidate('/showroom');
      onClose();
    } catch (error) {
      errorToast(error);
      setBusy(false);
    }
  };

  return html`<${Modal} title="Check In Customer" onClose=${onClose}>
    <form onSubmit=${submit}>
      <div class="modal-body stack">
        <${SelectField} label="Customer" name="customerId" options=${options} value=${customerId} onValue=${setCustomerId} />
        <${SelectField} label="Source" name="source" options=${SOURCES} value=${source} onValue=${setSource} />
        <${TextAreaField} label="Note" name="note" rows="3" maxlength="5000" value=${note} onValue=${setNote} />
      </div>
      <footer class="modal-foot">
        <button type="button" class="button" onClick=${onClose}>Cancel</button>
        <button type="submit" class="button button-primary" disabled=${busy || !customerId}>
          ${busy ? 'Checking in...' : 'Check In'}
        </button>
      </footer>
    </form>
  <//>`;
}
