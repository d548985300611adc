// @ts-check
import { fullName } from '../formats.js';
import { loadedLists } from '../query.js';

/**
 * Names by customer id, for lists that contain only ids, from the lists of customers that other pages and dialogs have
 * loaded. Like the product, it makes no call of its own.
 * @returns {ReadonlyMap<string, string>}
 */
export function customerNames() {
  /** @type {readonly import('../../types.d.ts').Customer[]} */
  const customers = loadedLists('/customers').flat();
  return new Map(customers.map((customer) => [customer.id, fullName(customer)]));
}
