-- Times are UTC without a zone. direct_key makes the direct conversation of two users unique, so that two simultaneous
-- requests find the same one.
CREATE TABLE IF NOT EXISTS conversations (
  id uuid PRIMARY KEY,
  dealership_id uuid NOT NULL,
  type varchar(20) NOT NULL,
  name varchar(200),
  description varchar(1000),
  avatar_url text,
  direct_key text,
  created_by_id uuid REFERENCES users (id) ON DELETE SET NULL,
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL,
  UNIQUE (dealership_id, direct_key)
);

CREATE TABLE IF NOT EXISTS conversation_participants (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  conversation_id uuid NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  role varchar(10) NOT NULL,
  is_muted boolean NOT NULL DEFAULT false,
  is_pinned boolean NOT NULL DEFAULT false,
  is_archived boolean NOT NULL DEFAULT false,
  joined_at timestamp NOT NULL,
  last_read_at timestamp,
  UNIQUE (conversation_id, user_id)
);
CREATE INDEX IF NOT EXISTS conversation_participants_user_idx ON conversation_participants (user_id);

CREATE TABLE IF NOT EXISTS messages (
  id uuid PRIMARY KEY,
  conversation_id uuid NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  sender_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  type varchar(10) NOT NULL,
  content text NOT NULL,
  status varchar(10) NOT NULL DEFAULT 'SENT',
  reply_to_id uuid,
  is_edited boolean NOT NULL DEFAULT false,
  edited_at timestamp,
  is_deleted boolean NOT NULL DEFAULT false,
  deleted_at timestamp,
  delivered_at timestamp,
  read_at timestamp,
  is_ephemeral boolean NOT NULL DEFAULT false,
  ephemeral_seconds integer,
  ephemeral_expires_at timestamp,
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL
);
CREATE INDEX IF NOT EXISTS messages_conversation_idx ON messages (conversation_id, created_at, id);
