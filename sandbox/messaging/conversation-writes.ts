import { randomUUID } from 'node:crypto';
import type { Identity, SandboxContext } from '../context.ts';
import { textRow, textRows } from '../wire/text-rows.ts';
import { stampNow } from '../wire/timestamps.ts';
import type { ConversationFields, NewConversation } from './schemas.ts';

/**
 * Stores a conversation and its members, the caller first as ADMIN, in one statement. Stores nothing if the dealership
 * already has the `directKey`. The database rejects an unknown member (foreign key).
 */
async function insert(
  context: SandboxContext,
  identity: Identity,
  fields: NewConversation,
  directKey: string | undefined,
  stamp: string,
): Promise<string> {
  const id = randomUUID();
  const members = [...new Set(fields.participant_ids.map((member) => member.toLowerCase()))];
  await textRows(context, {
    name: 'conversations.create',
    text: `WITH made AS (
        INSERT INTO conversations (id, dealership_id, type, name, description, direct_key, created_by_id,
          created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) ON CONFLICT (dealership_id, direct_key) DO NOTHING
        RETURNING id
      )
      INSERT INTO conversation_participants (conversation_id, user_id, role, joined_at)
      SELECT made.id, member, CASE WHEN member = $7 THEN 'ADMIN' ELSE 'MEMBER' END, $8
      FROM made, unnest($9::uuid[]) WITH ORDINALITY AS members (member, place) ORDER BY place`,
    values: [
      id,
      identity.dealershipId,
      fields.type,
      fields.name,
      fields.description,
      directKey,
      identity.userId,
      stamp,
      [identity.userId, ...members.filter((member) => member !== identity.userId)],
    ],
  });
  return id;
}

/** Stores a new conversation and returns its id. */
export function insertConversation(
  context: SandboxContext,
  identity: Identity,
  fields: NewConversation,
  stamp: string,
): Promise<string> {
  return insert(context, identity, fields, undefined, stamp);
}

/** Id of the direct conversation of the caller and `otherUserId`, which is created if there is none. */
export async function directConversation(
  context: SandboxContext,
  identity: Identity,
  otherUserId: string,
  fields: NewConversation,
): Promise<string> {
  const directKey = [identity.userId, otherUserId.toLowerCase()].sort().join(':');
  const existing = () =>
    textRow<{ readonly id: string }>(context, {
      name: 'conversations.direct',
      text: 'SELECT id FROM conversations WHERE dealership_id = $1 AND direct_key = $2',
      values: [identity.dealershipId, directKey],
    });
  const found = await existing();
  if (found !== undefined) return found.id;
  const id = await insert(context, identity, fields, directKey, stampNow());
  // Another request may have been faster; then nothing was stored under `id`.
  return (await existing())?.id ?? id;
}

/**
 * Changes a conversation: its texts for everyone, the marks only for the caller. Archiving and muting send no event, but
 * every call sets the time of the last change. False when the caller is not a member.
 */
export async function updateConversation(
  context: SandboxContext,
  identity: Identity,
  id: string,
  fields: ConversationFields,
): Promise<boolean> {
  const row = await textRow(context, {
    name: 'conversations.update',
    text: `WITH member AS (
        UPDATE conversation_participants SET is_muted = coalesce($4, is_muted),
          is_pinned = coalesce($5, is_pinned), is_archived = coalesce($6, is_archived)
        WHERE user_id = $1 AND conversation_id =
          (SELECT id FROM conversations WHERE id = $3 AND dealership_id = $2)
        RETURNING conversation_id
      )
      UPDATE conversations c SET name = coalesce($7, name), description = coalesce($8, description),
        updated_at = $9
      FROM member WHERE c.id = member.conversation_id RETURNING c.id`,
    values: [
      identity.userId,
      identity.dealershipId,
      id,
      fields.is_muted,
      fields.is_pinned,
      fields.is_archived,
      fields.name,
      fields.description,
      stampNow(),
    ],
  });
  return row !== undefined;
}
