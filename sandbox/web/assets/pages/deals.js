// @ts-check
import { useState } from 'preact/hooks';
import { GreyRows, LoadFailure, Pager } from '../components/list-parts.js';
import { errorToast } from '../components/toasts.js';
import { customerNames } from '../deals/customer-names.js';
import { DealDetails } from '../deals/deal-details.js';
import { customerOf, DealRow } from '../deals/deal-row.js';
import { NewDeal } from '../deals/new-deal.js';
import { html } from '../html.js';
import { Icon } from '../icons.js';
import { listPath } from '../list-path.js';
import { useQuery } from '../query.js';

const PAGE_SIZE = 10;
const COLUMNS = ['Customer', 'Vehicle', 'Salesperson', 'Status', 'Amount', 'Last Updated', 'Actions'];

/** The list of deals, and the way to a new one. */
export function DealsPage() {
  const { data, error, reload } = useQuery(listPath('/deals', { page: 1, limit: PAGE_SIZE }));
  const [page, setPage] = useState(1);
  const [creating, setCreating] = useState(false);
  const [opened, setOpened] = useState(/** @type {import('../../types.d.ts').Deal | null} */ (null));
  /** @type {readonly import('../../types.d.ts').Deal[] | undefined} */
  const deals = data;
  const names = customerNames();
  const onCreated = () => {
    setCreating(false);
    setPage(1);
  };
  return html`
    <header class="page-head page-head-actions">
      <div><h1>Deals</h1><p class="muted">Every deal of your dealership, newest first.</p></div>
      <button type="button" class="button button-primary" onClick=${() => setCreating(true)}>
        <${Icon} name="plus" />New Deal
      </button>
    </header>
    ${error && !deals && html`<${LoadFailure} text=${`Failed to load deals. ${error.message}`} onRetry=${reload} />`}
    <section class="card table-card" aria-busy=${deals ? 'false' : 'true'}>
      <table class="table table-wide deals-table">
        <thead><tr>${COLUMNS.map((name) => html`<th key=${name} scope="col" class=${name === 'Amount' ? 'number' : ''}>${name}</th>`)}</tr></thead>
        <tbody>
          ${deals || error ? null : html`<${GreyRows} rows=${PAGE_SIZE} columns=${COLUMNS.length} />`}
          ${deals
            ?.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
            .map(
              (deal) => html`<${DealRow} key=${deal.id} deal=${deal} names=${names} onOpen=${setOpened} />`,
            )}
        </tbody>
      </table>
      ${deals?.length === 0 && html`<p class="empty">No deals yet.</p>`}
      <${Pager} page=${page} pageSize=${PAGE_SIZE} total=${deals?.length} things="deals" onPage=${setPage} />
    </section>
    ${creating && html`<${NewDeal} onClose=${() => setCreating(false)} onCreated=${onCreated} onRefused=${errorToast} />`}
    ${opened && html`<${DealDetails} deal=${opened} customer=${customerOf(opened, names)} onClose=${() => setOpened(null)} />`}
  `;
}
