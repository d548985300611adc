import { randomUUID } from 'node:crypto';
import type { Service } from '../context.ts';
import { inForm, lowered, raised, trimmed, withoutBlanks } from '../wire/body-fields.ts';
import { queryText } from '../wire/query-values.ts';
import { noContent, textError } from '../wire/replies.ts';
import { stampNow } from '../wire/timestamps.ts';
import { type CustomerRow, customerFromRow, newCustomer, sealFields } from './customer.ts';
import { FieldCipher } from './field-cipher.ts';
import {
  deleteCustomer,
  findCustomerRow,
  insertCustomer,
  listCustomerRows,
  updateCustomer,
} from './queries.ts';
import {
  type CustomerFields,
  createCustomerSchema,
  type NewCustomer,
  updateCustomerSchema,
} from './schemas.ts';

const texts = ['first_name', 'last_name', 'phone', 'address', 'city', 'zip_code', 'ssn_last4'];
const preValidation = [
  inForm({
    ...Object.fromEntries(texts.map((name) => [name, trimmed])),
    email: lowered,
    state: raised,
    drivers_license_number: raised,
  }),
  withoutBlanks,
];
const unknownCustomer = 'Customer not found';

interface ById {
  Params: { id: string };
}

/**
 * Customers: four fields are stored encrypted, the search covers the others. Encrypting all rows of a request is one
 * entry of its `crypto` time.
 */
export const customersService: Service = (app, context) => {
  const cipher = new FieldCipher(context.piiKey);
  const opened = (row: CustomerRow) => context.timed('crypto', () => customerFromRow(cipher, row));
  const sealed = (fields: CustomerFields) => context.timed('crypto', () => sealFields(cipher, fields));

  app.get('/api/v1/customers', async (request) => {
    const rows = await listCustomerRows(context, {
      dealershipId: queryText(request, 'dealership_id'),
      search: queryText(request, 'search')?.trim() || undefined,
    });
    return context.timed('crypto', () => rows.map((row) => customerFromRow(cipher, row)));
  });

  app.post<{ Body: NewCustomer }>(
    '/api/v1/customers',
    { preValidation, schema: { body: createCustomerSchema } },
    async (request, reply) => {
      const customer = newCustomer(randomUUID(), request.body, stampNow());
      await insertCustomer(context, customer, await sealed(request.body));
      return reply.code(201).send(customer);
    },
  );

  app.get<ById>('/api/v1/customers/:id', async (request, reply) => {
    const row = await findCustomerRow(context, request.params.id);
    return row === undefined ? textError(reply, 404, unknownCustomer) : opened(row);
  });

  app.put<ById & { Body: CustomerFields }>(
    '/api/v1/customers/:id',
    { preValidation, schema: { body: updateCustomerSchema } },
    async (request, reply) => {
      const row = await updateCustomer(context, request.params.id, request.body, await sealed(request.body));
      return row === undefined ? textError(reply, 404, unknownCustomer) : opened(row);
    },
  );

  app.delete<ById>('/api/v1/customers/:id', async (request, reply) => {
    return (await deleteCustomer(context, request.params.id))
      ? noContent(reply)
      : textError(reply, 404, unknownCustomer);
  });
};
