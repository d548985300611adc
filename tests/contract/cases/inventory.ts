import { newVehicleBody } from '../world/new-records.ts';
import { newVin } from '../world/vin.ts';
import { type ContractCase, type RequestBuilder, respondsTo } from './contract-case.ts';
import { type RecordKind, recordCases, recordExamples } from './records.ts';
import type { OperationExample } from './refusals.ts';

const vehicles: RecordKind = {
  service: 'inventory',
  path: '/api/v1/inventory/vehicles',
  table: 'vehicles',
  noun: 'Vehicle',
  newBody: (world) => newVehicleBody(world.member.dealershipId),
  change: { price: 30999, status: 'reserved' },
  newId: (world) => world.make.vehicle(),
};

const askVin = (route: string, vin: string): RequestBuilder => {
  return () => ({ method: 'POST', path: `${vehicles.path}/${route}`, json: { vin } });
};
const stats: RequestBuilder = (world) => ({
  method: 'GET',
  path: `/api/v1/inventory/stats?dealership_id=${world.member.dealershipId}`,
});
const withField = (field: string, value: unknown): RequestBuilder => {
  return (world) => ({
    method: 'POST',
    path: vehicles.path,
    json: { ...vehicles.newBody(world), [field]: value },
  });
};

/** The inventory operations, asked well. */
export const inventoryExamples: readonly OperationExample[] = [
  ...recordExamples(vehicles),
  { operationId: 'inventory.validateVin', build: askVin('validate-vin', newVin()) },
  { operationId: 'inventory.decodeVin', build: askVin('decode-vin', newVin()) },
  { operationId: 'inventory.stats', build: stats, table: 'vehicles' },
];

/** What is particular to them. */
export const inventoryCases: readonly ContractCase[] = [
  ...recordCases(vehicles),
  respondsTo(
    'inventory.create',
    400,
    'a VIN with a wrong check digit',
    withField('vin', '1HGCM82643A004352'),
    '"field":"vin"',
  ),
  respondsTo('inventory.create', 400, 'a price of nothing', withField('price', 0), '"field":"price"'),
  respondsTo(
    'inventory.create',
    400,
    'a year before the motor car',
    withField('year', 1899),
    '"field":"year"',
  ),
  respondsTo(
    'inventory.create',
    500,
    'a make that the column cannot hold',
    withField('make', 'm'.repeat(60)),
    'Failed to create vehicle',
  ),
  respondsTo(
    'inventory.create',
    500,
    'a VIN that is in stock already',
    async (world) => {
      const body = vehicles.newBody(world);
      await world.send({ method: 'POST', path: vehicles.path, json: body });
      return { method: 'POST', path: vehicles.path, json: body };
    },
    'duplicate key',
  ),
  respondsTo(
    'inventory.validateVin',
    200,
    'a sound VIN',
    askVin('validate-vin', '1HGCM82633A004352'),
    '"valid":true',
  ),
  respondsTo(
    'inventory.validateVin',
    200,
    'a VIN with an O in it',
    askVin('validate-vin', '1HGCM8263OA004352'),
    '"valid":false',
  ),
  respondsTo('inventory.validateVin', 400, 'no VIN', () => ({
    method: 'POST',
    path: `${vehicles.path}/validate-vin`,
    json: {},
  })),
  respondsTo(
    'inventory.decodeVin',
    502,
    'the public service cannot be reached',
    askVin('decode-vin', newVin()),
    'VIN_DECODE_ERROR',
  ),
  respondsTo('inventory.stats', 200, 'the dealership of the caller', stats, '"total_count"'),
  respondsTo('inventory.stats', 400, 'no dealership is asked for', () => ({
    method: 'GET',
    path: '/api/v1/inventory/stats',
  })),
];
