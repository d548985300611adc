import type { SandboxContext } from '../context.ts';
import { textRowSets } from '../wire/text-rows.ts';
import { type Note, type NoteRow, noteFromRow } from './note.ts';
import { notesOf, timersOf } from './statements.ts';
import { type Timer, type TimerRow, timerFromRow } from './timer.ts';
import { type Visit, type VisitRow, visitFromRow, visitInFull, visitSelect } from './visit.ts';

/** The filter of a dealership's list of visits. */
export interface VisitFilter {
  readonly status?: string | undefined;
  readonly activeOnly: boolean;
  /** Days as YYYY-MM-DD; the range ends at 00:00 of the last one. */
  readonly dateFrom?: string | undefined;
  readonly dateTo?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

const filtered = `v.dealership_id = $1
  AND ($2::text IS NULL OR v.status = $2)
  AND (NOT $3::boolean OR v.status NOT IN ('CLOSED_WON', 'CLOSED_LOST'))
  AND ($4::date IS NULL OR v.check_in_time >= $4::date)
  AND ($5::date IS NULL OR v.check_in_time <= $5::date)`;

/** One page of a dealership's visits, latest check-in first, and the total number. */
export async function listVisits(
  context: SandboxContext,
  dealershipId: string,
  filter: VisitFilter,
): Promise<{ readonly visits: readonly Visit[]; readonly total: number }> {
  const values = [dealershipId, filter.status, filter.activeOnly, filter.dateFrom, filter.dateTo];
  const [visits, counts] = await textRowSets<[VisitRow, { readonly total: string }]>(
    context,
    {
      name: 'visits.list',
      text: `${visitSelect} WHERE ${filtered} ORDER BY v.check_in_time DESC, v.id LIMIT $6 OFFSET $7`,
      values: [...values, filter.limit, filter.offset],
    },
    {
      name: 'visits.count',
      text: `SELECT count(*) AS total FROM showroom_visits v WHERE ${filtered}`,
      values,
    },
  );
  return { visits: visits.map(visitFromRow), total: Number(counts[0]?.total ?? 0) };
}

/** One complete visit of the dealership; undefined when the dealership has no such visit. */
export async function findVisit(
  context: SandboxContext,
  dealershipId: string,
  id: string,
): Promise<Visit | undefined> {
  const [visits, timers, notes] = await textRowSets<[VisitRow, TimerRow, NoteRow]>(
    context,
    {
      name: 'visits.get',
      text: `${visitSelect} WHERE v.id = $1 AND v.dealership_id = $2`,
      values: [id, dealershipId],
    },
    timersOf(id),
    notesOf(id),
  );
  return visits[0] && visitInFull(visitFromRow(visits[0]), timers.map(timerFromRow), notes.map(noteFromRow));
}

const known = (dealershipId: string, id: string) => ({
  name: 'visits.known',
  text: 'SELECT id FROM showroom_visits WHERE id = $1 AND dealership_id = $2',
  values: [id, dealershipId],
});

/** Timers of a visit, latest first; undefined when the dealership has no such visit. */
export async function listTimers(
  context: SandboxContext,
  dealershipId: string,
  visitId: string,
): Promise<readonly Timer[] | undefined> {
  const [visits, timers] = await textRowSets<[unknown, TimerRow]>(
    context,
    known(dealershipId, visitId),
    timersOf(visitId),
  );
  return visits.length > 0 ? timers.map(timerFromRow) : undefined;
}

/** Notes of a visit, pinned first, then latest first; undefined when the dealership has no such visit. */
export async function listNotes(
  context: SandboxContext,
  dealershipId: string,
  visitId: string,
): Promise<readonly Note[] | undefined> {
  const [visits, notes] = await textRowSets<[unknown, NoteRow]>(
    context,
    known(dealershipId, visitId),
    notesOf(visitId),
  );
  return visits.length > 0 ? notes.map(noteFromRow) : undefined;
}
