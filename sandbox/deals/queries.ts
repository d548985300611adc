import type { SandboxContext } from '../context.ts';
import { textRow, textRows } from '../wire/text-rows.ts';
import { stampNow } from '../wire/timestamps.ts';
import { type Deal, type DealRow, dealFromRow } from './deal.ts';
import type { DealFields } from './schemas.ts';

const columns = `id, dealership_id, customer_id, vehicle_price, trade_in_value, trade_in_payoff, down_payment,
  tax_amount, total_amount, status, created_at, updated_at`;

/** Deals, newest first; of every dealership if none is given. */
export async function listDeals(context: SandboxContext, dealershipId?: string): Promise<readonly Deal[]> {
  const rows = await textRows<DealRow>(
    context,
    dealershipId === undefined
      ? { name: 'deals.list', text: `SELECT ${columns} FROM deals ORDER BY created_at DESC`, values: [] }
      : {
          name: 'deals.list-of-dealership',
          text: `SELECT ${columns} FROM deals WHERE dealership_id = $1 ORDER BY created_at DESC`,
          values: [dealershipId],
        },
  );
  return rows.map(dealFromRow);
}

/** One deal of any dealership. */
export async function findDeal(context: SandboxContext, id: string): Promise<Deal | undefined> {
  const row = await textRow<DealRow>(context, {
    name: 'deals.get',
    text: `SELECT ${columns} FROM deals WHERE id = $1`,
    values: [id],
  });
  return row && dealFromRow(row);
}

/** Stores a deal. The database rejects an amount of 100,000,000 or more (numeric field overflow). */
export async function insertDeal(context: SandboxContext, deal: Deal): Promise<void> {
  await textRows(context, {
    name: 'deals.create',
    text: `INSERT INTO deals (${columns}) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)`,
    values: [
      deal.id,
      deal.dealership_id,
      deal.customer_id || null,
      deal.vehicle_price,
      deal.trade_in_value,
      deal.trade_in_payoff,
      deal.down_payment,
      deal.tax_amount,
      deal.total_amount,
      deal.status,
      deal.created_at,
      deal.updated_at,
    ],
  });
}

/** Changes the given fields and `updated_at`, and returns the changed deal; undefined for an unknown id. */
export async function updateDeal(
  context: SandboxContext,
  id: string,
  fields: DealFields,
): Promise<Deal | undefined> {
  const row = await textRow<DealRow>(context, {
    name: 'deals.update',
    text: `UPDATE deals SET
        customer_id = coalesce($2, customer_id), vehicle_price = coalesce($3, vehicle_price),
        trade_in_value = coalesce($4, trade_in_value), trade_in_payoff = coalesce($5, trade_in_payoff),
        down_payment = coalesce($6, down_payment), tax_amount = coalesce($7, tax_amount),
        status = coalesce($8, status), updated_at = $9
      WHERE id = $1 RETURNING ${columns}`,
    values: [
      id,
      fields.customer_id,
      fields.vehicle_price,
      fields.trade_in_value,
      fields.trade_in_payoff,
      fields.down_payment,
      fields.tax_amount,
      fields.status,
      stampNow(),
    ],
  });
  return row && dealFromRow(row);
}

/** Deletes a deal for good; false for an unknown id. */
export async function deleteDeal(context: SandboxContext, id: string): Promise<boolean> {
  const row = await textRow(context, {
    name: 'deals.delete',
    text: 'DELETE FROM deals WHERE id = $1 RETURNING id',
    values: [id],
  });
  return row !== undefined;
}
