import { randomUUID } from 'node:crypto';
import type { Identity, SandboxContext } from '../context.ts';
import { textRow } from '../wire/text-rows.ts';
import { stampNow } from '../wire/timestamps.ts';
import { type Note, type NoteRow, noteColumns, noteFromRow } from './note.ts';
import type { NoteFields } from './schemas.ts';

/** Adds a note; undefined when the dealership has no such visit. */
export async function insertNote(
  context: SandboxContext,
  identity: Identity,
  visitId: string,
  content: string,
  isPinned: boolean,
): Promise<Note | undefined> {
  const stamp = stampNow();
  const row = await textRow<NoteRow>(context, {
    name: 'notes.create',
    text: `WITH n AS (
        INSERT INTO showroom_notes (id, visit_id, created_by_id, content, is_pinned, created_at, updated_at)
        SELECT $1, id, $2, $3, $4, $5, $5 FROM showroom_visits WHERE id = $6 AND dealership_id = $7
        RETURNING *
      )
      SELECT ${noteColumns} FROM n LEFT JOIN users u ON u.id = n.created_by_id`,
    values: [randomUUID(), identity.userId, content, isPinned, stamp, visitId, identity.dealershipId],
  });
  return row && { ...noteFromRow(row), created_at: stamp, updated_at: stamp };
}

/** Changes the given fields of a note; undefined when the dealership's visit or its note does not exist. */
export async function updateNote(
  context: SandboxContext,
  dealershipId: string,
  visitId: string,
  noteId: string,
  fields: NoteFields,
): Promise<Note | undefined> {
  const row = await textRow<NoteRow>(context, {
    name: 'notes.update',
    text: `WITH n AS (
        UPDATE showroom_notes SET content = coalesce($4, content), is_pinned = coalesce($5, is_pinned),
          updated_at = $6
        WHERE id = $1 AND visit_id = (SELECT id FROM showroom_visits WHERE id = $2 AND dealership_id = $3)
        RETURNING *
      )
      SELECT ${noteColumns} FROM n LEFT JOIN users u ON u.id = n.created_by_id`,
    values: [noteId, visitId, dealershipId, fields.content, fields.is_pinned, stampNow()],
  });
  return row && noteFromRow(row);
}

/** Deletes a note permanently; false when the dealership's visit or its note does not exist. */
export async function deleteNote(
  context: SandboxContext,
  dealershipId: string,
  visitId: string,
  noteId: string,
): Promise<boolean> {
  const row = await textRow(context, {
    name: 'notes.delete',
    text: `DELETE FROM showroom_notes
      WHERE id = $1 AND visit_id = (SELECT id FROM showroom_visits WHERE id = $2 AND dealership_id = $3)
      RETURNING id`,
    values: [noteId, visitId, dealershipId],
  });
  return row !== undefined;
}
