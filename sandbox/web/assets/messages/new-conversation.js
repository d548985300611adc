// @ts-check
import { useState } from 'preact/hooks';
import { request } from '../api.js';
import { SelectField, TextField } from '../components/fields.js';
import { Modal } from '../components/modal.js';
import { errorToast } from '../components/toasts.js';
import { fullName } from '../formats.js';
import { html } from '../html.js';
import { invalidate } from '../query.js';

/**
 * Starts a conversation with a colleague: a direct one, or a named group that others may join later.
 * @param {{ people: readonly import('../../types.d.ts').Person[], onClose: () => void,
 *   onStarted: (id: string) => void }} props
 */
export function NewConversation({ people, onClose, onStarted }) {
  const [personId, setPersonId] = useState('');
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const options = [['', 'Choose a colleague'], ...people.map((one) => [one.id, fullName(one)])];

  /** @param {Event} event */
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    try {
      const group = name.trim();
      const kind = group ? { type: 'GROUP', name: group } : { type: 'DIRECT' };
      const body = { ...kind, participant_ids: [personId] };
      const conversation = await request('POST', '/messaging/conversations', { body });
      invalidate('/messaging/conversations?');
      onStarted(conversation.id);
    } catch (error) {
      errorToast(error);
      setBusy(false);
    }
  };

  return html`<${Modal} title="Start a Conversation" onClose=${onClose}>
    <form onSubmit=${submit}>
      <div class="modal-body stack">
        <${SelectField} label="Colleague" name="personId" options=${options} value=${personId} onValue=${setPersonId} />
        <${TextField} label="Group name" name="groupName" value=${name} onValue=${setName} maxlength="200"
          autocomplete="off" hint="Leave empty for a direct conversation." />
      </div>
      <footer class="modal-foot">
        <button type="button" class="button" onClick=${onClose}>Cancel</button>
        <button type="submit" class="button button-primary" disabled=${busy || !personId}>
          ${busy ? 'Starting...' : 'Start'}
        </button>
      </footer>
    </form>
  <//>`;
}
