// @ts-check
import { request } from '../api.js';
import { fullName, vehicleName } from '../formats.js';
import { dealershipId } from '../session.js';
import { rememberDeal } from './deal-labels.js';
import { numberOf } from './worksheet-values.js';

/**
 * Saves a worksheet as a deal with the API's field names. The product's client uses other names, which the API
 * rejects.
 * @param {{ values: import('../../types.d.ts').WorksheetValues, customer: import('../../types.d.ts').Customer,
 *   vehicle: import('../../types.d.ts').Vehicle, totalTax: number, salesperson: string }} worksheet
 * @throws {import('../api.js').ApiError}
 */
export async function createDeal({ values, customer, vehicle, totalTax, salesperson }) {
  const body = {
    dealership_id: dealershipId(),
    customer_id: customer.id,
    vehicle_id: vehicle.id,
    vehicle_price: numberOf(values.salePrice),
    trade_in_value: numberOf(values.tradeAllowance),
    trade_in_payoff: numberOf(values.tradePayoff),
    down_payment: numberOf(values.cashDown),
    tax_amount: totalTax,
    status: values.status,
  };
  const deal = await request('POST', '/deals', { body });
  rememberDeal(deal.id, {
    customer: fullName(customer),
    vehicle: vehicleName(vehicle),
    salesperson,
    type: values.dealType,
  });
}
