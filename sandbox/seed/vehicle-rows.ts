import type { Faker } from '@faker-js/faker';
import { withCheckDigit } from '../inventory/vin.ts';
import type { DealershipPlan } from './dealership-plan.ts';
import { seedInstantMs, seedTime } from './seed-clock.ts';

/** A row of the table of vehicles. */
export interface VehicleRow {
  readonly id: string;
  readonly dealership_id: string;
  readonly vin: string;
  readonly stock_number: string;
  readonly make: string;
  readonly model: string;
  readonly year: number;
  readonly trim: string;
  readonly condition: string;
  readonly status: string;
  readonly price: number;
  readonly mileage: number;
  readonly color: string;
  readonly transmission: string;
  readonly engine: string;
  readonly fuel_type: string;
  readonly drive_type: string;
  readonly body_style: string;
  readonly created_at: string;
  readonly updated_at: string;
}

interface CarLine {
  readonly make: string;
  readonly model: string;
  /** First eight characters of the VIN: manufacturer and model line. */
  readonly vinStart: string;
  readonly bodyStyle: string;
  readonly engine: string;
  readonly fuelType: string;
  readonly newPrice: number;
}

const carLines: readonly CarLine[] = (
  [
    ['Honda', 'Accord', '1HGCV1F3', 'Sedan', '1.5L I4 Turbo', 'Gasoline', 29_900],
    ['Honda', 'CR-V', '5J6RW2H5', 'SUV', '1.5L I4 Turbo', 'Gasoline', 33_400],
    ['Toyota', 'Camry', '4T1G11AK', 'Sedan', '2.5L I4', 'Gasoline', 28_700],
    ['Toyota', 'RAV4', '2T3P1RFV', 'SUV', '2.5L I4 Hybrid', 'Hybrid', 32_900],
    ['Ford', 'F-150', '1FTFW1E5', 'Pickup', '3.5L V6 Turbo', 'Gasoline', 47_800],
    ['Ford', 'Escape', '1FMCU9G6', 'SUV', '1.5L I3 Turbo', 'Gasoline', 30_600],
    ['Chevrolet', 'Silverado 1500', '1GCUYDED', 'Pickup', '5.3L V8', 'Gasoline', 45_200],
    ['Chevrolet', 'Equinox', '3GNAXKEV', 'SUV', '1.5L I4 Turbo', 'Gasoline', 28_400],
    ['Subaru', 'Outback', '4S4BTACC', 'Wagon', '2.5L H4', 'Gasoline', 30_900],
    ['Hyundai', 'Tucson', '5NMJB3AE', 'SUV', '2.5L I4', 'Gasoline', 29_600],
    ['Kia', 'EV6', 'KNDC3DLC', 'SUV', 'Electric', 'Electric', 46_300],
    ['Nissan', 'Altima', '1N4BL4BV', 'Sedan', '2.5L I4', 'Gasoline', 26_900],
  ] as const
).map(([make, model, vinStart, bodyStyle, engine, fuelType, newPrice]) => ({
  make,
  model,
  vinStart,
  bodyStyle,
  engine,
  fuelType,
  newPrice,
}));

const thisYear = new Date(seedInstantMs).getUTCFullYear();
/** Codes of the model years from 2016 on, position 10 of a VIN. */
const yearCodes = 'GHJKLMNPRSTV';
const oldestYear = 2016;
/** In every dealership six in ten are available. */
const statuses = [
  ...Array.from({ length: 6 }, () => 'available'),
  'pending',
  'sold',
  'reserved',
  'transit',
] as const;
const trims = ['Base', 'SE', 'Sport', 'Limited', 'Touring'];
const colors = ['Black', 'White', 'Silver', 'Blue', 'Red', 'Gray', 'Green'];

/** Vehicles of one dealership. VINs have the right check digit and a serial number that makes them unique. */
export function vehicleRows(faker: Faker, plan: DealershipPlan, place: number): readonly VehicleRow[] {
  return Array.from({ length: plan.vehicles }, (_, index): VehicleRow => {
    const line = faker.helpers.arrayElement(carLines);
    const isNew = faker.number.float() < 0.35;
    const year = isNew ? thisYear : faker.number.int({ min: oldestYear, max: thisYear - 1 });
    const age = thisYear - year;
    const running = String(place * 1000 + index + 1).padStart(6, '0');
    const yearCode = yearCodes.charAt(year - oldestYear);
    const createdAt = seedTime(faker.number.float({ min: 1, max: 180 }));
    return {
      id: faker.string.uuid(),
      dealership_id: plan.id,
      vin: withCheckDigit(`${line.vinStart}0${yearCode}A${running}`),
      stock_number: `STK${running}`,
      make: line.make,
      model: line.model,
      year,
      trim: faker.helpers.arrayElement(trims),
      condition: isNew ? 'new' : faker.helpers.arrayElement(['used', 'used', 'cpo']),
      status: statuses[index % statuses.length] ?? 'available',
      price: Math.round((line.newPrice * 0.88 ** age + faker.number.int({ min: 0, max: 3000 })) / 5) * 5,
      mileage: isNew
        ? faker.number.int({ min: 4, max: 60 })
        : age * faker.number.int({ min: 7000, max: 15_000 }),
      color: faker.helpers.arrayElement(colors),
      transmission: 'Automatic',
      engine: line.engine,
      fuel_type: line.fuelType,
      drive_type: faker.helpers.arrayElement(['FWD', 'AWD']),
      body_style: line.bodyStyle,
      created_at: createdAt,
      updated_at: createdAt,
    };
  });
}
