const money = { type: 'number', minimum: 0 } as const;
const uuid = { type: 'string', format: 'uuid' } as const;

const dealFields = {
  customer_id: uuid,
  vehicle_id: uuid,
  salesperson_id: { type: 'string' },
  vehicle_price: money,
  trade_in_value: money,
  trade_in_payoff: money,
  down_payment: money,
  tax_amount: money,
  status: { type: 'string', enum: ['draft', 'pending', 'approved', 'funded', 'delivered', 'cancelled'] },
} as const;

/** Body of a create. Before the check, blank fields are removed and the status is lower-cased. */
export const createDealSchema = {
  type: 'object',
  required: ['dealership_id'],
  properties: { dealership_id: uuid, ...dealFields },
} as const;

/** Body of an update, prepared like that of a create. */
export const updateDealSchema = { type: 'object', properties: dealFields } as const;

/** Fields of a deal that a caller can set and that are stored. Vehicle and salesperson are checked, then dropped. */
export interface DealFields {
  readonly customer_id?: string;
  readonly vehicle_price?: number;
  readonly trade_in_value?: number;
  readonly trade_in_payoff?: number;
  readonly down_payment?: number;
  readonly tax_amount?: number;
  readonly status?: string;
}

/** What a create needs in addition. */
export interface NewDeal extends DealFields {
  readonly dealership_id: string;
}
