import { stampFromColumn } from '../wire/timestamps.ts';
import type { Message } from './message.ts';
import type { Participant } from './participant.ts';

/** A conversation as one of its members sees it: unread count and the three marks are the member's own. */
export interface Conversation {
  readonly id: string;
  readonly dealership_id: string;
  readonly type: string;
  readonly name?: string;
  readonly description?: string;
  readonly avatar_url?: string;
  /** null instead of an empty array. */
  readonly participants: readonly Participant[] | null;
  readonly last_message?: Message;
  readonly unread_count: number;
  readonly is_muted: boolean;
  readonly is_pinned: boolean;
  readonly is_archived: boolean;
  readonly created_by_id?: string;
  readonly created_at: string;
  readonly updated_at: string;
}

/** Columns of a conversation `c` seen by its member `me`. */
export const conversationColumns = `c.id, c.dealership_id, c.type, c.name, c.description, c.avatar_url,
  c.created_by_id, c.created_at, c.updated_at, me.is_muted, me.is_pinned, me.is_archived,
  (SELECT count(*) FROM messages m WHERE m.conversation_id = c.id AND m.sender_id <> me.user_id
    AND NOT m.is_deleted AND (me.last_read_at IS NULL OR m.created_at > me.last_read_at)) AS unread_count`;

type Always = 'id' | 'dealership_id' | 'type' | 'created_at' | 'updated_at' | 'unread_count';
type Optional = 'name' | 'description' | 'avatar_url' | 'created_by_id';

/** A row of these columns, each as PostgreSQL prints it. */
export type ConversationRow = Readonly<Record<Always, string>> &
  Readonly<Record<Optional, string | null>> &
  Readonly<Record<'is_muted' | 'is_pinned' | 'is_archived', 't' | 'f'>>;

/** The conversation of a row, with its members and last message. */
export function conversationFromRow(
  row: ConversationRow,
  participants: readonly Participant[],
  lastMessage: Message | undefined,
): Conversation {
  return {
    id: row.id,
    dealership_id: row.dealership_id,
    type: row.type,
    ...(row.name && { name: row.name }),
    ...(row.description && { description: row.description }),
    ...(row.avatar_url && { avatar_url: row.avatar_url }),
    participants: participants.length > 0 ? participants : null,
    ...(lastMessage !== undefined && { last_message: lastMessage }),
    unread_count: Number(row.unread_count),
    is_muted: row.is_muted === 't',
    is_pinned: row.is_pinned === 't',
    is_archived: row.is_archived === 't',
    ...(row.created_by_id !== null && { created_by_id: row.created_by_id }),
    created_at: stampFromColumn(row.created_at),
    updated_at: stampFromColumn(row.updated_at),
  };
}
