const vehicleFields = {
  vin: { type: 'string' },
  make: { type: 'string', maxLength: 100 },
  model: { type: 'string', maxLength: 100 },
  year: { type: 'integer', minimum: 1900, maximum: new Date().getUTCFullYear() + 2 },
  condition: { type: 'string', enum: ['new', 'used', 'cpo'] },
  status: { type: 'string', enum: ['available', 'pending', 'sold', 'reserved', 'transit'] },
  price: { type: 'number', exclusiveMinimum: 0 },
  mileage: { type: 'integer', minimum: 0 },
  color: { type: 'string' },
  description: { type: 'string', maxLength: 5000 },
  stock_number: { type: 'string' },
} as const;

/**
 * Body of a create, after blank fields are removed and VIN and words are normalised. `vin.ts` checks the VIN's check
 * digit. Lengths that only the database limits pass here.
 */
export const createVehicleSchema = {
  type: 'object',
  required: ['dealership_id', 'make', 'model', 'year', 'price'],
  properties: { dealership_id: { type: 'string', format: 'uuid' }, ...vehicleFields },
} as const;

/** Body of an update. */
export const updateVehicleSchema = { type: 'object', properties: vehicleFields } as const;

/** Body of both checks of a VIN. */
export const vinSchema = {
  type: 'object',
  required: ['vin'],
  properties: { vin: { type: 'string', minLength: 1 } },
} as const;

/** Fields of a vehicle that a caller can set. */
export interface VehicleFields {
  readonly vin?: string;
  readonly make?: string;
  readonly model?: string;
  readonly year?: number;
  readonly condition?: string;
  readonly status?: string;
  readonly price?: number;
  readonly mileage?: number;
  readonly color?: string;
  /** The reply to a create echoes it; it is never stored. */
  readonly description?: string;
  readonly stock_number?: string;
}

/** What a create needs in addition. */
export interface NewVehicle extends VehicleFields {
  readonly dealership_id: string;
  readonly make: string;
  readonly model: string;
  readonly year: number;
  readonly price: number;
}
