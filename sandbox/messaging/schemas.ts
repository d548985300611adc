const uuid = { type: 'string', format: 'uuid' } as const;
const name = { type: 'string', maxLength: 200 } as const;
const description = { type: 'string', maxLength: 1000 } as const;

/** Body of a new conversation. */
export const createConversationSchema = {
  type: 'object',
  required: ['type', 'participant_ids'],
  properties: {
    type: { type: 'string', enum: ['DIRECT', 'GROUP', 'BROADCAST'] },
    participant_ids: { type: 'array', minItems: 1, maxItems: 100, items: uuid },
    name,
    description,
  },
} as const;

const flag = { type: 'boolean', nullable: true } as const;

/** Body of a changed conversation; null means "leave unchanged". */
export const updateConversationSchema = {
  type: 'object',
  properties: {
    name: { ...name, nullable: true },
    description: { ...description, nullable: true },
    is_muted: flag,
    is_pinned: flag,
    is_archived: flag,
  },
} as const;

/** Body of a message, with the type upper-cased before the check. The content is checked separately. */
export const sendMessageSchema = {
  type: 'object',
  required: ['type'],
  properties: {
    type: { type: 'string', enum: ['TEXT', 'IMAGE', 'VIDEO', 'FILE', 'VOICE', 'LOCATION'] },
    content: { type: 'string' },
    reply_to_id: { ...uuid, nullable: true },
    is_ephemeral: { type: 'boolean' },
    ephemeral_seconds: { type: 'integer', nullable: true, minimum: 5, maximum: 604_800 },
  },
} as const;

/** Body of a typing mark. */
export const typingSchema = {
  type: 'object',
  required: ['is_typing'],
  properties: { is_typing: { type: 'boolean' } },
} as const;

/** The fields of a new conversation. */
export interface NewConversation {
  readonly type: 'DIRECT' | 'GROUP' | 'BROADCAST';
  readonly participant_ids: readonly string[];
  readonly name?: string;
  readonly description?: string;
}

/** The fields of a conversation that can change. */
export interface ConversationFields {
  readonly name?: string | null;
  readonly description?: string | null;
  readonly is_muted?: boolean | null;
  readonly is_pinned?: boolean | null;
  readonly is_archived?: boolean | null;
}

/** The fields of a new message. */
export interface NewMessage {
  readonly type: string;
  readonly content?: string;
  readonly reply_to_id?: string | null;
  readonly is_ephemeral?: boolean;
  readonly ephemeral_seconds?: number | null;
}
