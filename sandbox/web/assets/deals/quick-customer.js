// @ts-check
import { CustomerForm } from '../components/customer-form.js';
import { Modal } from '../components/modal.js';
import { html } from '../html.js';

/**
 * A form with four fields for a new customer, above the picker.
 * @param {{ onClose: () => void, onAdded: (customer: import('../../types.d.ts').Customer) => void }} props
 */
export function QuickCustomer({ onClose, onAdded }) {
  return html`<${Modal} title="Quick Add Customer" onClose=${onClose}>
    <${CustomerForm} submitText="Add Customer" onClose=${onClose} onAdded=${onAdded} />
  <//>`;
}
