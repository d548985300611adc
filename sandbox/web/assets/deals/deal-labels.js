// @ts-check

/**
 * The API keeps neither the vehicle nor the type nor the salesperson of a deal. What this page itself has created
 * it remembers, until it is loaded again.
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
