import { randomUUID } from 'node:crypto';
import type { SandboxContext } from '../context.ts';
import { textRow, textRowSets, textRows } from '../wire/text-rows.ts';
import { stampNow } from '../wire/timestamps.ts';
import { type Message, type MessageRow, messageColumns, messageFromRow } from './message.ts';
import { type LivePresence, participantColumns } from './participant.ts';
import type { NewMessage } from './schemas.ts';

const withSender = `LEFT JOIN conversation_participants p
    ON p.conversation_id = m.conversation_id AND p.user_id = m.sender_id
  LEFT JOIN users u ON u.id = p.user_id`;

/** The page of a conversation's messages: the latest, those before a message, or those after one. */
export interface MessagePage {
  readonly beforeId?: string | undefined;
  readonly afterId?: string | undefined;
  readonly limit: number;
}

/** One page of messages, oldest first, and their total number. Does not check membership. */
export async function listMessages(
  context: SandboxContext,
  live: LivePresence,
  conversationId: string,
  page: MessagePage,
): Promise<{
  readonly messages: readonly Message[] | null;
  readonly total: number;
  readonly has_more: boolean;
}> {
  const forward = page.afterId !== undefined && page.beforeId === undefined;
  const place = (id: string) => `(SELECT created_at, id FROM messages WHERE id = ${id})`;
  const [rows, counts] = await textRowSets<[MessageRow, { readonly total: string }]>(
    context,
    {
      name: `messages.list-${forward ? 'after' : 'before'}`,
      text: `SELECT ${messageColumns}, ${participantColumns} FROM messages m ${withSender}
        WHERE m.conversation_id = $1
          AND ($2::uuid IS NULL OR (m.created_at, m.id) < ${place('$2')})
          AND ($3::uuid IS NULL OR (m.created_at, m.id) > ${place('$3')})
        ORDER BY m.created_at ${forward ? 'ASC' : 'DESC'}, m.id ${forward ? 'ASC' : 'DESC'} LIMIT $4`,
      // One more row than requested shows whether there are more.
      values: [conversationId, page.beforeId, page.afterId, page.limit + 1],
    },
    {
      name: 'messages.count',
      text: 'SELECT count(*) AS total FROM messages WHERE conversation_id = $1',
      values: [conversationId],
    },
  );
  const messages = rows.slice(0, page.limit).map((row) => messageFromRow(row, live));
  if (!forward) messages.reverse();
  return {
    messages: messages.length > 0 ? messages : null,
    total: Number(counts[0]?.total ?? 0),
    has_more: rows.length > page.limit,
  };
}

/** Stores a message and moves its conversation up. The database rejects an unknown conversation. */
export async function insertMessage(
  context: SandboxContext,
  live: LivePresence,
  senderId: string,
  conversationId: string,
  message: NewMessage,
): Promise<Message> {
  const stamp = stampNow();
  const row = await textRow<MessageRow>(context, {
    name: 'messages.create',
    text: `WITH m AS (
        INSERT INTO messages (id, conversation_id, sender_id, type, content, reply_to_id, is_ephemeral,
          ephemeral_seconds, ephemeral_expires_at, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8::integer,
          CASE WHEN $7 THEN $9::timestamp + make_interval(secs => $8::integer) END, $9, $9)
        RETURNING *
      ), touched AS (
        UPDATE conversations SET updated_at = $9 WHERE id = $2
      )
      SELECT ${messageColumns}, ${participantColumns} FROM m ${withSender}`,
    values: [
      randomUUID(),
      conversationId,
      senderId,
      message.type,
      message.content ?? '',
      message.reply_to_id,
      message.is_ephemeral ?? false,
      message.ephemeral_seconds,
      stamp,
    ],
  });
  if (row === undefined) throw new Error('The stored message was not read back; one row is right');
  return { ...messageFromRow(row, live), created_at: stamp, updated_at: stamp };
}

/** Marks all messages of others as read by the user. Changes nothing if the user is not a member. */
export async function markRead(
  context: SandboxContext,
  userId: string,
  conversationId: string,
): Promise<void> {
  await textRows(context, {
    name: 'messages.read',
    text: `WITH reader AS (
        UPDATE conversation_participants SET last_read_at = $3 WHERE conversation_id = $1 AND user_id = $2
        RETURNING conversation_id
      )
      UPDATE messages m SET status = 'READ', read_at = $3 FROM reader
      WHERE m.conversation_id = reader.conversation_id AND m.sender_id <> $2 AND m.read_at IS NULL`,
    values: [conversationId, userId, stampNow()],
  });
}
