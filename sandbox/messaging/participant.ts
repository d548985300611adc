import { stampFromColumn } from '../wire/timestamps.ts';

/** The presence of a user, known only in memory from the sockets of this process. */
export interface LivePresence {
  /** Whether the user has a socket here. */
  isOnline(userId: string): boolean;
  isTyping(conversationId: string, userId: string): boolean;
}

/** A member of a conversation as it goes over the wire. */
export interface Participant {
  readonly id: string;
  readonly user_id: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly role: string;
  readonly joined_at: string;
  readonly last_read_at?: string;
  readonly presence: 'ONLINE' | 'OFFLINE';
  readonly is_typing: boolean;
}

/** Columns of a participant `p` with the user `u`, for every statement that reads one. */
export const participantColumns = `p.id AS participant_id, p.conversation_id AS participant_conversation_id,
  p.user_id AS participant_user_id, p.role AS participant_role, p.joined_at AS participant_joined_at,
  p.last_read_at AS participant_last_read_at, u.first_name AS participant_first_name,
  u.last_name AS participant_last_name`;

/** A row of these columns, each as PostgreSQL prints it. */
export interface ParticipantRow {
  readonly participant_id: string;
  readonly participant_conversation_id: string;
  readonly participant_user_id: string;
  readonly participant_role: string;
  readonly participant_joined_at: string;
  readonly participant_last_read_at: string | null;
  readonly participant_first_name: string;
  readonly participant_last_name: string;
}

/** The participant of a row, with the current presence. */
export function participantFromRow(row: ParticipantRow, live: LivePresence): Participant {
  const userId = row.participant_user_id;
  return {
    id: row.participant_id,
    user_id: userId,
    first_name: row.participant_first_name,
    last_name: row.participant_last_name,
    role: row.participant_role,
    joined_at: stampFromColumn(row.participant_joined_at),
    ...(row.participant_last_read_at !== null && {
      last_read_at: stampFromColumn(row.participant_last_read_at),
    }),
    presence: live.isOnline(userId) ? 'ONLINE' : 'OFFLINE',
    is_typing: live.isTyping(row.participant_conversation_id, userId),
  };
}
