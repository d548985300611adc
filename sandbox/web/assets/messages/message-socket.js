// @ts-check
import { useEffect, useState } from 'preact/hooks';
import { storedToken } from '../access-token.js';
import { useSocket } from '../live-socket.js';
import { changeLoaded, invalidate } from '../query.js';
import { afterEvent, messagesPath } from './message-events.js';

const RECONNECTS = 10;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
/** The server removes a typing mark after this time. */
const TYPING_LIFE_MS = 5000;

/**
 * A browser cannot set headers on a socket, so the token is a second subprotocol after the word `bearer`.
 * @param {string | undefined} openId
 * @returns {{ connected: boolean, typist: string, sendTyping: (typing: boolean) => void }} `typist` is who is
 *   writing in the open conversation, or an empty string.
 */
export function useMessageSocket(openId) {
  const [typist, setTypist] = useState('');
  /** @param {any} event */
  const onEvent = (event) => {
    if (event.type === 'TYPING_START' && event.conversation_id === openId)
      setTypist(event.data?.user_name || 'Somebody');
    if (event.type === 'TYPING_STOP' && event.conversation_id === openId) setTypist('');
    if (event.conversation_id)
      changeLoaded(messagesPath(event.conversation_id), (page) => afterEvent(page, event));
    if (/^(MESSAGE_SENT|CONVERSATION_CREATED|CONVERSATION_UPDATED)$/.test(event.type)) {
      invalidate('/messaging/conversations?');
    }
  };
  const { open, send } = useSocket({
    path: '/ws/messaging',
    protocols: ['bearer', storedToken() ?? ''],
    attempts: RECONNECTS,
    delayMs: (attempt) => Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1)),
    onOpen: () => {},
    onEvent,
  });
  useEffect(() => {
    if (!open || openId === undefined) return;
    send({ type: 'SUBSCRIBE_CONVERSATION', conversation_id: openId });
    setTypist('');
    return () => send({ type: 'UNSUBSCRIBE_CONVERSATION', conversation_id: openId });
  }, [open, openId]);
  useEffect(() => {
    if (typist === '') return;
    const timer = setTimeout(() => setTypist(''), TYPING_LIFE_MS);
    return () => clearTimeout(timer);
  }, [typist]);
  /** @param {boolean} typing */
  const sendTyping = (typing) =>
    openId && send({ type: 'TYPING', conversation_id: openId, is_typing: typing });
  return { connected: open, typist, sendTyping };
}
