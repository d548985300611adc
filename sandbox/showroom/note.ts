import { stampFromColumn } from '../wire/timestamps.ts';

/** A user, as shown with his or her entries. */
export interface UserInfo {
  readonly id: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly email: string;
}

/** A note of a visit as it goes over the wire; `created_by` is missing when the user no longer exists. */
export interface Note {
  readonly id: string;
  readonly visit_id: string;
  readonly created_by_id: string;
  readonly created_by?: UserInfo;
  readonly content: string;
  readonly is_pinned: boolean;
  readonly created_at: string;
  readonly updated_at: string;
}

/** Columns of a note `n` with its author `u`, for every statement that reads one. */
export const noteColumns = `n.id, n.visit_id, n.created_by_id, n.content, n.is_pinned, n.created_at, n.updated_at,
  u.id AS author_id, u.first_name AS author_first_name, u.last_name AS author_last_name, u.email AS author_email`;

/** A row of these columns, each as PostgreSQL prints it. */
export interface NoteRow {
  readonly id: string;
  readonly visit_id: string;
  readonly created_by_id: string;
  readonly content: string;
  readonly is_pinned: 't' | 'f';
  readonly created_at: string;
  readonly updated_at: string;
  readonly author_id: string | null;
  readonly author_first_name: string;
  readonly author_last_name: string;
  readonly author_email: string;
}

/** The note of a row. */
export function noteFromRow(row: NoteRow): Note {
  return {
    id: row.id,
    visit_id: row.visit_id,
    created_by_id: row.created_by_id,
    ...(row.author_id !== null && {
      created_by: {
        id: row.author_id,
        first_name: row.author_first_name,
        last_name: row.author_last_name,
        email: row.author_email,
      },
    }),
    content: row.content,
    is_pinned: row.is_pinned === 't',
    created_at: stampFromColumn(row.created_at),
    updated_at: stampFromColumn(row.updated_at),
  };
}
