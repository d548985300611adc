import { stampFromColumn } from '../wire/timestamps.ts';
import type { NewDeal } from './schemas.ts';

/** A deal as it goes over the wire. `total_amount` is always 0: nothing computes it. */
export interface Deal {
  readonly id: string;
  readonly dealership_id: string;
  readonly customer_id: string;
  readonly vehicle_price: number;
  readonly trade_in_value: number;
  readonly trade_in_payoff: number;
  readonly down_payment: number;
  readonly tax_amount: number;
  readonly total_amount: number;
  readonly status: string;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A row of the table, every column as PostgreSQL prints it. */
export type DealRow = Readonly<Record<Exclude<keyof Deal, 'customer_id'>, string>> & {
  readonly customer_id: string | null;
};

/** The deal of a row: amounts with at most two decimals, times with microseconds. */
export function dealFromRow(row: DealRow): Deal {
  return {
    id: row.id,
    dealership_id: row.dealership_id,
    customer_id: row.customer_id ?? '',
    vehicle_price: Number(row.vehicle_price),
    trade_in_value: Number(row.trade_in_value),
    trade_in_payoff: Number(row.trade_in_payoff),
    down_payment: Number(row.down_payment),
    tax_amount: Number(row.tax_amount),
    total_amount: Number(row.total_amount),
    status: row.status,
    created_at: stampFromColumn(row.created_at),
    updated_at: stampFromColumn(row.updated_at),
  };
}

/** The deal in the reply to a create: amounts as they were sent, `stamp` with nanoseconds. */
export function newDeal(id: string, fields: NewDeal, stamp: string): Deal {
  return {
    id,
    dealership_id: fields.dealership_id,
    customer_id: fields.customer_id ?? '',
    vehicle_price: fields.vehicle_price ?? 0,
    trade_in_value: fields.trade_in_value ?? 0,
    trade_in_payoff: fields.trade_in_payoff ?? 0,
    down_payment: fields.down_payment ?? 0,
    tax_amount: fields.tax_amount ?? 0,
    total_amount: 0,
    status: fields.status ?? 'draft',
    created_at: stamp,
    updated_at: stamp,
  };
}
