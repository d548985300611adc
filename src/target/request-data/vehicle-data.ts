import type { BuildContext } from '../operation.ts';
import { jsonMembers, RequestPool } from './request-pool.ts';
import { serialOf } from './request-serial.ts';
import { makeVin } from './vin.ts';

/** Manufacturer code, make and models that belong together, as a dealer's lot would hold them. */
const LINES: readonly (readonly [manufacturer: string, make: string, models: readonly string[]])[] = [
  ['1HG', 'Honda', ['Accord', 'Civic', 'CR-V', 'Pilot']],
  ['4T1', 'Toyota', ['Camry', 'Corolla', 'RAV4', 'Highlander']],
  ['1FT', 'Ford', ['F-150', 'Escape', 'Explorer', 'Maverick']],
  ['1GC', 'Chevrolet', ['Silverado', 'Equinox', 'Tahoe', 'Malibu']],
  ['1N4', 'Nissan', ['Altima', 'Rogue', 'Sentra', 'Pathfinder']],
  ['5NP', 'Hyundai', ['Elantra', 'Sonata', 'Tucson', 'Santa Fe']],
  ['5XX', 'Kia', ['K5', 'Sportage', 'Sorento', 'Telluride']],
  ['4S4', 'Subaru', ['Outback', 'Forester', 'Crosstrek', 'Ascent']],
];

interface VehicleVariant {
  readonly manufacturer: string;
  readonly year: number;
  readonly members: string;
}

const variants = new RequestPool<VehicleVariant>(501, (faker) => {
  const [manufacturer, make, models] = faker.helpers.arrayElement(LINES);
  const condition = faker.helpers.arrayElement(['new', 'used', 'cpo']);
  const year = condition === 'new' ? 2026 : faker.number.int({ min: 2017, max: 2025 });
  return {
    manufacturer,
    year,
    members: jsonMembers({
      make,
      model: faker.helpers.arrayElement(models),
      year,
      condition,
      status: 'available',
      price: faker.number.int({ min: 12_000, max: 78_000 }),
      mileage: condition === 'new' ? faker.number.int(60) : faker.number.int({ min: 4_000, max: 120_000 }),
      color: faker.color.human(),
      description: faker.lorem.sentence(),
    }),
  };
});

/** Changes of a vehicle as JSON members. Never zero or empty: an update takes those for "leave as is". */
export const changedVehicle = new RequestPool(502, (faker) =>
  jsonMembers({
    status: faker.helpers.arrayElement(['available', 'pending', 'reserved']),
    price: faker.number.int({ min: 12_000, max: 78_000 }),
    mileage: faker.number.int({ min: 4_000, max: 120_000 }),
  }),
);

/** Body of a new vehicle with a valid VIN, unique in the run, and the run's tag in its stock number. */
export function newVehicleBody(context: BuildContext): string {
  const serial = serialOf(context);
  const variant = variants.pick(context.faker);
  const count = serial.next();
  const vin = makeVin({
    manufacturer: variant.manufacturer,
    year: variant.year,
    owner: serial.ownerNumber,
    serial: count,
  });
  return (
    `{"dealership_id":${JSON.stringify(context.dealershipId)},"vin":"${vin}",` +
    `"stock_number":"${context.runTag}-${serial.owner}-${count}",${variant.members}}`
  );
}
