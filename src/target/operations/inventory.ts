import { fillRoute } from '../fill-route.ts';
import { ofKnown } from '../known-value.ts';
import type { Operation } from '../operation.ts';
import { RequestPool } from '../request-data/request-pool.ts';
import { changedVehicle, newVehicleBody } from '../request-data/vehicle-data.ts';
import { makeVin } from '../request-data/vin.ts';
import { arrayReply, emptyReply, objectWith } from '../success-checks.ts';

const vins = new RequestPool(401, (faker) =>
  makeVin({
    manufacturer: '1HG',
    year: 2024,
    owner: faker.number.int(2 ** 40),
    serial: faker.number.int(1_000_000),
  }),
);

const common = { service: 'inventory', rateTier: 'user+dealership', authenticated: true } as const;
const COLLECTION = '/api/v1/inventory/vehicles';
const ONE = '/api/v1/inventory/vehicles/{id}';

/** Vehicles. The stock number carries the run's tag. */
export const inventoryOperations: readonly Operation[] = [
  {
    ...common,
    id: 'inventory.list',
    method: 'GET',
    path: COLLECTION,
    success: arrayReply(),
    needs: [],
    build: (context, pattern) => ({
      path: fillRoute(pattern, { dealership_id: context.homeDealershipId, status: 'available' }),
    }),
  },
  {
    ...common,
    id: 'inventory.create',
    method: 'POST',
    path: COLLECTION,
    success: objectWith('id', 201),
    needs: [],
    learns: { vehicleId: 'id' },
    creates: 'vehicle',
    build: (context, path) => ({ path, body: newVehicleBody(context) }),
  },
  {
    ...common,
    id: 'inventory.get',
    method: 'GET',
    path: ONE,
    success: objectWith('id'),
    needs: ['vehicleId'],
    build: ofKnown('vehicleId'),
  },
  {
    ...common,
    id: 'inventory.update',
    method: 'PUT',
    path: ONE,
    success: objectWith('id'),
    needs: ['vehicleId'],
    build: ofKnown('vehicleId', { body: (context) => `{${changedVehicle.pick(context.faker)}}` }),
  },
  {
    ...common,
    id: 'inventory.delete',
    method: 'DELETE',
    path: ONE,
    success: emptyReply(),
    needs: ['vehicleId'],
    build: ofKnown('vehicleId'),
    forgets: ['vehicleId'],
  },
  {
    ...common,
    id: 'inventory.validateVin',
    method: 'POST',
    path: '/api/v1/inventory/vehicles/validate-vin',
    success: objectWith('valid'),
    needs: [],
    build: (context, path) => ({ path, body: `{"vin":"${vins.pick(context.faker)}"}` }),
  },
  {
    ...common,
    id: 'inventory.stats',
    method: 'GET',
    path: '/api/v1/inventory/stats',
    success: objectWith('total_count'),
    needs: [],
    build: (context, pattern) => ({ path: fillRoute(pattern, { dealership_id: context.homeDealershipId }) }),
  },
];
