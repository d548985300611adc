import type { SandboxContext } from '../context.ts';
import { containsPattern } from '../wire/query-values.ts';
import { textRow, textRows } from '../wire/text-rows.ts';
import { stampNow } from '../wire/timestamps.ts';
import type { Customer, CustomerRow, SealedFields } from './customer.ts';
import type { CustomerFields } from './schemas.ts';

const columns = `id, dealership_id, first_name, last_name, email, phone, address, city, state, zip_code,
  credit_score, ssn_last4, drivers_license_number, monthly_income, created_at, updated_at`;

/** The filter of a list. Without values it matches the customers of every dealership. */
export interface CustomerFilter {
  readonly dealershipId?: string | undefined;
  /** Matches any part of first name, last name, e-mail or phone, ignoring case. */
  readonly search?: string | undefined;
}

/** Rows by last, then first name, still encrypted. */
export function listCustomerRows(
  context: SandboxContext,
  filter: CustomerFilter,
): Promise<readonly CustomerRow[]> {
  const conditions: string[] = [];
  const values: string[] = [];
  let name = 'customers.list';
  if (filter.dealershipId !== undefined) {
    values.push(filter.dealershipId);
    conditions.push(`dealership_id = $${values.length}`);
    name += '-of-dealership';
  }
  if (filter.search !== undefined) {
    values.push(containsPattern(filter.search));
    const pattern = `$${values.length}`;
    conditions.push(
      `(first_name ILIKE ${pattern} OR last_name ILIKE ${pattern} OR email ILIKE ${pattern} OR phone ILIKE ${pattern})`,
    );
    name += '-searched';
  }
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  return textRows(context, {
    name,
    text: `SELECT ${columns} FROM customers ${where} ORDER BY last_name, first_name`,
    values,
  });
}

/** One row of any dealership, still encrypted. */
export function findCustomerRow(context: SandboxContext, id: string): Promise<CustomerRow | undefined> {
  return textRow(context, {
    name: 'customers.get',
    text: `SELECT ${columns} FROM customers WHERE id = $1`,
    values: [id],
  });
}

/** Stores a customer with encrypted sensitive fields. An address above 255 characters fails in the database. */
export async function insertCustomer(
  context: SandboxContext,
  customer: Customer,
  sealed: SealedFields,
): Promise<void> {
  await textRows(context, {
    name: 'customers.create',
    text: `INSERT INTO customers (${columns})
      VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16)`,
    values: [
      customer.id,
      customer.dealership_id,
      customer.first_name,
      customer.last_name,
      customer.email,
      customer.phone,
      customer.address,
      customer.city,
      customer.state,
      customer.zip_code,
      sealed.credit_score ?? '',
      sealed.ssn_last4 ?? '',
      sealed.drivers_license_number ?? '',
      sealed.monthly_income ?? '',
      customer.created_at,
      customer.updated_at,
    ],
  });
}

/** Changes the given fields and returns the changed row; undefined for an unknown id. */
export function updateCustomer(
  context: SandboxContext,
  id: string,
  fields: CustomerFields,
  sealed: SealedFields,
): Promise<CustomerRow | undefined> {
  return textRow(context, {
    name: 'customers.update',
    text: `UPDATE customers SET
        first_name = coalesce($2, first_name), last_name = coalesce($3, last_name),
        email = coalesce($4, email), phone = coalesce($5, phone), address = coalesce($6, address),
        city = coalesce($7, city), state = coalesce($8, state), zip_code = coalesce($9, zip_code),
        credit_score = coalesce($10, credit_score), ssn_last4 = coalesce($11, ssn_last4),
        drivers_license_number = coalesce($12, drivers_license_number),
        monthly_income = coalesce($13, monthly_income), updated_at = $14
      WHERE id = $1 RETURNING ${columns}`,
    values: [
      id,
      fields.first_name,
      fields.last_name,
      fields.email,
      fields.phone,
      fields.address,
      fields.city,
      fields.state,
      fields.zip_code,
      sealed.credit_score,
      sealed.ssn_last4,
      sealed.drivers_license_number,
      sealed.monthly_income,
      stampNow(),
    ],
  });
}

/** Deletes a customer for good; false for an unknown id. */
export async function deleteCustomer(context: SandboxContext, id: string): Promise<boolean> {
  const row = await textRow(context, {
    name: 'customers.delete',
    text: 'DELETE FROM customers WHERE id = $1 RETURNING id',
    values: [id],
  });
  return row !== undefined;
}
