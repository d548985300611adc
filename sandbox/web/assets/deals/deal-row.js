// @ts-check
import { StatusBadge } from '../components/list-parts.js';
import { day, label, wholeDollars } from '../formats.js';
import { html } from '../html.js';
import { dealLabel } from './deal-labels.js';

/** @param {import('../../types.d.ts').Deal} deal @param {ReadonlyMap<string, string>} names */
export const customerOf = (deal, names) => names.get(deal.customer_id) ?? dealLabel(deal.id)?.customer ?? '-';

/**
 * One line of the deals table.
 * @param {{ deal: import('../../types.d.ts').Deal, names: ReadonlyMap<string, string>,
 *   onOpen: (deal: import('../../types.d.ts').Deal) => void }} props
 */
export function DealRow({ deal, names, onOpen }) {
  const known = dealLabel(deal.id);
  const customer = customerOf(deal, names);
  return html`<tr>
    <td data-column="Customer"><span class="cell-main" id=${`customer-of-${deal.id}`}>${customer}</span>
      <span class="cell-sub">${known ? label(known.type) : '-'}</span></td>
    <td data-column="Vehicle">${known?.vehicle ?? '-'}</td>
    <td data-column="Salesperson">${known?.salesperson || '-'}</td>
    <td data-column="Status"><${StatusBadge} status=${deal.status} /></td>
    <td data-column="Amount" class="number">${wholeDollars(deal.vehicle_price)}</td>
    <td data-column="Last Updated">${day(deal.updated_at)}</td>
    <td data-column="Actions" class="actions">
      <button type="button" class="button button-small" aria-describedby=${`customer-of-${deal.id}`}
        onClick=${() => onOpen(deal)}>Open</button>
    </td>
  </tr>`;
}
