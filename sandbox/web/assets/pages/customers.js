// @ts-check
import { useState } from 'preact/hooks';
import { CustomerForm } from '../components/customer-form.js';
import { SearchField } from '../components/fields.js';
import { GreyRows, LoadFailure, Pager } from '../components/list-parts.js';
import { Modal } from '../components/modal.js';
import { day, fullName } from '../formats.js';
import { html } from '../html.js';
import { Icon } from '../icons.js';
import { listPath } from '../list-path.js';
import { useQuery } from '../query.js';

const PAGE_SIZE = 10;
const COLUMNS = ['Name', 'Email', 'Phone', 'City', 'Since'];

/** @param {{ customer: import('../../types.d.ts').Customer }} props */
function CustomerRow({ customer }) {
  const place = [customer.city, customer.state].filter(Boolean).join(', ');
  return html`<tr>
    <td data-column="Name"><span class="cell-main">${fullName(customer)}</span></td>
    <td data-column="Email">${customer.email || '-'}</td>
    <td data-column="Phone">${customer.phone || '-'}</td>
    <td data-column="City">${place || '-'}</td>
    <td data-column="Since">${day(customer.created_at)}</td>
  </tr>`;
}

/** The customers; the server searches them at each keystroke. */
export function CustomersPage() {
  const [search, setSearch] = useState('');
  const [page, setPage] = useState(1);
  const [adding, setAdding] = useState(false);
  const query = { page: 1, limit: PAGE_SIZE, search: search.trim() };
  const { data, error, loading, reload } = useQuery(listPath('/customers', query));
  /** @type {readonly import('../../types.d.ts').Customer[] | undefined} */
  const customers = data;
  /** @param {string} text */
  const onSearch = (text) => {
    setSearch(text);
    setPage(1);
  };
  return html`
    <header class="page-head page-head-actions">
      <div><h1>Customers</h1><p class="muted">Everyone your dealership knows.</p></div>
      <button type="button" class="button button-primary" onClick=${() => setAdding(true)}>
        <${Icon} name="plus" />Add Customer
      </button>
    </header>
    <${SearchField} placeholder="Search customers..." value=${search} onValue=${onSearch} />
    ${error && html`<${LoadFailure} text=${`Failed to load customers. ${error.message}`} onRetry=${reload} />`}
    <section class="card table-card" aria-busy=${loading ? 'true' : 'false'}>
      <table class="table table-wide customers-table">
        <thead><tr>${COLUMNS.map((name) => html`<th key=${name} scope="col">${name}</th>`)}</tr></thead>
        <tbody>
          ${customers || error ? null : html`<${GreyRows} rows=${PAGE_SIZE} columns=${COLUMNS.length} />`}
          ${customers
            ?.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
            .map((customer) => html`<${CustomerRow} key=${customer.id} customer=${customer} />`)}
        </tbody>
      </table>
      ${customers?.length === 0 && html`<p class="empty">No customers found.</p>`}
      <${Pager} page=${page} pageSize=${PAGE_SIZE} total=${customers?.length} things="customers" onPage=${setPage} />
    </section>
    ${
      adding &&
      html`<${Modal} title="Add New Customer" onClose=${() => setAdding(false)}>
      <${CustomerForm} submitText="Save Customer" onClose=${() => setAdding(false)} onAdded=${() => setAdding(false)} />
    <//>`
    }
  `;
}
