import { randomUUID } from 'node:crypto';
import type { Identity, SandboxContext } from '../context.ts';
import { textRow, textRows } from '../wire/text-rows.ts';
import { stampNow } from '../wire/timestamps.ts';
import type { NewVisit, VisitFields } from './schemas.ts';
import { type VisitStatus, workflowStage } from './stages.ts';

/**
 * Checks a customer in: stores the visit, its WAIT_TIME timer and an optional first note in one statement, so all or
 * nothing. Returns the visit's id. The database rejects an unknown customer, salesperson or vehicle (foreign keys).
 */
export async function insertVisit(
  context: SandboxContext,
  identity: Identity,
  visit: NewVisit,
  stamp: string,
): Promise<string> {
  const id = randomUUID();
  await textRows(context, {
    name: 'visits.create',
    text: `WITH visit AS (
        INSERT INTO showroom_visits (id, dealership_id, customer_id, salesperson_id, vehicle_id, stock_number,
          source, check_in_time, status, workflow_stage, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'CHECKED_IN', 0, $8, $8) RETURNING id
      ), timer AS (
        INSERT INTO showroom_timers (id, visit_id, timer_type, start_time, started_by, created_at)
        SELECT $9, id, 'WAIT_TIME', $8, $10, $8 FROM visit
      )
      INSERT INTO showroom_notes (id, visit_id, created_by_id, content, created_at, updated_at)
      SELECT $11, id, $10, $12::text, $8, $8 FROM visit WHERE $12::text IS NOT NULL`,
    values: [
      id,
      identity.dealershipId,
      visit.customer_id,
      visit.salesperson_id,
      visit.vehicle_id,
      visit.stock_number,
      visit.source,
      stamp,
      randomUUID(),
      identity.userId,
      randomUUID(),
      visit.initial_note || null,
    ],
  });
  return id;
}

/** Changes the given fields of a visit; false when the dealership has no such visit. */
export async function updateVisit(
  context: SandboxContext,
  dealershipId: string,
  id: string,
  fields: VisitFields,
): Promise<boolean> {
  const row = await textRow(context, {
    name: 'visits.update',
    text: `UPDATE showroom_visits SET salesperson_id = coalesce($3, salesperson_id),
        vehicle_id = coalesce($4, vehicle_id), stock_number = coalesce($5, stock_number), updated_at = $6
      WHERE id = $1 AND dealership_id = $2 RETURNING id`,
    values: [id, dealershipId, fields.salesperson_id, fields.vehicle_id, fields.stock_number, stampNow()],
  });
  return row !== undefined;
}

/** Moves a visit to a stage and returns the previous stage; undefined when the dealership has no such visit. */
export async function changeStatus(
  context: SandboxContext,
  dealershipId: string,
  id: string,
  status: VisitStatus,
): Promise<VisitStatus | undefined> {
  const row = await textRow<{ readonly previous: VisitStatus }>(context, {
    name: 'visits.status',
    text: `WITH before AS (SELECT id, status FROM showroom_visits WHERE id = $1 AND dealership_id = $2 FOR UPDATE)
      UPDATE showroom_visits v SET status = $3, workflow_stage = $4, updated_at = $5
      FROM before WHERE v.id = before.id RETURNING before.status AS previous`,
    values: [id, dealershipId, status, workflowStage(status), stampNow()],
  });
  return row?.previous;
}

/** Closes a visit and stops its running timers; false when the dealership has no such visit. */
export async function closeVisit(
  context: SandboxContext,
  dealershipId: string,
  id: string,
  status: VisitStatus,
): Promise<boolean> {
  const row = await textRow(context, {
    name: 'visits.close',
    text: `WITH closed AS (
        UPDATE showroom_visits SET status = $3, workflow_stage = $4, check_out_time = $5, updated_at = $5
        WHERE id = $1 AND dealership_id = $2 RETURNING id
      ), stopped AS (
        UPDATE showroom_timers t SET end_time = $5, duration_seconds = extract(epoch FROM $5 - t.start_time)
        FROM closed WHERE t.visit_id = closed.id AND t.end_time IS NULL
      )
      SELECT id FROM closed`,
    values: [id, dealershipId, status, workflowStage(status), stampNow()],
  });
  return row !== undefined;
}
