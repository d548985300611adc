import type { SandboxContext } from '../context.ts';
import { stampNow } from '../wire/timestamps.ts';
import { MessagingHub } from './hub.ts';
import type { LivePresence } from './participant.ts';
import { TypingMarks } from './typing-marks.ts';
import { UserNames } from './user-names.ts';

/** The live state that messaging's routes and sockets share: who is connected, who is typing, and their events. */
export class MessagingRoom implements LivePresence {
  readonly hub = new MessagingHub();
  readonly #names: UserNames;
  readonly #typing = new TypingMarks((conversationId, userId) =>
    // Unlike a stop that a user sends, the automatic one has no more fields.
    this.hub.toConversation(conversationId, 'TYPING_STOP', { user_id: userId }, userId),
  );

  constructor(context: SandboxContext) {
    this.#names = new UserNames(context);
  }

  isOnline(userId: string): boolean {
    return this.hub.isOnline(userId);
  }

  isTyping(conversationId: string, userId: string): boolean {
    return this.#typing.isTyping(conversationId, userId);
  }

  /** Sets or removes a typing mark and sends that to the others. */
  async setTyping(conversationId: string, userId: string, isTyping: boolean): Promise<void> {
    this.#typing.set(conversationId, userId, isTyping);
    const data = {
      conversation_id: conversationId,
      user_id: userId,
      user_name: await this.#names.of(userId),
      is_typing: isTyping,
      timestamp: stampNow(),
    };
    this.hub.toConversation(conversationId, isTyping ? 'TYPING_START' : 'TYPING_STOP', data, userId);
  }

  /** Removes all typing marks when the server stops. */
  close(): void {
    this.#typing.clear();
  }
}
