import { stampFromColumn } from '../wire/timestamps.ts';

/** A timer of a visit as it goes over the wire; without `end_time` it is running. */
export interface Timer {
  readonly id: string;
  readonly visit_id: string;
  readonly timer_type: string;
  readonly start_time: string;
  readonly end_time?: string;
  readonly duration_seconds?: number;
  readonly started_by?: string;
  readonly created_at: string;
}

/** Columns of a timer, for every statement that reads one. */
export const timerColumns =
  'id, visit_id, timer_type, start_time, end_time, duration_seconds, started_by, created_at';

/** A row of the table, every column as PostgreSQL prints it. */
export interface TimerRow {
  readonly id: string;
  readonly visit_id: string;
  readonly timer_type: string;
  readonly start_time: string;
  readonly end_time: string | null;
  readonly duration_seconds: string | null;
  readonly started_by: string | null;
  readonly created_at: string;
}

/** The timer of a row. */
export function timerFromRow(row: TimerRow): Timer {
  return {
    id: row.id,
    visit_id: row.visit_id,
    timer_type: row.timer_type,
    start_time: stampFromColumn(row.start_time),
    ...(row.end_time !== null && { end_time: stampFromColumn(row.end_time) }),
    ...(row.duration_seconds !== null && { duration_seconds: Number(row.duration_seconds) }),
    ...(row.started_by !== null && { started_by: row.started_by }),
    created_at: stampFromColumn(row.created_at),
  };
}
