// @ts-check
import { GreyBar } from '../components/list-parts.js';
import { fullName, initials, shortDay } from '../formats.js';
import { html } from '../html.js';

/** @typedef {import('../../types.d.ts').Conversation} Conversation */

/**
 * The title of a conversation: its name, else its other members.
 * @param {Conversation} conversation
 * @param {string} ownId
 */
export function conversationName(conversation, ownId) {
  const others = (conversation.participants ?? []).filter((one) => one.user_id !== ownId);
  return conversation.name || others.map(fullName).join(', ') || 'Conversation';
}

/**
 * The conversations to choose from.
 * @param {{ conversations: readonly Conversation[] | undefined, openId: string | undefined, ownId: string,
 *   onOpen: (id: string) => void }} props
 */
export function ConversationList({ conversations, openId, ownId, onOpen }) {
  return html`<div class="conversations" aria-busy=${conversations ? 'false' : 'true'}>
    ${conversations?.length === 0 && html`<p class="empty">No conversations yet.</p>`}
    ${
      conversations
        ? null
        : Array.from(
            { length: 6 },
            (_, row) => html`<div key=${row} class="conversation"><${GreyBar} width="75%" /></div>`,
          )
    }
    ${conversations?.map((one) => {
      const name = conversationName(one, ownId);
      return html`<button key=${one.id} type="button" class="conversation" aria-current=${one.id === openId ? 'true' : undefined}
        onClick=${() => onOpen(one.id)}>
        <span class="avatar avatar-small" aria-hidden="true">${initials(name)}</span>
        <span class="conversation-words">
          <span class="cell-main">${name}</span>
          <span class="cell-sub">${one.last_message?.content ?? 'No messages yet'}</span>
        </span>
        <span class="conversation-side">
          <span class="cell-sub">${shortDay(one.updated_at)}</span>
          ${one.unread_count > 0 && html`<span class="unread">${one.unread_count}<span class="for-readers"> unread</span></span>`}
        </span>
      </button>`;
    })}
  </div>`;
}
