import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '../context.ts';
import { identityOf } from '../wire/identity.ts';
import { jsonError, noContent } from '../wire/replies.ts';
import type { ShowroomBoard } from './board.ts';
import { deleteNote, insertNote, updateNote } from './note-writes.ts';
import { createNoteSchema, type NoteFields, updateNoteSchema } from './schemas.ts';
import { listNotes } from './visit-reads.ts';

const path = '/api/v1/showroom/visits/:id/notes';

interface OfVisit {
  Params: { id: string };
}
interface OfNote {
  Params: { id: string; note_id: string };
}

/** Notes of a visit: list, add, change, delete. */
export function noteRoutes(app: FastifyInstance, context: SandboxContext, board: ShowroomBoard): void {
  app.get<OfVisit>(path, { config: { failure: 'Failed to list notes' } }, async (request, reply) => {
    const { dealershipId } = identityOf(request);
    return (
      (await listNotes(context, dealershipId, request.params.id)) ?? jsonError(reply, 404, 'Visit not found')
    );
  });

  app.post<OfVisit & { Body: { readonly content: string; readonly is_pinned?: boolean } }>(
    path,
    { schema: { body: createNoteSchema }, config: { failure: 'Failed to create note' } },
    async (request, reply) => {
      const identity = identityOf(request);
      const visitId = request.params.id;
      const { content, is_pinned: isPinned = false } = request.body;
      const note = await insertNote(context, identity, visitId, content, isPinned);
      if (note === undefined) return jsonError(reply, 404, 'Visit not found');
      board.announce(identity.dealershipId, 'NOTE_ADDED', { visit_id: visitId, note });
      return reply.code(201).send(note);
    },
  );

  app.patch<OfNote & { Body: NoteFields }>(
    `${path}/:note_id`,
    { schema: { body: updateNoteSchema }, config: { failure: 'Failed to update note' } },
    async (request, reply) => {
      const { dealershipId } = identityOf(request);
      const { id: visitId, note_id: noteId } = request.params;
      const note = await updateNote(context, dealershipId, visitId, noteId, request.body);
      if (note === undefined) return jsonError(reply, 404, 'Note not found');
      board.announce(dealershipId, 'NOTE_UPDATED', { visit_id: visitId, note });
      return note;
    },
  );

  app.delete<OfNote>(
    `${path}/:note_id`,
    { config: { failure: 'Failed to delete note' } },
    async (request, reply) => {
      const { dealershipId } = identityOf(request);
      const { id: visitId, note_id: noteId } = request.params;
      if (!(await deleteNote(context, dealershipId, visitId, noteId))) {
        return jsonError(reply, 404, 'Note not found');
      }
      board.announce(dealershipId, 'NOTE_DELETED', { visit_id: visitId, note_id: noteId });
      return noContent(reply);
    },
  );
}
