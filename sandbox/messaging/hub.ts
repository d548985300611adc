import type { EventOutbox } from '../sockets/event-outbox.ts';
import { stampNow } from '../wire/timestamps.ts';

/** Events that this service sends to messaging sockets. */
export type MessagingEvent =
  | 'MESSAGE_SENT'
  | 'MESSAGE_READ'
  | 'TYPING_START'
  | 'TYPING_STOP'
  | 'CONVERSATION_CREATED'
  | 'CONVERSATION_UPDATED';

/** One open socket and its user. */
export interface HubMember {
  readonly userId: string;
  readonly outbox: EventOutbox;
}

function add<Key, Value>(sets: Map<Key, Set<Value>>, key: Key, value: Value): void {
  const set = sets.get(key) ?? new Set();
  sets.set(key, set.add(value));
}

function remove<Key, Value>(sets: Map<Key, Set<Value>>, key: Key, value: Value): void {
  const set = sets.get(key);
  set?.delete(value);
  if (set?.size === 0) sets.delete(key);
}

/** Connected sockets and their subscriptions. In memory, so it only reaches sockets of this process. */
export class MessagingHub {
  readonly #ofUser = new Map<string, Set<HubMember>>();
  readonly #subscribers = new Map<string, Set<HubMember>>();

  join(member: HubMember): void {
    add(this.#ofUser, member.userId, member);
  }

  /** Removes a socket. The caller passes its subscriptions, because the hub keeps no list per socket. */
  leave(member: HubMember, conversationIds: Iterable<string>): void {
    remove(this.#ofUser, member.userId, member);
    for (const id of conversationIds) this.unsubscribe(id, member);
  }

  subscribe(conversationId: string, member: HubMember): void {
    add(this.#subscribers, conversationId, member);
  }

  unsubscribe(conversationId: string, member: HubMember): void {
    remove(this.#subscribers, conversationId, member);
  }

  /** Whether the user has a socket here. */
  isOnline(userId: string): boolean {
    return this.#ofUser.has(userId);
  }

  /** Sends an event to the conversation's subscribers, except to sockets of `exceptUserId`. */
  toConversation(conversationId: string, type: MessagingEvent, data: unknown, exceptUserId?: string): void {
    const subscribers = this.#subscribers.get(conversationId);
    if (subscribers === undefined) return;
    const event = JSON.stringify({ type, conversation_id: conversationId, data, timestamp: stampNow() });
    for (const member of subscribers) {
      if (member.userId !== exceptUserId) member.outbox.push(event);
    }
  }

  /** Sends an event to all sockets of a user, for events outside the user's subscriptions. */
  toUser(userId: string, type: MessagingEvent, data: unknown): void {
    const event = JSON.stringify({ type, data, timestamp: stampNow() });
    for (const member of this.#ofUser.get(userId) ?? []) member.outbox.push(event);
  }
}
