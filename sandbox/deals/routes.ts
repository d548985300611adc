import { randomUUID } from 'node:crypto';
import type { Service } from '../context.ts';
import { inForm, lowered, withoutBlanks } from '../wire/body-fields.ts';
import { queryText } from '../wire/query-values.ts';
import { noContent, textError } from '../wire/replies.ts';
import { stampNow } from '../wire/timestamps.ts';
import { newDeal } from './deal.ts';
import { deleteDeal, findDeal, insertDeal, listDeals, updateDeal } from './queries.ts';
import { createDealSchema, type DealFields, type NewDeal, updateDealSchema } from './schemas.ts';

const preValidation = [inForm({ status: lowered }), withoutBlanks];
const unknownDeal = 'Deal not found';

interface ById {
  Params: { id: string };
}

/** Deals: create, list (optionally of one dealership), read, change and delete, across all dealerships. */
export const dealsService: Service = (app, context) => {
  app.get('/api/v1/deals', (request) => listDeals(context, queryText(request, 'dealership_id')));

  app.post<{ Body: NewDeal }>(
    '/api/v1/deals',
    { preValidation, schema: { body: createDealSchema } },
    async (request, reply) => {
      const deal = newDeal(randomUUID(), request.body, stampNow());
      await insertDeal(context, deal);
      return reply.code(201).send(deal);
    },
  );

  app.get<ById>('/api/v1/deals/:id', async (request, reply) => {
    return (await findDeal(context, request.params.id)) ?? textError(reply, 404, unknownDeal);
  });

  app.put<ById & { Body: DealFields }>(
    '/api/v1/deals/:id',
    { preValidation, schema: { body: updateDealSchema } },
    async (request, reply) => {
      return (
        (await updateDeal(context, request.params.id, request.body)) ?? textError(reply, 404, unknownDeal)
      );
    },
  );

  app.delete<ById>('/api/v1/deals/:id', async (request, reply) => {
    return (await deleteDeal(context, request.params.id))
      ? noContent(reply)
      : textError(reply, 404, unknownDeal);
  });
};
