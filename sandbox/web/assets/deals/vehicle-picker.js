// @ts-check
import { useState } from 'preact/hooks';
import { SearchField } from '../components/fields.js';
import { label, vehicleName, wholeDollars } from '../formats.js';
import { html } from '../html.js';
import { listPath } from '../list-path.js';
import { useQuery } from '../query.js';
import { PICKER_SIZE, PickerList } from './picker.js';

/** @typedef {import('../../types.d.ts').Vehicle} Vehicle */

/**
 * The API cannot search vehicles and ignores the parameter, so this filters the answer.
 * @param {Vehicle} vehicle
 * @param {string} search
 */
function matches(vehicle, search) {
  const text = `${vehicleName(vehicle)} ${vehicle.stock_number}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/**
 * Finds a vehicle that is for sale.
 * @param {{ picked: Vehicle | null, onPick: (vehicle: Vehicle) => void }} props
 */
export function VehiclePicker({ picked, onPick }) {
  const [search, setSearch] = useState('');
  // In lower case, because the API compares exactly; the product's AVAILABLE would match nothing.
  const query = { limit: PICKER_SIZE, status: 'available', search: search.trim() };
  const { data, error } = useQuery(listPath('/inventory/vehicles', query));
  /** @type {readonly Vehicle[] | undefined} */
  const vehicles = data
    ?.filter((/** @type {Vehicle} */ one) => matches(one, search.trim()))
    .slice(0, PICKER_SIZE);
  /** @param {string} id */
  const pick = (id) => {
    const vehicle = vehicles?.find((one) => one.id === id);
    if (vehicle) onPick(vehicle);
  };
  const items = vehicles?.map((one) => ({
    id: one.id,
    name: vehicleName(one),
    notes: [one.stock_number && `#${one.stock_number}`, label(one.condition), wholeDollars(one.price)],
  }));
  return html`<section class="picker">
    <div class="picker-head"><h3>Select Vehicle</h3></div>
    <${SearchField} placeholder="Search by year, make, model, stock #..." value=${search} onValue=${setSearch} />
    <${PickerList} items=${items} pickedId=${picked?.id} nothing="No vehicles found." error=${error} onPick=${pick} />
  </section>`;
}
