// @ts-check
import { dealershipId } from './session.js';

/**
 * The path of a list. Without a dealership the API does not filter, so each list names it.
 * @param {string} path
 * @param {Record<string, string | number>} query Empty texts are left out.
 */
export function listPath(path, query) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== '') parameters.set(name, String(value));
  }
  parameters.set('dealership_id', dealershipId());
  return `${path}?${parameters}`;
}
