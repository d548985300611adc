// @ts-check
import { useState } from 'preact/hooks';
import { GreyBar, LoadFailure, Pager, StatusBadge } from '../components/list-parts.js';
import { count, label, vehicleName, wholeDollars } from '../formats.js';
import { html } from '../html.js';
import { Icon } from '../icons.js';
import { listPath } from '../list-path.js';
import { useQuery } from '../query.js';

const PAGE_SIZE = 12;

/** @param {{ vehicle: import('../../types.d.ts').Vehicle }} props */
function VehicleCard({ vehicle }) {
  const notes = [label(vehicle.condition), `${count(vehicle.mileage)} mi`, vehicle.color].filter(Boolean);
  return html`<article class="card vehicle">
    <div class="vehicle-picture"><${Icon} name="inventory" size=${44} /><${StatusBadge} status=${vehicle.status} /></div>
    <div class="vehicle-words">
      <h2>${vehicleName(vehicle)}</h2>
      <p class="muted">${notes.join(' · ')}</p>
      <p class="vehicle-price"><strong>${wholeDollars(vehicle.price)}</strong>
        <span class="muted">Stock ${vehicle.stock_number || '-'}</span></p>
    </div>
  </article>`;
}

/** @param {{ stats: import('../../types.d.ts').InventoryStats | undefined }} props */
function StatsStrip({ stats }) {
  const figures = /** @type {const} */ ([
    ['Vehicles', stats && count(stats.total_count)],
    ['Available', stats && count(stats.by_status.available ?? 0)],
    ['New', stats && count(stats.by_condition.new ?? 0)],
    ['Average price', stats && wholeDollars(stats.average_price)],
  ]);
  return html`<dl class="card strip">
    ${figures.map(
      ([name, value]) =>
        html`<div key=${name}><dt>${name}</dt><dd>${value ?? html`<${GreyBar} width="60px" />`}</dd></div>`,
    )}
  </dl>`;
}

/** The cars of the lot, as cards. */
export function InventoryPage() {
  const [page, setPage] = useState(1);
  const list = useQuery(listPath('/inventory/vehicles', { page: 1, limit: PAGE_SIZE }));
  const stats = useQuery(listPath('/inventory/stats', {}));
  /** @type {readonly import('../../types.d.ts').Vehicle[] | undefined} */
  const vehicles = list.data;
  return html`
    <header class="page-head"><h1>Inventory</h1><p class="muted">Every vehicle on the lot and on its way.</p></header>
    <${StatsStrip} stats=${stats.data} />
    ${list.error && html`<${LoadFailure} text=${`Failed to load inventory. ${list.error.message}`} onRetry=${list.reload} />`}
    <div class="vehicles" aria-busy=${vehicles ? 'false' : 'true'}>
      ${
        vehicles
          ? vehicles
              .slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
              .map((vehicle) => html`<${VehicleCard} key=${vehicle.id} vehicle=${vehicle} />`)
          : Array.from(
              { length: PAGE_SIZE },
              (_, index) => html`<div key=${index} class="card vehicle vehicle-grey"></div>`,
            )
      }
    </div>
    <${Pager} page=${page} pageSize=${PAGE_SIZE} total=${vehicles?.length} things="vehicles" onPage=${setPage} />
  `;
}
