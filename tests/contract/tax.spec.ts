import { jsonOf } from './world/json-body.ts';
import type { World } from './world/world.ts';
import { expect, test } from './world/world-fixture.ts';

interface TaxResult {
  readonly state_tax: number;
  readonly local_tax: number;
  readonly total_tax: number;
  readonly taxable_amount: number;
  readonly effective_rate: number;
}

// The rates of the document; every other state has the last one.
const stated: Readonly<Record<string, number>> = {
  AL: 0.02,
  AK: 0,
  AZ: 0.056,
  AR: 0.065,
  CA: 0.0725,
  CO: 0.029,
  FL: 0.06,
  GA: 0.04,
  IL: 0.0625,
  IN: 0.07,
  MI: 0.06,
  NY: 0.04,
  OH: 0.0575,
  PA: 0.06,
  TX: 0.0625,
};
const otherRate = 0.05;
const codes =
  'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR ' +
  'PA RI SC SD TN TX UT VT VA WA WV WI WY DC';
const stateCodes = codes.split(' ');

const calculate = async (world: World, input: object): Promise<TaxResult> =>
  jsonOf<TaxResult>(await world.send({ method: 'POST', path: '/api/v1/tax/calculate', json: input }), 200);
const sendBatch = (world: World, scenarios: readonly object[]) =>
  world.send({ method: 'POST', path: '/api/v1/tax/batch', json: { scenarios } });

test('the list of codes is the 50 states and DC', () => {
  expect(new Set(stateCodes).size).toBe(51);
});

test('each of the 51 codes is taxed by the documented arithmetic, unrounded', async ({ world }) => {
  for (const [index, code] of stateCodes.entries()) {
    const vehiclePrice = 20_000.37 + index * 101.01;
    const tradeAllowance = index * 57.3;
    const taxable = vehiclePrice - tradeAllowance;
    const tax = taxable * (stated[code] ?? otherRate);
    const result = await calculate(world, {
      state_code: code,
      deal_type: index % 2 === 0 ? 'RETAIL' : 'LEASE',
      vehicle_price: vehiclePrice,
      trade_allowance: tradeAllowance,
    });
    expect({ code, ...result }).toEqual({
      code,
      state_tax: tax,
      local_tax: 0,
      total_tax: tax,
      taxable_amount: taxable,
      effective_rate: tax / taxable,
    });
  }
});

test('a trade worth more than the car leaves nothing to tax', async ({ world }) => {
  const input = { state_code: 'TX', deal_type: 'RETAIL', vehicle_price: 5000, trade_allowance: 9000 };
  expect(await calculate(world, input)).toEqual({
    state_tax: 0,
    local_tax: 0,
    total_tax: 0,
    taxable_amount: 0,
    effective_rate: 0,
  });
});

test('rebates, fees, payoff and down payment do not matter, and null is like missing', async ({ world }) => {
  const input = { state_code: 'CA', deal_type: 'RETAIL', vehicle_price: 30000 };
  const plain = await calculate(world, input);
  const extras = { trade_payoff: 900, down_payment: 1000, rebates: 500, dealer_fees: 85 };
  expect(await calculate(world, { ...input, ...extras })).toEqual(plain);
  const nulls = {
    trade_allowance: null,
    trade_payoff: null,
    down_payment: null,
    rebates: null,
    dealer_fees: null,
  };
  expect(await calculate(world, { ...input, ...nulls })).toEqual(plain);
});

for (const code of ['XX', 'PR']) {
  test(`the code ${code} of no state is taxed at the rate of all others, alone and in a batch`, async ({
    world,
  }) => {
    const input = { state_code: code, deal_type: 'RETAIL', vehicle_price: 1000 };
    const single = await calculate(world, input);
    expect([single.total_tax, single.effective_rate]).toEqual([50, 0.05]);
    expect(jsonOf(await sendBatch(world, [input]), 200)).toEqual({ results: [single], count: 1 });
  });
}

for (const code of ['tx', 'T', 'TEX', '']) {
  test(`the code ${JSON.stringify(code)} is refused, since it is not two capitals`, async ({ world }) => {
    const json = { state_code: code, deal_type: 'RETAIL', vehicle_price: 1 };
    const answer = await world.send({ method: 'POST', path: '/api/v1/tax/calculate', json });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toEqual({
      error: 'Validation failed',
      code: 'VALIDATION_ERROR',
      details: expect.arrayContaining([{ field: 'state_code', message: expect.any(String) }]),
    });
  });
}

test('a batch keeps the order of its scenarios and agrees with single calls', async ({ world }) => {
  const scenarios = stateCodes.map((code, index) => ({
    state_code: code,
    deal_type: 'RETAIL',
    vehicle_price: 10_000 + index,
  }));
  const { results, count } = jsonOf<{ results: TaxResult[]; count: number }>(
    await sendBatch(world, scenarios),
    200,
  );
  expect(count).toBe(51);
  expect(results.map(({ taxable_amount }) => taxable_amount)).toEqual(
    scenarios.map((one) => one.vehicle_price),
  );
  expect(results[44]).toEqual(await calculate(world, scenarios[44] ?? {}));
});

test('one bad scenario refuses the whole batch and is named by its place', async ({ world }) => {
  const good = { state_code: 'TX', deal_type: 'RETAIL', vehicle_price: 1 };
  const answer = await sendBatch(world, [
    good,
    good,
    { ...good, state_code: 'tx' },
    { ...good, vehicle_price: -1 },
  ]);
  expect(answer.status).toBe(400);
  const { details } = JSON.parse(answer.body);
  const fields = details.map(({ field }: { field: string }) => field).sort();
  expect(fields).toEqual(['scenarios[2].state_code', 'scenarios[3].vehicle_price']);
});

test('a batch takes 100 scenarios and not 101', async ({ world }) => {
  const good = { state_code: 'NY', deal_type: 'LEASE', vehicle_price: 1 };
  expect((await sendBatch(world, Array(100).fill(good))).status).toBe(200);
  expect((await sendBatch(world, Array(101).fill(good))).status).toBe(400);
});
