// @ts-check
import { useState } from 'preact/hooks';
import { request } from '../api.js';
import { html } from '../html.js';
import { invalidate } from '../query.js';
import { dealershipId } from '../session.js';
import { TextField } from './fields.js';
import { errorToast, toast } from './toasts.js';

/** Removes empty texts: the API accepts a missing field, but not an empty e-mail. @param {Record<string, string>} fields */
function bodyOf(fields) {
  const given = Object.entries(fields).map(([name, value]) => [name, value.trim()]);
  return { dealership_id: dealershipId(), ...Object.fromEntries(given.filter(([, value]) => value !== '')) };
}

/**
 * Body and footer of a modal with first name, last name, e-mail and phone.
 * @param {{ submitText: string, onClose: () => void,
 *   onAdded: (customer: import('../../types.d.ts').Customer) => void }} props
 */
export function CustomerForm({ submitText, onClose, onAdded }) {
  const [fields, setFields] = useState({ first_name: '', last_name: '', email: '', phone: '' });
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  /** @param {keyof typeof fields} name */
  const setter = (name) => (/** @type {string} */ value) =>
    setFields((before) => ({ ...before, [name]: value }));
  /** @param {keyof typeof fields} name @param {string} text */
  const faultOf = (name, text) => (checked && !fields[name].trim() ? text : '');

  /** @param {Event} event */
  const submit = async (event) => {
    event.preventDefault();
    event.stopPropagation();
    setChecked(true);
    if (!fields.first_name.trim() || !fields.last_name.trim()) return;
    setBusy(true);
    try {
      const customer = await request('POST', '/customers', { body: bodyOf(fields) });
      toast('Customer added', `${customer.first_name} ${customer.last_name} has been added.`);
      invalidate('/customers');
      onAdded(customer);
    } catch (error) {
      errorToast(error);
      setBusy(false);
    }
  };

  return html`<form novalidate onSubmit=${submit}>
    <div class="modal-body stack">
      <div class="two-columns">
        <${TextField} label="First name" name="firstName" value=${fields.first_name} onValue=${setter('first_name')}
          autocomplete="off" maxlength="100" error=${faultOf('first_name', 'First name is required')} />
        <${TextField} label="Last name" name="lastName" value=${fields.last_name} onValue=${setter('last_name')}
          autocomplete="off" maxlength="100" error=${faultOf('last_name', 'Last name is required')} />
      </div>
      <${TextField} label="Email" name="email" type="email" value=${fields.email} onValue=${setter('email')}
        autocomplete="off" />
      <${TextField} label="Phone" name="phone" type="tel" value=${fields.phone} onValue=${setter('phone')}
        autocomplete="off" placeholder="(555) 123-4567" />
    </div>
    <footer class="modal-foot">
      <button type="button" class="button" onClick=${onClose}>Cancel</button>
      <button type="submit" class="button button-primary" disabled=${busy}>${busy ? 'Saving...' : submitText}</button>
    </footer>
  </form>`;
}
