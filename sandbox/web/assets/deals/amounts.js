// @ts-check

/** @typedef {import('../../types.d.ts').SummaryRow} SummaryRow */

/** @param {number} amount @returns {number} Rounded half up to the cent. */
export const toCents = (amount) => Math.round((amount + Number.EPSILON) * 100) / 100;

/** @param {string} label @param {number} value @param {boolean} [strong] @returns {SummaryRow} */
export const money = (label, value, strong = false) => ({ label, value, unit: 'money', strong });

/** @param {string} label @param {number} value @returns {SummaryRow} */
export const percent = (label, value) => ({ label, value, unit: 'percent' });
