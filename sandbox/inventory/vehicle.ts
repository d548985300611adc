import { stampFromColumn } from '../wire/timestamps.ts';
import type { NewVehicle } from './schemas.ts';

/** A vehicle as it goes over the wire, price in dollars. */
export interface Vehicle {
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
  readonly image_url: string;
  readonly description: string;
  readonly features: string;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A row of the table, every column as PostgreSQL prints it. */
export type VehicleRow = Readonly<Record<keyof Vehicle, string>>;

/** The vehicle of a row; times with microseconds. */
export function vehicleFromRow(row: VehicleRow): Vehicle {
  return {
    ...row,
    year: Number(row.year),
    price: Number(row.price),
    mileage: Number(row.mileage),
    created_at: stampFromColumn(row.created_at),
    updated_at: stampFromColumn(row.updated_at),
  };
}

/** The vehicle in the reply to a create, `stamp` with nanoseconds. The API can never set some of the texts. */
export function newVehicle(id: string, fields: NewVehicle, stamp: string): Vehicle {
  return {
    id,
    dealership_id: fields.dealership_id,
    vin: fields.vin ?? '',
    stock_number: fields.stock_number ?? '',
    make: fields.make,
    model: fields.model,
    year: fields.year,
    trim: '',
    condition: fields.condition ?? 'used',
    status: fields.status ?? 'available',
    price: fields.price,
    mileage: fields.mileage ?? 0,
    color: fields.color ?? '',
    transmission: '',
    engine: '',
    fuel_type: '',
    drive_type: '',
    body_style: '',
    image_url: '',
    description: fields.description ?? '',
    features: '',
    created_at: stamp,
    updated_at: stamp,
  };
}
