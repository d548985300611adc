import { stampFromColumn } from '../wire/timestamps.ts';
import type { FieldCipher } from './field-cipher.ts';
import type { CustomerFields, NewCustomer } from './schemas.ts';

/** A customer as it goes over the wire; the four sensitive fields are missing when empty or zero. */
export interface Customer {
  readonly id: string;
  readonly dealership_id: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly email: string;
  readonly phone: string;
  readonly address: string;
  readonly city: string;
  readonly state: string;
  readonly zip_code: string;
  readonly credit_score?: number;
  readonly ssn_last4?: string;
  readonly drivers_license_number?: string;
  readonly monthly_income?: number;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A row of the table, every column as PostgreSQL prints it, the sensitive ones encrypted. */
export type CustomerRow = Readonly<Record<keyof Customer, string>>;

/** The sensitive fields as they are stored; undefined for those that were not given. */
export type SealedFields = Readonly<
  Record<'credit_score' | 'ssn_last4' | 'drivers_license_number' | 'monthly_income', string | undefined>
>;

/** Encrypts the given sensitive fields, numbers as text. */
export function sealFields(cipher: FieldCipher, fields: CustomerFields): SealedFields {
  const sealed = (value: string | number | undefined) =>
    value === undefined ? undefined : cipher.encrypt(String(value));
  return {
    credit_score: sealed(fields.credit_score),
    ssn_last4: sealed(fields.ssn_last4),
    drivers_license_number: sealed(fields.drivers_license_number),
    monthly_income: sealed(fields.monthly_income),
  };
}

/** The customer of a row: up to four decryptions, times with microseconds. */
export function customerFromRow(cipher: FieldCipher, row: CustomerRow): Customer {
  const score = Number(cipher.decrypt(row.credit_score));
  const ssn = cipher.decrypt(row.ssn_last4);
  const licence = cipher.decrypt(row.drivers_license_number);
  const income = Number(cipher.decrypt(row.monthly_income));
  return {
    id: row.id,
    dealership_id: row.dealership_id,
    first_name: row.first_name,
    last_name: row.last_name,
    email: row.email,
    phone: row.phone,
    address: row.address,
    city: row.city,
    state: row.state,
    zip_code: row.zip_code,
    ...(score !== 0 && { credit_score: score }),
    ...(ssn !== '' && { ssn_last4: ssn }),
    ...(licence !== '' && { drivers_license_number: licence }),
    ...(income !== 0 && { monthly_income: income }),
    created_at: stampFromColumn(row.created_at),
    updated_at: stampFromColumn(row.updated_at),
  };
}

/** The customer in the reply to a create: sensitive fields in clear text, `stamp` with nanoseconds. */
export function newCustomer(id: string, fields: NewCustomer, stamp: string): Customer {
  return {
    id,
    dealership_id: fields.dealership_id,
    first_name: fields.first_name,
    last_name: fields.last_name,
    email: fields.email ?? '',
    phone: fields.phone ?? '',
    address: fields.address ?? '',
    city: fields.city ?? '',
    state: fields.state ?? '',
    zip_code: fields.zip_code ?? '',
    ...(fields.credit_score !== undefined && { credit_score: fields.credit_score }),
    ...(fields.ssn_last4 !== undefined && { ssn_last4: fields.ssn_last4 }),
    ...(fields.drivers_license_number !== undefined && {
      drivers_license_number: fields.drivers_license_number,
    }),
    ...(fields.monthly_income !== undefined && { monthly_income: fields.monthly_income }),
    created_at: stamp,
    updated_at: stamp,
  };
}
