import type { Statement } from '../wire/text-rows.ts';
import { noteColumns } from './note.ts';
import { timerColumns } from './timer.ts';

/** Reads the timers of a visit, latest first. */
export function timersOf(visitId: string): Statement {
  return {
    name: 'visits.timers',
    text: `SELECT ${timerColumns} FROM showroom_timers WHERE visit_id = $1 ORDER BY start_time DESC, id`,
    values: [visitId],
  };
}

/** Reads the notes of a visit with their authors, pinned first, then latest first. */
export function notesOf(visitId: string): Statement {
  return {
    name: 'visits.notes',
    text: `SELECT ${noteColumns} FROM showroom_notes n LEFT JOIN users u ON u.id = n.created_by_id
      WHERE n.visit_id = $1 ORDER BY n.is_pinned DESC, n.created_at DESC, n.id`,
    values: [visitId],
  };
}
