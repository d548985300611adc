import { RequestPool } from '../request-data/request-pool.ts';
import { changedVehicle, newVehicleBody } from '../request-data/vehicle-data.ts';
import { makeVin } from '../request-data/vin.ts';
import { arrayReply, objectWith } from '../success-checks.ts';
import { ofHomeDealership, operationsFrom } from './from-table.ts';

const vins = new RequestPool(401, (faker) =>
  makeVin({
    manufacturer: '1HG',
    year: 2024,
    owner: faker.number.int(2 ** 40),
    serial: faker.number.int(1_000_000),
  }),
);

const COLLECTION = '/api/v1/inventory/vehicles';
const ONE = '/api/v1/inventory/vehicles/{id}';

/** Vehicles. The stock number carries the run's tag. */
export const inventoryOperations = operationsFrom(
  {
    'inventory.list': {
      route: `GET ${COLLECTION}`,
      success: arrayReply(),
      parameters: ({ homeDealershipId }) => ({ dealership_id: homeDealershipId, status: 'available' }),
    },
    'inventory.create': { route: `POST ${COLLECTION}`, creates: 'vehicle', body: newVehicleBody },
    'inventory.get': { route: `GET ${ONE}` },
    'inventory.update': { route: `PUT ${ONE}`, body: ({ faker }) => `{${changedVehicle.pick(faker)}}` },
    'inventory.delete': { route: `DELETE ${ONE}` },
    'inventory.validateVin': {
      route: `POST ${COLLECTION}/validate-vin`,
      readsOnly: true,
      success: objectWith('valid'),
      body: ({ faker }) => `{"vin":"${vins.pick(faker)}"}`,
    },
    'inventory.stats': {
      route: 'GET /api/v1/inventory/stats',
      success: objectWith('total_count'),
      parameters: ofHomeDealership,
    },
  },
  'vehicleId',
);
