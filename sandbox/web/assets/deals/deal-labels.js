// @ts-check

/**
 * The API does not store vehicle, type and salesperson of a deal. The page remembers those of the deals that it
 * has created, until it is reloaded.
 * @type {Map<string, import('../../types.d.ts').DealLabel>}
 */
const labels = new Map();

/**
 * @param {string} dealId
 * @param {import('../../types.d.ts').DealLabel} label
 */
export function rememberDeal(dealId, label) {
  labels.set(dealId, label);
}

/** @param {string} dealId */
export const dealLabel = (dealId) => labels.get(dealId);
