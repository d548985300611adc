// @ts-check
import { useState } from 'preact/hooks';
import { LoadFailure } from '../components/list-parts.js';
import { html } from '../html.js';
import { Icon } from '../icons.js';
import { colleaguesOf } from '../messages/colleagues.js';
import { ConversationList, conversationName } from '../messages/conversation-list.js';
import { useMessageSocket } from '../messages/message-socket.js';
import { NewConversation } from '../messages/new-conversation.js';
import { Thread } from '../messages/thread.js';
import { usePeople } from '../people.js';
import { useQuery } from '../query.js';
import { useSession } from '../session.js';

/** The token's user determines the conversations, so this list has no dealership. */
const CONVERSATIONS = '/messaging/conversations?is_archived=false&limit=50';
const POLL_MS = 30_000;

/** The team's conversations. */
export function MessagesPage() {
  const { user } = useSession();
  const ownId = user?.id ?? '';
  const { data, error, reload } = useQuery(CONVERSATIONS, { pollMs: POLL_MS });
  const people = usePeople();
  const [openId, setOpenId] = useState(/** @type {string | undefined} */ (undefined));
  const [starting, setStarting] = useState(false);
  const { connected, typist, sendTyping } = useMessageSocket(openId);
  /** @type {readonly import('../../types.d.ts').Conversation[] | undefined} */
  const conversations = data && (data.conversations ?? []);
  const opened = conversations?.find((one) => one.id === openId);
  /** @param {string} id */
  const onStarted = (id) => {
    setStarting(false);
    setOpenId(id);
  };
  return html`
    <header class="page-head page-head-actions">
      <div>
        <h1>Messages</h1>
        <p class="muted">Talk with your team.
          <span class=${`live-badge ${connected ? 'live-on' : 'live-off'}`}>${connected ? 'Connected' : 'Disconnected'}</span></p>
      </div>
      <button type="button" class="button button-primary" onClick=${() => setStarting(true)}>
        <${Icon} name="plus" />New Conversation
      </button>
    </header>
    ${error && !conversations && html`<${LoadFailure} text=${`Failed to load conversations. ${error.message}`} onRetry=${reload} />`}
    <div class=${`card messenger ${openId ? 'messenger-open' : ''}`}>
      <${ConversationList} conversations=${conversations} openId=${openId} ownId=${ownId} onOpen=${setOpenId} />
      ${
        openId
          ? html`<${Thread} key=${openId} conversationId=${openId} name=${opened ? conversationName(opened, ownId) : 'Conversation'}
            ownId=${ownId} typist=${typist} onTyping=${sendTyping} onBack=${() => setOpenId(undefined)} />`
          : html`<p class="thread-none muted">Choose a conversation.</p>`
      }
    </div>
    ${
      starting &&
      html`<${NewConversation} people=${colleaguesOf(people, conversations ?? [], ownId)} onClose=${() => setStarting(false)}
      onStarted=${onStarted} />`
    }
  `;
}
