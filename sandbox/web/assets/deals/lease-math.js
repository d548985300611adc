// @ts-check
import { money, toCents } from './amounts.js';
import { numberOf } from './worksheet-values.js';

/**
 * A closed-end lease: depreciation plus rent charge, both spread over the months. Tax is the monthly payment x rate
 * x months, whatever the trade.
 * @param {import('../../types.d.ts').WorksheetValues} values Valid, of type LEASE.
 * @param {number} fees Dollars.
 * @param {number} ratePercent
 * @returns {import('../../types.d.ts').DealSummary}
 */
export function leaseSummary(values, fees, ratePercent) {
  const months = numberOf(values.term);
  const salePrice = numberOf(values.salePrice);
  const acquisition = numberOf(values.acquisitionFee);
  const cashDown = numberOf(values.cashDown);
  const tradeNet = numberOf(values.tradeAllowance) - numberOf(values.tradePayoff);
  const capitalized = (values.capitalizeFees ? fees : 0) + (values.capitalizeAcquisition ? acquisition : 0);
  const netCost = Math.max(0, salePrice + capitalized - cashDown - tradeNet - numberOf(values.rebates));
  const residual = ((numberOf(values.msrp) || salePrice) * numberOf(values.residualPercent)) / 100;
  const depreciation = Math.max(0, netCost - residual) / months;
  const rent = (netCost + residual) * numberOf(values.moneyFactor);
  const payment = toCents(depreciation + rent);
  const totalTax = toCents((payment * ratePercent * months) / 100);
  const monthly = values.taxInPayment ? toCents(payment * (1 + ratePercent / 100)) : payment;
  const upFront =
    cashDown +
    fees +
    acquisition -
    capitalized +
    (values.taxInPayment ? 0 : totalTax) +
    (values.firstPaymentAtSigning ? monthly : 0);
  return {
    totalTax,
    rows: [
      money('Total Tax', totalTax, true),
      money('Net Capitalized Cost', toCents(netCost)),
      money('Residual Value', toCents(residual)),
      money('Due at Signing', toCents(upFront), true),
    ],
    headline: { label: 'Monthly Payment', value: monthly },
  };
}
