import type { SandboxContext } from '../context.ts';
import { textRow, textRows } from '../wire/text-rows.ts';
import { stampNow } from '../wire/timestamps.ts';
import type { VehicleFilter } from './filters.ts';
import type { VehicleFields } from './schemas.ts';
import { type Vehicle, type VehicleRow, vehicleFromRow } from './vehicle.ts';

const columns = `id, dealership_id, vin, stock_number, make, model, year, trim, condition, status, price,
  mileage, color, transmission, engine, fuel_type, drive_type, body_style, image_url, description, features,
  created_at, updated_at`;

/** Vehicles that match all filters, newest first. */
export async function listVehicles(
  context: SandboxContext,
  filters: readonly VehicleFilter[],
): Promise<readonly Vehicle[]> {
  const conditions = filters.map((filter, index) => filter.condition.replace('?', `$${index + 1}`));
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  const rows = await textRows<VehicleRow>(context, {
    name: ['vehicles.list', ...filters.map((filter) => filter.name)].join(' '),
    text: `SELECT ${columns} FROM vehicles ${where} ORDER BY created_at DESC`,
    values: filters.map((filter) => filter.value),
  });
  return rows.map(vehicleFromRow);
}

/** One vehicle of any dealership. */
export async function findVehicle(context: SandboxContext, id: string): Promise<Vehicle | undefined> {
  const row = await textRow<VehicleRow>(context, {
    name: 'vehicles.get',
    text: `SELECT ${columns} FROM vehicles WHERE id = $1`,
    values: [id],
  });
  return row && vehicleFromRow(row);
}

/** Stores a vehicle without its description. The database rejects a known VIN and texts too long for their columns. */
export async function insertVehicle(context: SandboxContext, vehicle: Vehicle): Promise<void> {
  await textRows(context, {
    name: 'vehicles.create',
    text: `INSERT INTO vehicles (id, dealership_id, vin, stock_number, make, model, year, condition, status, price,
        mileage, color, created_at, updated_at)
      VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)`,
    values: [
      vehicle.id,
      vehicle.dealership_id,
      vehicle.vin,
      vehicle.stock_number,
      vehicle.make,
      vehicle.model,
      vehicle.year,
      vehicle.condition,
      vehicle.status,
      vehicle.price,
      vehicle.mileage,
      vehicle.color,
      vehicle.created_at,
      vehicle.updated_at,
    ],
  });
}

/** Changes the given fields and returns the changed vehicle; undefined for an unknown id. */
export async function updateVehicle(
  context: SandboxContext,
  id: string,
  fields: VehicleFields,
): Promise<Vehicle | undefined> {
  const row = await textRow<VehicleRow>(context, {
    name: 'vehicles.update',
    text: `UPDATE vehicles SET
        vin = coalesce($2, vin), make = coalesce($3, make), model = coalesce($4, model),
        year = coalesce($5, year), condition = coalesce($6, condition), status = coalesce($7, status),
        price = coalesce($8, price), mileage = coalesce($9, mileage), color = coalesce($10, color),
        stock_number = coalesce($11, stock_number), updated_at = $12
      WHERE id = $1 RETURNING ${columns}`,
    values: [
      id,
      fields.vin,
      fields.make,
      fields.model,
      fields.year,
      fields.condition,
      fields.status,
      fields.price,
      fields.mileage,
      fields.color,
      fields.stock_number,
      stampNow(),
    ],
  });
  return row && vehicleFromRow(row);
}

/** Deletes a vehicle for good; false for an unknown id. */
export async function deleteVehicle(context: SandboxContext, id: string): Promise<boolean> {
  const row = await textRow(context, {
    name: 'vehicles.delete',
    text: 'DELETE FROM vehicles WHERE id = $1 RETURNING id',
    values: [id],
  });
  return row !== undefined;
}
