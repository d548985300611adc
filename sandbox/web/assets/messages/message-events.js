// @ts-check

/** @typedef {import('../../types.d.ts').Message} Message */
/** @typedef {{ messages: readonly Message[] | null, total: number, has_more: boolean }} MessagePage */

/** @param {string} conversationId @returns {string} The path of its newest messages. */
export const messagesPath = (conversationId) =>
  `/messaging/conversations/${conversationId}/messages?limit=50`;

/**
 * The page with a message added at its end, or in place of its older version: the call returns the user's own
 * message, and a poll may return it again.
 * @param {MessagePage} page
 * @param {Message} message
 * @returns {MessagePage}
 */
export function withMessage(page, message) {
  const messages = page.messages ?? [];
  if (!messages.some((one) => one.id === message.id)) {
    return { ...page, messages: [...messages, message], total: page.total + 1 };
  }
  return { ...page, messages: messages.map((one) => (one.id === message.id ? { ...one, ...message } : one)) };
}

/**
 * The page after an event of its conversation.
 * @param {MessagePage} page
 * @param {{ type: string, data: any }} event
 * @returns {MessagePage} The same page for events that change no message.
 */
export function afterEvent(page, event) {
  if (event.type === 'MESSAGE_SENT' || event.type === 'MESSAGE_UPDATED') return withMessage(page, event.data);
  if (event.type !== 'MESSAGE_DELETED') return page;
  const deleted = event.data?.message_id;
  const messages = (page.messages ?? []).map((one) =>
    one.id === deleted ? { ...one, is_deleted: true } : one,
  );
  return { ...page, messages };
}
