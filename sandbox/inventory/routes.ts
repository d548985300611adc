import { randomUUID } from 'node:crypto';
import type { Service } from '../context.ts';
import { inForm, lowered, raised, withoutBlanks } from '../wire/body-fields.ts';
import { queryText } from '../wire/query-values.ts';
import { type FieldFault, noContent, refuseFields, textError } from '../wire/replies.ts';
import { stampNow } from '../wire/timestamps.ts';
import { vehicleFilters } from './filters.ts';
import { deleteVehicle, findVehicle, insertVehicle, listVehicles, updateVehicle } from './queries.ts';
import { createVehicleSchema, type NewVehicle, updateVehicleSchema, type VehicleFields } from './schemas.ts';
import { inventoryStats } from './stats.ts';
import { newVehicle } from './vehicle.ts';
import { isVin } from './vin.ts';
import { vinRoutes } from './vin-routes.ts';

const preValidation = [inForm({ vin: raised, condition: lowered, status: lowered }), withoutBlanks];
const unknownVehicle = 'Vehicle not found';
const badVin: FieldFault = {
  field: 'vin',
  message: 'VIN must have 17 characters without I, O and Q, and the right check digit in position 9',
};

interface ById {
  Params: { id: string };
}

/** Vehicles of all dealerships: list with filters, create, read, change, delete, totals, and checks of a VIN. */
export const inventoryService: Service = (app, context) => {
  app.get('/api/v1/inventory/vehicles', (request) => listVehicles(context, vehicleFilters(request)));

  app.post<{ Body: NewVehicle }>(
    '/api/v1/inventory/vehicles',
    { preValidation, schema: { body: createVehicleSchema } },
    async (request, reply) => {
      const { vin } = request.body;
      if (vin !== undefined && !isVin(vin)) return refuseFields(reply, [badVin]);
      const vehicle = newVehicle(randomUUID(), request.body, stampNow());
      await insertVehicle(context, vehicle);
      return reply.code(201).send(vehicle);
    },
  );

  app.get<ById>('/api/v1/inventory/vehicles/:id', async (request, reply) => {
    return (await findVehicle(context, request.params.id)) ?? textError(reply, 404, unknownVehicle);
  });

  app.put<ById & { Body: VehicleFields }>(
    '/api/v1/inventory/vehicles/:id',
    { preValidation, schema: { body: updateVehicleSchema } },
    async (request, reply) => {
      const { vin } = request.body;
      if (vin !== undefined && !isVin(vin)) return refuseFields(reply, [badVin]);
      return (
        (await updateVehicle(context, request.params.id, request.body)) ??
        textError(reply, 404, unknownVehicle)
      );
    },
  );

  app.delete<ById>('/api/v1/inventory/vehicles/:id', async (request, reply) => {
    return (await deleteVehicle(context, request.params.id))
      ? noContent(reply)
      : textError(reply, 404, unknownVehicle);
  });

  app.get(
    '/api/v1/inventory/stats',
    { config: { failure: 'Failed to get inventory stats' } },
    async (request, reply) => {
      const dealershipId = queryText(request, 'dealership_id');
      return dealershipId === undefined
        ? textError(reply, 400, 'dealership_id is required')
        : inventoryStats(context, dealershipId);
    },
  );

  vinRoutes(app);
};
