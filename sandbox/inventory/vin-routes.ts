import type { FastifyInstance } from 'fastify';
import { inForm, raised } from '../wire/body-fields.ts';
import { vinSchema } from './schemas.ts';
import { hasVinFormat } from './vin.ts';

const options = { preValidation: inForm({ vin: raised }), schema: { body: vinSchema } };

/** The two questions about a VIN alone: is its format right, and what car is it. */
export function vinRoutes(app: FastifyInstance): void {
  app.post<{ Body: { readonly vin: string } }>(
    '/api/v1/inventory/vehicles/validate-vin',
    options,
    async (request) => ({ vin: request.body.vin, valid: hasVinFormat(request.body.vin) }),
  );

  // The product asks a public government service. The sandbox reaches nothing outside, so it answers what the
  // product answers when that service fails.
  app.post('/api/v1/inventory/vehicles/decode-vin', options, async (_request, reply) =>
    reply.code(502).send({
      error: 'Failed to decode VIN: the decoding service cannot be reached from the sandbox',
      code: 'VIN_DECODE_ERROR',
    }),
  );
}
