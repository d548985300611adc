// @ts-check
import { GreyBar, GreyRows, StatusBadge } from '../components/list-parts.js';
import { Pipeline } from '../components/pipeline.js';
import { customerNames } from '../deals/customer-names.js';
import { customerOf } from '../deals/deal-row.js';
import { count, day, wholeDollars } from '../formats.js';
import { html } from '../html.js';
import { Icon } from '../icons.js';
import { listPath } from '../list-path.js';
import { useQuery } from '../query.js';
import { useSession } from '../session.js';

/** @typedef {import('../../types.d.ts').Deal} Deal */

/** @param {number} hour 0 to 23. */
const partOfDay = (hour) => (hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening');

/** @param {readonly Deal[]} deals @param {readonly string[]} statuses */
const having = (deals, statuses) => deals.filter((deal) => statuses.includes(deal.status));

/**
 * The four cards: revenue of closed deals, open deals, cars for sale, untouched drafts.
 * @param {readonly Deal[] | undefined} deals
 * @param {readonly import('../../types.d.ts').Vehicle[] | undefined} vehicles
 */
function cardsOf(deals, vehicles) {
  const revenue =
    deals && having(deals, ['funded', 'delivered']).reduce((sum, deal) => sum + deal.vehicle_price, 0);
  const active = deals && having(deals, ['pending', 'approved']).length;
  const available = vehicles?.filter((vehicle) => vehicle.status === 'available').length;
  const leads = deals && having(deals, ['draft']).length;
  return /** @type {const} */ ([
    [
      'Total Revenue',
      'revenue',
      revenue === undefined ? undefined : wholeDollars(revenue),
      'Funded and delivered',
    ],
    ['Active Deals', 'deals', active === undefined ? undefined : count(active), 'Pending or approved'],
    [
      'Available Inventory',
      'inventory',
      available === undefined ? undefined : count(available),
      'Ready to sell',
    ],
    ['New Leads', 'leads', leads === undefined ? undefined : count(leads), 'Drafts to follow up'],
  ]);
}

/** @param {{ title: string, icon: import('../icons.js').IconName, value: string | undefined, note: string }} props */
function StatCard({ title, icon, value, note }) {
  return html`<section class="card stat" data-state=${value === undefined ? 'loading' : 'ready'}>
    <p class="stat-title">${title}</p>
    <p class="stat-value">${value ?? html`<${GreyBar} width="60%" />`}</p>
    <p class="stat-note">${note}</p>
    <span class="tile"><${Icon} name=${icon} size=${20} /></span>
  </section>`;
}

/** @param {{ deals: readonly Deal[] | undefined }} props */
function RecentDeals({ deals }) {
  const names = customerNames();
  return html`<section class="card recent" aria-busy=${deals ? 'false' : 'true'}>
    <h2>Recent Deals</h2>
    ${
      deals?.length === 0
        ? html`<p class="empty">No recent deals to display.</p>`
        : html`<table class="table">
          <thead><tr><th>Customer</th><th>Status</th><th class="number">Amount</th><th>Updated</th></tr></thead>
          <tbody>
            ${deals ? null : html`<${GreyRows} rows=${5} columns=${4} />`}
            ${deals?.map(
              (deal) => html`<tr key=${deal.id}>
                <td>${customerOf(deal, names)}</td>
                <td><${StatusBadge} status=${deal.status} /></td>
                <td class="number">${wholeDollars(deal.vehicle_price)}</td>
                <td>${day(deal.updated_at)}</td>
              </tr>`,
            )}
          </tbody>
        </table>`
    }
  </section>`;
}

/** The first page after the sign-in. It counts the cards' figures itself, because the API has no route for them. */
export function DashboardPage() {
  const { user, profiled } = useSession();
  const deals = useQuery(listPath('/deals', { limit: 100 }));
  const vehicles = useQuery(listPath('/inventory/vehicles', { limit: 100 }));
  const recent = useQuery(listPath('/deals', { limit: 5, sort: 'created_at:desc' }));
  const failed = deals.error ?? vehicles.error ?? recent.error;
  return html`
    <header class="page-head">
      ${
        profiled
          ? html`<h1>Good ${partOfDay(new Date().getHours())}, ${user?.first_name || 'there'}!</h1>`
          : html`<p class="h1-bar"><${GreyBar} width="260px" /></p>`
      }
      <p class="muted">Here is where the desk stands today.</p>
    </header>
    ${failed && html`<p class="error-box">${failed.message}</p>`}
    <div class="stats">
      ${cardsOf(deals.data, vehicles.data).map(
        ([title, icon, value, note]) =>
          html`<${StatCard} key=${title} title=${title} icon=${icon} value=${value} note=${note} />`,
      )}
    </div>
    <div class="dashboard-lower">
      <${RecentDeals} deals=${recent.data?.slice(0, 5)} />
      <${Pipeline} deals=${deals.data} />
    </div>
  `;
}
