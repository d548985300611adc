import { expect, test } from '@playwright/test';
import { calculateTax } from '../../../../sandbox/tax/calculate.ts';
import { rateOf } from '../../../../sandbox/tax/rates.ts';

const retail = { deal_type: 'RETAIL', vehicle_price: 30_000 } as const;

test("tax is the price less the trade-in at the state's rate", () => {
  const result = calculateTax({ ...retail, state_code: 'IN', trade_allowance: 5_000 });
  expect(result.taxable_amount).toBe(25_000);
  expect(result.state_tax).toBeCloseTo(1_750, 9);
  expect(result.local_tax).toBe(0);
  expect(result.total_tax).toBe(result.state_tax);
  expect(result.effective_rate).toBeCloseTo(0.07, 12);
});

test('a trade-in above the price leaves nothing taxable, at an effective rate of 0', () => {
  const result = calculateTax({ ...retail, state_code: 'TX', trade_allowance: 40_000 });
  expect(result).toEqual({ state_tax: 0, local_tax: 0, total_tax: 0, taxable_amount: 0, effective_rate: 0 });
});

test('amounts that do not matter under the one rule set change nothing', () => {
  const plain = calculateTax({ ...retail, state_code: 'CA' });
  const loaded = { rebates: 900, dealer_fees: 500, trade_payoff: 1_000, down_payment: 2_000 };
  expect(calculateTax({ ...retail, state_code: 'CA', ...loaded })).toEqual(plain);
  expect(calculateTax({ ...retail, state_code: 'CA', deal_type: 'LEASE' })).toEqual(plain);
  expect(calculateTax({ ...retail, state_code: 'CA', trade_allowance: null })).toEqual(plain);
});

test('nothing is rounded', () => {
  const { total_tax: tax } = calculateTax({ ...retail, state_code: 'AZ', vehicle_price: 1_234.56 });
  expect(tax).toBe(1_234.56 * 0.056);
});

test('a code without a rate of its own has 5 %, whether or not a state has it', () => {
  expect(rateOf('AK')).toBe(0);
  expect(rateOf('OH')).toBe(0.0575);
  for (const code of ['DC', 'WY', 'PR', 'XX']) expect(rateOf(code), code).toBe(0.05);
});
