const amount = { type: 'number', minimum: 0 } as const;
const optionalAmount = { ...amount, nullable: true } as const;

/** Body of one calculation. The code has to be two capitals, whether or not a state has it. */
export const taxInputSchema = {
  type: 'object',
  required: ['state_code', 'deal_type', 'vehicle_price'],
  properties: {
    state_code: { type: 'string', pattern: '^[A-Z]{2}$' },
    deal_type: { type: 'string', enum: ['RETAIL', 'LEASE'] },
    vehicle_price: amount,
    trade_allowance: optionalAmount,
    trade_payoff: optionalAmount,
    down_payment: optionalAmount,
    rebates: optionalAmount,
    dealer_fees: optionalAmount,
  },
} as const;

/** Body of a batch: one invalid scenario rejects the whole call. */
export const taxBatchSchema = {
  type: 'object',
  required: ['scenarios'],
  properties: { scenarios: { type: 'array', minItems: 1, maxItems: 100, items: taxInputSchema } },
} as const;
