import type { Identity, SandboxContext } from '../context.ts';
import { containsPattern } from '../wire/query-values.ts';
import { textRow, textRowSets } from '../wire/text-rows.ts';
import {
  type Conversation,
  type ConversationRow,
  conversationColumns,
  conversationFromRow,
} from './conversation.ts';
import { type MessageRow, messageColumns, messageFromRow } from './message.ts';
import {
  type LivePresence,
  type Participant,
  type ParticipantRow,
  participantColumns,
  participantFromRow,
} from './participant.ts';

/** The filter of a user's list of conversations. */
export interface ConversationFilter {
  readonly type?: string | undefined;
  readonly isArchived?: boolean | undefined;
  /** Matches any part of the name, ignoring case. */
  readonly search?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

const mine = `FROM conversation_participants me JOIN conversations c ON c.id = me.conversation_id
  WHERE me.user_id = $1 AND c.dealership_id = $2`;
const filtered = `${mine} AND ($3::text IS NULL OR c.type = $3)
  AND ($4::boolean IS NULL OR me.is_archived = $4) AND ($5::text IS NULL OR c.name ILIKE $5)`;

/** Adds members and last messages to rows, with one statement for each of the two. */
async function withContents(
  context: SandboxContext,
  live: LivePresence,
  rows: readonly ConversationRow[],
): Promise<readonly Conversation[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const [memberRows, messageRows] = await textRowSets<[ParticipantRow, MessageRow]>(
    context,
    {
      name: 'conversations.participants',
      text: `SELECT ${participantColumns} FROM conversation_participants p JOIN users u ON u.id = p.user_id
        WHERE p.conversation_id = ANY ($1::uuid[]) ORDER BY p.joined_at, p.role, p.user_id`,
      values: [ids],
    },
    {
      name: 'conversations.last-messages',
      text: `SELECT ${messageColumns}, ${participantColumns}
        FROM unnest($1::uuid[]) AS wanted (id)
        CROSS JOIN LATERAL (SELECT * FROM messages WHERE conversation_id = wanted.id
          ORDER BY created_at DESC, id DESC LIMIT 1) m
        LEFT JOIN conversation_participants p
          ON p.conversation_id = m.conversation_id AND p.user_id = m.sender_id
        LEFT JOIN users u ON u.id = p.user_id`,
      values: [ids],
    },
  );
  const members = new Map<string, Participant[]>(ids.map((id) => [id, []]));
  for (const row of memberRows) {
    members.get(row.participant_conversation_id)?.push(participantFromRow(row, live));
  }
  const last = new Map(messageRows.map((row) => [row.conversation_id, messageFromRow(row, live)]));
  return rows.map((row) => conversationFromRow(row, members.get(row.id) ?? [], last.get(row.id)));
}

/** One page of the caller's conversations, pinned first, then by latest change, and the total number. */
export async function listConversations(
  context: SandboxContext,
  live: LivePresence,
  identity: Identity,
  filter: ConversationFilter,
): Promise<{ readonly conversations: readonly Conversation[] | null; readonly total: number }> {
  const search = filter.search === undefined ? undefined : containsPattern(filter.search);
  const values = [identity.userId, identity.dealershipId, filter.type, filter.isArchived, search];
  const [rows, counts] = await textRowSets<[ConversationRow, { readonly total: string }]>(
    context,
    {
      name: 'conversations.list',
      text: `SELECT ${conversationColumns} ${filtered}
        ORDER BY me.is_pinned DESC, c.updated_at DESC, c.id LIMIT $6 OFFSET $7`,
      values: [...values, filter.limit, filter.offset],
    },
    { name: 'conversations.count', text: `SELECT count(*) AS total ${filtered}`, values },
  );
  const conversations = await withContents(context, live, rows);
  return {
    conversations: conversations.length > 0 ? conversations : null,
    total: Number(counts[0]?.total ?? 0),
  };
}

/** One conversation of the caller; undefined if the caller is not a member. */
export async function findConversation(
  context: SandboxContext,
  live: LivePresence,
  identity: Identity,
  id: string,
): Promise<Conversation | undefined> {
  const row = await textRow<ConversationRow>(context, {
    name: 'conversations.get',
    text: `SELECT ${conversationColumns} ${mine} AND c.id = $3`,
    values: [identity.userId, identity.dealershipId, id],
  });
  return row && (await withContents(context, live, [row]))[0];
}
