import type { Service } from '../context.ts';
import { calculateTax, type TaxInput } from './calculate.ts';
import { taxBatchSchema, taxInputSchema } from './schemas.ts';

/** Tax of one deal, or of up to 100 deals with answers in the same order. */
export const taxService: Service = (app) => {
  app.post<{ Body: TaxInput }>(
    '/api/v1/tax/calculate',
    { schema: { body: taxInputSchema } },
    async (request) => calculateTax(request.body),
  );

  app.post<{ Body: { readonly scenarios: readonly TaxInput[] } }>(
    '/api/v1/tax/batch',
    { schema: { body: taxBatchSchema } },
    async (request) => {
      const results = request.body.scenarios.map(calculateTax);
      return { results, count: results.length };
    },
  );
};
