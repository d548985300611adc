import { stampFromColumn } from '../wire/timestamps.ts';
import type { Note, UserInfo } from './note.ts';
import type { VisitStatus } from './stages.ts';
import type { Timer } from './timer.ts';

/** A visit as it goes over the wire. Lists leave out timers, notes and the active timer. */
export interface Visit {
  readonly id: string;
  readonly dealership_id: string;
  readonly customer_id: string;
  readonly salesperson_id?: string;
  readonly vehicle_id?: string;
  readonly stock_number?: string;
  readonly check_in_time: string;
  readonly check_out_time?: string;
  readonly status: VisitStatus;
  readonly workflow_stage: number;
  readonly source?: string;
  readonly appointment_id?: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly customer: Readonly<Record<string, string>>;
  readonly salesperson?: UserInfo;
  readonly vehicle?: Readonly<Record<string, string | number>>;
  readonly timers?: readonly Timer[];
  readonly notes?: readonly Note[];
  readonly active_timer?: Timer;
}

/** Reads visits `v` with customer `c`, salesperson `s` and vehicle `k`: the three joins of the list. */
export const visitSelect = `SELECT v.id, v.dealership_id, v.customer_id, v.salesperson_id, v.vehicle_id,
    v.stock_number, v.check_in_time, v.check_out_time, v.status, v.workflow_stage, v.source, v.appointment_id,
    v.created_at, v.updated_at,
    c.first_name AS customer_first_name, c.last_name AS customer_last_name, c.email AS customer_email,
    c.phone AS customer_phone,
    s.first_name AS salesperson_first_name, s.last_name AS salesperson_last_name, s.email AS salesperson_email,
    k.stock_number AS vehicle_stock_number, k.year AS vehicle_year, k.make AS vehicle_make,
    k.model AS vehicle_model, k.trim AS vehicle_trim, k.color AS vehicle_color, k.price AS vehicle_price
  FROM showroom_visits v
  JOIN customers c ON c.id = v.customer_id
  LEFT JOIN users s ON s.id = v.salesperson_id
  LEFT JOIN vehicles k ON k.id = v.vehicle_id`;

type Optional =
  | 'salesperson_id'
  | 'vehicle_id'
  | 'stock_number'
  | 'check_out_time'
  | 'source'
  | 'appointment_id';
type Present =
  | 'id'
  | 'dealership_id'
  | 'customer_id'
  | 'check_in_time'
  | 'workflow_stage'
  | 'created_at'
  | 'updated_at'
  | `customer_${'first_name' | 'last_name' | 'email' | 'phone'}`
  | `salesperson_${'first_name' | 'last_name' | 'email'}`
  | `vehicle_${'stock_number' | 'year' | 'make' | 'model' | 'trim' | 'color' | 'price'}`;

/** A row of these columns, each as PostgreSQL prints it. */
export type VisitRow = Readonly<Record<Present, string>> &
  Readonly<Record<Optional, string | null>> & { readonly status: VisitStatus };

/** The entries of `fields` with a value. */
function given(fields: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== ''),
  );
}

/** The visit of a row as lists show it. */
export function visitFromRow(row: VisitRow): Visit {
  return {
    id: row.id,
    dealership_id: row.dealership_id,
    customer_id: row.customer_id,
    ...given({
      salesperson_id: row.salesperson_id,
      vehicle_id: row.vehicle_id,
      stock_number: row.stock_number,
    }),
    check_in_time: stampFromColumn(row.check_in_time),
    ...(row.check_out_time !== null && { check_out_time: stampFromColumn(row.check_out_time) }),
    status: row.status,
    workflow_stage: Number(row.workflow_stage),
    ...given({ source: row.source, appointment_id: row.appointment_id }),
    created_at: stampFromColumn(row.created_at),
    updated_at: stampFromColumn(row.updated_at),
    customer: {
      id: row.customer_id,
      first_name: row.customer_first_name,
      last_name: row.customer_last_name,
      ...given({ email: row.customer_email, phone: row.customer_phone }),
    },
    ...(row.salesperson_id !== null && {
      salesperson: {
        id: row.salesperson_id,
        first_name: row.salesperson_first_name,
        last_name: row.salesperson_last_name,
        email: row.salesperson_email,
      },
    }),
    ...(row.vehicle_id !== null && {
      vehicle: {
        id: row.vehicle_id,
        ...given({ stock_number: row.vehicle_stock_number }),
        year: Number(row.vehicle_year),
        make: row.vehicle_make,
        model: row.vehicle_model,
        ...given({ trim: row.vehicle_trim, exterior_color: row.vehicle_color }),
        list_price: Number(row.vehicle_price),
      },
    }),
  };
}

/** `visit` with its timers and notes, as all replies except lists show it; empty lists are left out. */
export function visitInFull(visit: Visit, timers: readonly Timer[], notes: readonly Note[]): Visit {
  const active = timers.find((timer) => timer.end_time === undefined);
  return {
    ...visit,
    ...(timers.length > 0 && { timers }),
    ...(notes.length > 0 && { notes }),
    ...(active !== undefined && { active_timer: active }),
  };
}
