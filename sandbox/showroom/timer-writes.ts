import { randomUUID } from 'node:crypto';
import type { Identity, SandboxContext } from '../context.ts';
import { textRow } from '../wire/text-rows.ts';
import { stampNow } from '../wire/timestamps.ts';
import { type Timer, type TimerRow, timerColumns, timerFromRow } from './timer.ts';

/** Starts a timer; undefined when the dealership has no such visit. */
export async function startTimer(
  context: SandboxContext,
  identity: Identity,
  visitId: string,
  timerType: string,
): Promise<Timer | undefined> {
  const stamp = stampNow();
  const row = await textRow<TimerRow>(context, {
    name: 'timers.start',
    text: `INSERT INTO showroom_timers (id, visit_id, timer_type, start_time, started_by, created_at)
      SELECT $1, id, $2, $3, $4, $3 FROM showroom_visits WHERE id = $5 AND dealership_id = $6
      RETURNING ${timerColumns}`,
    values: [randomUUID(), timerType, stamp, identity.userId, visitId, identity.dealershipId],
  });
  return row && { ...timerFromRow(row), start_time: stamp, created_at: stamp };
}

/** The result of stopping a timer; `stopped` is false when it had already been stopped. */
export interface StoppedTimer {
  readonly timer: Timer;
  readonly stopped: boolean;
}

/** Stops a timer; a stopped one keeps its first end. Undefined when the visit has no such timer. */
export async function stopTimer(
  context: SandboxContext,
  dealershipId: string,
  visitId: string,
  timerId: string,
): Promise<StoppedTimer | undefined> {
  const row = await textRow<TimerRow & { readonly was_running: 't' | 'f' }>(context, {
    name: 'timers.stop',
    text: `WITH before AS (
        SELECT t.id AS timer_id, t.end_time IS NULL AS was_running
        FROM showroom_timers t JOIN showroom_visits v ON v.id = t.visit_id
        WHERE t.id = $1 AND t.visit_id = $2 AND v.dealership_id = $3 FOR UPDATE OF t
      )
      UPDATE showroom_timers SET end_time = coalesce(end_time, $4),
        duration_seconds = coalesce(duration_seconds, extract(epoch FROM $4 - start_time)::integer)
      FROM before WHERE id = timer_id RETURNING ${timerColumns}, was_running`,
    values: [timerId, visitId, dealershipId, stampNow()],
  });
  return row && { timer: timerFromRow(row), stopped: row.was_running === 't' };
}
