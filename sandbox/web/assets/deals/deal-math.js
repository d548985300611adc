// @ts-check
import { money, percent, toCents } from './amounts.js';
import { leaseSummary } from './lease-math.js';
import { taxRatePercent } from './tax-rates.js';
import { FEES, numberOf } from './worksheet-values.js';

/** @typedef {import('../../types.d.ts').WorksheetValues} WorksheetValues */

/**
 * The taxable amount; payoff and cash down have no effect on it.
 * @param {WorksheetValues} values
 */
function taxableAmount(values) {
  const taxableFees = FEES.reduce((sum, fee) => sum + (fee.taxable ? fee.amount : 0), 0);
  const reductions = numberOf(values.tradeAllowance) + numberOf(values.rebates);
  return Math.max(0, numberOf(values.salePrice) - reductions + taxableFees);
}

/**
 * The constant monthly payment of a loan.
 * @param {number} principal Dollars.
 * @param {number} aprPercent
 * @param {number} months
 */
function loanPayment(principal, aprPercent, months) {
  const rate = aprPercent / 100 / 12;
  return rate === 0 ? principal / months : (principal * rate) / (1 - (1 + rate) ** -months);
}

/**
 * The dealer's profit, shown if its figures are given.
 * @param {WorksheetValues} values
 */
function grossRows(values) {
  const invoice = numberOf(values.invoice);
  if (invoice === 0) return [];
  const overAllowance = numberOf(values.tradeAllowance) - numberOf(values.tradeACV);
  return [money('Front Gross', numberOf(values.salePrice) - invoice - overAllowance)];
}

/**
 * Calculates a valid worksheet (see `faultsOf`). Tax of a purchase: taxable amount x rate, to the cent.
 * @param {WorksheetValues} values
 * @returns {import('../../types.d.ts').DealSummary}
 */
export function summaryOf(values) {
  const rate = taxRatePercent(values.stateCode);
  const fees = FEES.reduce((sum, fee) => sum + fee.amount, 0);
  const salePrice = numberOf(values.salePrice);
  const top = [money('Selling Price', salePrice), money('Fees', fees)];
  if (values.dealType === 'LEASE') {
    const lease = leaseSummary(values, fees, rate);
    return { ...lease, rows: [...top, percent('Tax Rate', rate), ...lease.rows, ...grossRows(values)] };
  }
  const taxable = taxableAmount(values);
  const totalTax = toCents((taxable * rate) / 100);
  const tradeNet = numberOf(values.tradeAllowance) - numberOf(values.tradePayoff);
  const balance =
    salePrice + fees + totalTax - tradeNet - numberOf(values.cashDown) - numberOf(values.rebates);
  const due = toCents(Math.max(0, balance));
  const rows = [
    ...top,
    money('Taxable Amount', taxable),
    percent('Tax Rate', rate),
    money('Total Tax', totalTax, true),
    money('Trade Equity', tradeNet),
    money('Down Payment', numberOf(values.cashDown)),
  ];
  if (values.dealType === 'CASH') {
    return { totalTax, rows: [...rows, ...grossRows(values)], headline: { label: 'Cash Due', value: due } };
  }
  const months = numberOf(values.term);
  const payment = toCents(loanPayment(due, numberOf(values.apr), months));
  const finance = [
    money('Amount Financed', due, true),
    money('Finance Charge', toCents(payment * months - due)),
  ];
  return {
    totalTax,
    rows: [...rows, ...finance, ...grossRows(values)],
    headline: { label: 'Monthly Payment', value: payment },
  };
}
