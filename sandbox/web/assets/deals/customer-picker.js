// @ts-check
import { useState } from 'preact/hooks';
import { SearchField } from '../components/fields.js';
import { fullName } from '../formats.js';
import { html } from '../html.js';
import { Icon } from '../icons.js';
import { listPath } from '../list-path.js';
import { useQuery } from '../query.js';
import { PICKER_SIZE, PickerList } from './picker.js';
import { QuickCustomer } from './quick-customer.js';

/** @typedef {import('../../types.d.ts').Customer} Customer */

/**
 * Finds a customer with a request per keystroke, or adds one.
 * @param {{ picked: Customer | null, onPick: (customer: Customer) => void }} props
 */
export function CustomerPicker({ picked, onPick }) {
  const [search, setSearch] = useState('');
  const [adding, setAdding] = useState(false);
  const { data, error } = useQuery(listPath('/customers', { limit: PICKER_SIZE, search: search.trim() }));
  /** @type {readonly Customer[] | undefined} */
  const customers = data?.slice(0, PICKER_SIZE);
  /** @param {string} id */
  const pick = (id) => {
    const customer = customers?.find((one) => one.id === id);
    if (customer) onPick(customer);
  };
  /** @param {Customer} customer */
  const onAdded = (customer) => {
    setAdding(false);
    onPick(customer);
  };
  return html`<section class="picker">
    <div class="picker-head">
      <h3>Select Customer</h3>
      <button type="button" class="button button-small" onClick=${() => setAdding(true)}>
        <${Icon} name="plus" size=${14} />New
      </button>
    </div>
    <${SearchField} placeholder="Search customers by name, email, phone..." value=${search} onValue=${setSearch} />
    <${PickerList} items=${customers?.map((one) => ({ id: one.id, name: fullName(one), notes: [one.email, one.phone] }))}
      pickedId=${picked?.id} nothing="No customers found." error=${error} onPick=${pick} />
    ${adding && html`<${QuickCustomer} onClose=${() => setAdding(false)} onAdded=${onAdded} />`}
  </section>`;
}
