import { newCustomerBody } from '../world/new-records.ts';
import { type ContractCase, respondsTo } from './contract-case.ts';
import { type RecordKind, recordCases, recordExamples } from './records.ts';
import type { OperationExample } from './refusals.ts';

const customers: RecordKind = {
  service: 'customers',
  path: '/api/v1/customers',
  table: 'customers',
  noun: 'Customer',
  newBody: (world) => newCustomerBody(world.member.dealershipId),
  change: { city: 'Dallas', credit_score: 710 },
  newId: (world) => world.make.customer(),
};

const wrong = (title: string, field: string, value: unknown): ContractCase =>
  respondsTo(
    'customers.create',
    400,
    title,
    (world) => ({
      method: 'POST',
      path: customers.path,
      json: { ...customers.newBody(world), [field]: value },
    }),
    `"field":"${field}"`,
  );

/** The customer operations, asked well. */
export const customerExamples: readonly OperationExample[] = recordExamples(customers);

/** What is particular to them. */
export const customerCases: readonly ContractCase[] = [
  ...recordCases(customers),
  wrong('an empty first name', 'first_name', ''),
  wrong('a malformed e-mail', 'email', 'nobody'),
  wrong('a telephone number with letters', 'phone', '555-CALL-ME'),
  wrong('a state that does not exist', 'state', 'ZZ'),
  wrong('a postal code of three digits', 'zip_code', '787'),
  wrong('a social security number in place of its last four digits', 'ssn_last4', '123-45-6789'),
  wrong('a licence number that is too short', 'drivers_license_number', 'X1'),
  wrong('a credit score above the scale', 'credit_score', 900),
  wrong('a negative income', 'monthly_income', -1),
  respondsTo(
    'customers.list',
    200,
    'a search by part of the last name',
    async (world) => {
      await world.make.customer();
      return {
        method: 'GET',
        path: `${customers.path}?dealership_id=${world.member.dealershipId}&search=est`,
      };
    },
    '"last_name":"Test',
  ),
  respondsTo(
    'customers.create',
    500,
    'an address that the validator lets through and the column cannot hold',
    (world) => ({
      method: 'POST',
      path: customers.path,
      json: { ...customers.newBody(world), address: 'a'.repeat(300) },
    }),
    'Failed to create customer',
  ),
];
