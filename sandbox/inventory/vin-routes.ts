import type { FastifyInstance } from 'fastify';
import { inForm, raised } from '../wire/body-fields.ts';
import { vinSchema } from './schemas.ts';
import { hasVinFormat } from './vin.ts';

const options = { preValidation: inForm({ vin: raised }), schema: { body: vinSchema } };

/** The two checks of a VIN: whether it is valid, and which car it belongs to. */
export function vinRoutes(app: FastifyInstance): void {
  app.post<{ Body: { readonly vin: string } }>(
    '/api/v1/inventory/vehicles/validate-vin',
    options,
    async (request) => ({ vin: request.body.vin, valid: hasVinFormat(request.body.vin) }),
  );

  // The product calls a public government service. The sandbox has no access to it, so it answers as the product does
  // when that service fails.
  app.post('/api/v1/inventory/vehicles/decode-vin', options, async (_request, reply) =>
    reply.code(502).send({
      error: 'Failed to decode VIN: the decoding service cannot be reached from the sandbox',
      code: 'VIN_DECODE_ERROR',
    }),
  );
}
