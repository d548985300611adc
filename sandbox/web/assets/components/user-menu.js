// @ts-check
import { useEffect, useRef, useState } from 'preact/hooks';
import { fullName, initials } from '../formats.js';
import { html } from '../html.js';
import { Icon } from '../icons.js';
import { signOut, useSession } from '../session.js';

/** The button with the user's initials and, below it, name, address and "Sign out". */
export function UserMenu() {
  const { user } = useSession();
  const [open, setOpen] = useState(false);
  const menuRef = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    if (!open) return;
    /** @param {Event} event */
    const close = (event) => {
      if (
        event instanceof KeyboardEvent
          ? event.key === 'Escape'
          : !menuRef.current?.contains(/** @type {Node} */ (event.target))
      ) {
        setOpen(false);
      }
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
    };
  }, [open]);
  if (!user) return null;
  const name = fullName(user) || user.email;
  return html`<div class="user-menu" ref=${menuRef}>
    <button type="button" class="avatar" title="Your account" aria-expanded=${open ? 'true' : 'false'}
      onClick=${() => setOpen(!open)}>
      ${initials(name) || '?'}
    </button>
    <div class="user-words" aria-hidden="true"><strong>${name}</strong><span>${user.email}</span></div>
    ${
      open &&
      html`<div class="popover">
      <p><strong>${name}</strong><br /><span class="muted">${user.email}</span></p>
      <button type="button" class="menu-item" onClick=${signOut}><${Icon} name="signOut" />Sign out</button>
    </div>`
    }
  </div>`;
}
