import type { SandboxContext } from '../context.ts';
import { stampNow } from '../wire/timestamps.ts';
import { MessagingHub } from './hub.ts';
import type { LivePresence } from './participant.ts';
import { TypingMarks } from './typing-marks.ts';
import { UserNames } from './user-names.ts';

/** The live side of messaging that routes and sockets share: who is connected, who is typing, what they are told. */
export class MessagingRoom implements LivePresence {
  readonly hub = new MessagingHub();
  readonly #names: UserNames;
  readonly #typing = new TypingMarks((conversationId, userId) =>
    // The automatic stop says no more than this, unlike the one a user sends.
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

  /** Sets or takes back a typing mark and tells the others. */
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

  /** Forgets all typing marks, as the server goes down. */
  close(): void {
    this.#typing.clear();
  }
}
