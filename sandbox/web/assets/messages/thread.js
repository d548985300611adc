// @ts-check
import { useEffect, useRef, useState } from 'preact/hooks';
import { request } from '../api.js';
import { errorToast } from '../components/toasts.js';
import { clockTime, fullName } from '../formats.js';
import { html } from '../html.js';
import { Icon } from '../icons.js';
import { changeLoaded, invalidate, useQuery } from '../query.js';
import { messagesPath, withMessage } from './message-events.js';

const POLL_MS = 10_000;

/** @param {{ message: import('../../types.d.ts').Message, own: boolean }} props */
function Bubble({ message, own }) {
  const sender = own ? 'You' : message.sender ? fullName(message.sender) : '';
  return html`<li class=${own ? 'bubble bubble-own' : 'bubble'}>
    <p class="bubble-text">${message.is_deleted ? 'Message deleted' : message.content}</p>
    <p class="bubble-note">${[sender, clockTime(message.created_at)].filter(Boolean).join(' · ')}</p>
  </li>`;
}

/**
 * One conversation: its messages and the box to write the next one.
 * @param {{ conversationId: string, name: string, ownId: string, typist: string,
 *   onTyping: (typing: boolean) => void, onBack: () => void }} props
 */
export function Thread({ conversationId, name, ownId, typist, onTyping, onBack }) {
  const path = messagesPath(conversationId);
  const { data, error } = useQuery(path, { pollMs: POLL_MS });
  const [text, setText] = useState('');
  const endRef = useRef(/** @type {HTMLElement | null} */ (null));
  /** @type {readonly import('../../types.d.ts').Message[] | undefined} */
  const messages = data && (data.messages ?? []);
  const newest = messages?.at(-1)?.id;

  useEffect(() => {
    if (newest === undefined) return;
    endRef.current?.scrollTo({ top: endRef.current.scrollHeight });
    request('POST', `/messaging/conversations/${conversationId}/read`).then(
      () => invalidate('/messaging/conversations?'),
      () => {},
    );
  }, [newest, conversationId]);

  /** @param {Event} event */
  const send = async (event) => {
    event.preventDefault();
    const content = text.trim();
    if (content === '') return;
    setText('');
    onTyping(false);
    try {
      const body = { type: 'TEXT', content };
      const message = await request('POST', `/messaging/conversations/${conversationId}/messages`, { body });
      changeLoaded(path, (page) => withMessage(page, message));
    } catch (reason) {
      errorToast(reason);
      setText(content);
    }
  };

  /** @param {any} event */
  const onInput = (event) => {
    setText(event.currentTarget.value);
    onTyping(event.currentTarget.value !== '');
  };

  return html`<section class="thread" aria-label=${name}>
    <header class="thread-head">
      <button type="button" class="button button-small thread-back" onClick=${onBack}>Back</button>
      <h2>${name}</h2>
    </header>
    <ol class="bubbles" tabindex="0" aria-label="Messages of this conversation" ref=${endRef} aria-busy=${messages ? 'false' : 'true'}>
      ${error && !messages && html`<li class="empty">${error.message}</li>`}
      ${messages?.length === 0 && html`<li class="empty">Say hello.</li>`}
      ${messages?.map((one) => html`<${Bubble} key=${one.id} message=${one} own=${one.sender_id === ownId} />`)}
    </ol>
    <p class="typist" aria-live="polite">${typist && `${typist} is typing...`}</p>
    <form class="composer" onSubmit=${send}>
      <input placeholder="Type a message..." aria-label="Message" value=${text} autocomplete="off" maxlength="10000"
        onInput=${onInput} />
      <button type="submit" class="button button-primary" disabled=${text.trim() === ''}><${Icon} name="send" />Send</button>
    </form>
  </section>`;
}
