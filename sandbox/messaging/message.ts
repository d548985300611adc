import { stampFromColumn } from '../wire/timestamps.ts';
import {
  type LivePresence,
  type Participant,
  type ParticipantRow,
  participantFromRow,
} from './participant.ts';

/** A message as it goes over the wire; `sender` is missing when the sender is not a member of the conversation. */
export interface Message {
  readonly id: string;
  readonly conversation_id: string;
  readonly sender_id: string;
  readonly sender?: Participant;
  readonly type: string;
  readonly content: string;
  readonly status: string;
  readonly reply_to_id?: string;
  readonly is_edited: boolean;
  readonly edited_at?: string;
  readonly is_deleted: boolean;
  readonly deleted_at?: string;
  readonly delivered_at?: string;
  readonly read_at?: string;
  readonly is_ephemeral: boolean;
  readonly ephemeral_seconds?: number;
  readonly ephemeral_expires_at?: string;
  readonly created_at: string;
  readonly updated_at: string;
}

/** Columns of a message `m`, for every statement that reads one. */
export const messageColumns = `m.id, m.conversation_id, m.sender_id, m.type, m.content, m.status, m.reply_to_id,
  m.is_edited, m.edited_at, m.is_deleted, m.deleted_at, m.delivered_at, m.read_at, m.is_ephemeral,
  m.ephemeral_seconds, m.ephemeral_expires_at, m.created_at, m.updated_at`;

type Time = 'edited_at' | 'deleted_at' | 'delivered_at' | 'read_at' | 'ephemeral_expires_at';
type Always =
  | 'id'
  | 'conversation_id'
  | 'sender_id'
  | 'type'
  | 'content'
  | 'status'
  | 'created_at'
  | 'updated_at';
type Sender = { readonly [Column in keyof ParticipantRow]: ParticipantRow[Column] | null };

/** A row of these columns and the sender's, each as PostgreSQL prints it. */
export type MessageRow = Readonly<Record<Always, string>> &
  Readonly<Record<'is_edited' | 'is_deleted' | 'is_ephemeral', 't' | 'f'>> &
  Readonly<Record<Time | 'reply_to_id' | 'ephemeral_seconds', string | null>> &
  Sender;

function withSender(row: MessageRow): row is MessageRow & ParticipantRow {
  return row.participant_id !== null;
}

function time<Name extends Time>(row: MessageRow, name: Name): { readonly [Key in Name]?: string } {
  const text = row[name];
  return text === null ? {} : ({ [name]: stampFromColumn(text) } as { readonly [Key in Name]: string });
}

/** The message of a row. */
export function messageFromRow(row: MessageRow, live: LivePresence): Message {
  return {
    id: row.id,
    conversation_id: row.conversation_id,
    sender_id: row.sender_id,
    ...(withSender(row) && { sender: participantFromRow(row, live) }),
    type: row.type,
    content: row.content,
    status: row.status,
    ...(row.reply_to_id !== null && { reply_to_id: row.reply_to_id }),
    is_edited: row.is_edited === 't',
    ...time(row, 'edited_at'),
    is_deleted: row.is_deleted === 't',
    ...time(row, 'deleted_at'),
    ...time(row, 'delivered_at'),
    ...time(row, 'read_at'),
    is_ephemeral: row.is_ephemeral === 't',
    ...(row.ephemeral_seconds !== null && { ephemeral_seconds: Number(row.ephemeral_seconds) }),
    ...time(row, 'ephemeral_expires_at'),
    created_at: stampFromColumn(row.created_at),
    updated_at: stampFromColumn(row.updated_at),
  };
}
