// @ts-check

/** @typedef {import('../../types.d.ts').WorksheetValues} WorksheetValues */

/** The default fees: $389 in total, none of them taxable. */
export const FEES = /** @type {const} */ ([
  { name: 'Documentation Fee', amount: 250, taxable: false },
  { name: 'Title Fee', amount: 25, taxable: false },
  { name: 'Registration Fee', amount: 89, taxable: false },
  { name: 'Temporary Plate', amount: 25, taxable: false },
]);

/**
 * A fresh worksheet for a vehicle.
 * @param {import('../../types.d.ts').Vehicle} vehicle
 * @returns {WorksheetValues}
 */
export function freshWorksheet(vehicle) {
  return {
    ...{ dealType: 'FINANCE', stateCode: 'IN' },
    ...{
      msrp: String(vehicle.price),
      invoice: '',
      salePrice: String(vehicle.price),
      cashDown: '0',
      rebates: '0',
    },
    ...{ apr: '5.9', buyRate: '4.9', term: '60' },
    ...{ annualMiles: '12000', residualPercent: '55', moneyFactor: '0.00125', acquisitionFee: '695' },
    ...{ capitalizeFees: true, capitalizeAcquisition: true, taxInPayment: true, firstPaymentAtSigning: true },
    ...{ tradeAllowance: '0', tradePayoff: '0', tradeACV: '0', tradeVehicle: '' },
    ...{ status: 'draft', salespersonId: '', notes: '' },
  };
}

/** @param {string} text @returns {number} 0 for an empty field, NaN for one that is no number. */
export const numberOf = (text) => (text.trim() === '' ? 0 : Number(text));

const AMOUNTS = /** @type {const} */ ([
  ['msrp', 'MSRP'],
  ['invoice', 'Invoice'],
  ['cashDown', 'Cash down'],
  ['rebates', 'Rebates'],
  ['tradeAllowance', 'Trade allowance'],
  ['tradePayoff', 'Trade payoff'],
  ['tradeACV', 'Trade ACV'],
]);

/** The largest amount the API's columns hold. */
const LARGEST_AMOUNT = 99_999_999.99;

/**
 * What is wrong with the worksheet, so that it cannot be calculated.
 * @param {WorksheetValues} values
 * @returns {readonly string[]} Empty when all is well.
 */
export function faultsOf(values) {
  const faults = [];
  const salePrice = numberOf(values.salePrice);
  if (!(salePrice > 0)) faults.push('Sale price must be greater than 0');
  if (salePrice > LARGEST_AMOUNT) faults.push('Sale price must be below $100,000,000');
  for (const [name, label] of AMOUNTS) {
    const amount = numberOf(values[name]);
    if (!(amount >= 0 && amount <= LARGEST_AMOUNT))
      faults.push(`${label} must be 0 or more, below $100,000,000`);
  }
  if (values.dealType === 'CASH') return faults;
  const term = numberOf(values.term);
  if (!Number.isInteger(term) || term < 1 || term > 120) faults.push('Term must be 1 to 120 whole months');
  const apr = numberOf(values.apr);
  if (values.dealType === 'FINANCE' && !(apr >= 0 && apr <= 50)) faults.push('APR must be 0 to 50 percent');
  const residual = numberOf(values.residualPercent);
  if (values.dealType === 'LEASE' && !(residual >= 0 && residual <= 100))
    faults.push('Residual must be 0 to 100 percent');
  const factor = numberOf(values.moneyFactor);
  if (values.dealType === 'LEASE' && !(factor >= 0 && factor < 0.1))
    faults.push('Money factor must be 0 to 0.1');
  return faults;
}
