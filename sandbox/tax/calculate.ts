import { rateOf } from './rates.ts';

/** One deal to be taxed, amounts in dollars. Other amounts have no effect under the only rule set. */
export interface TaxInput {
  readonly state_code: string;
  readonly deal_type: 'RETAIL' | 'LEASE';
  readonly vehicle_price: number;
  readonly trade_allowance?: number | null;
}

/** The engine's result, amounts in dollars, not rounded. */
export interface TaxResult {
  readonly state_tax: number;
  readonly local_tax: number;
  readonly total_tax: number;
  readonly taxable_amount: number;
  /** Total tax over taxable amount as a fraction; 0 when nothing is taxable. */
  readonly effective_rate: number;
}

/**
 * Tax of one deal: the price minus the trade-in allowance, at least zero, times the state's rate. There is no local tax,
 * and sale and lease are treated alike. Source: the contract's description of `tax.calculate`.
 */
export function calculateTax(input: TaxInput): TaxResult {
  const taxable = Math.max(0, input.vehicle_price - (input.trade_allowance ?? 0));
  const stateTax = taxable * rateOf(input.state_code);
  const localTax = 0;
  const totalTax = stateTax + localTax;
  return {
    state_tax: stateTax,
    local_tax: localTax,
    total_tax: totalTax,
    taxable_amount: taxable,
    effective_rate: taxable === 0 ? 0 : totalTax / taxable,
  };
}
