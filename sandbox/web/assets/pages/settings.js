// @ts-check
import { useState } from 'preact/hooks';
import { SelectField } from '../components/fields.js';
import { fullName } from '../formats.js';
import { html } from '../html.js';
import { useSession } from '../session.js';
import { applyTheme, storedTheme } from '../theme.js';

const THEMES = /** @type {const} */ ([
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
]);

/** The signed-in user, and the theme. */
export function SettingsPage() {
  const { user } = useSession();
  const [theme, setTheme] = useState(storedTheme());
  /** @param {string} choice */
  const choose = (choice) => {
    applyTheme(choice);
    setTheme(choice);
  };
  const rows = [
    ['Name', user ? fullName(user) : ''],
    ['Email', user?.email],
    ['Role', user?.role],
  ];
  return html`
    <header class="page-head"><h1>Settings</h1><p class="muted">Your account and how the desk looks.</p></header>
    <div class="settings">
      <section class="card">
        <h2>Account</h2>
        <div class="rows">${rows.map(([name, value]) => html`<div class="row" key=${name}><span>${name}</span><span>${value || '-'}</span></div>`)}</div>
      </section>
      <section class="card">
        <h2>Appearance</h2>
        <${SelectField} label="Theme" name="theme" options=${THEMES} value=${theme} onValue=${choose} />
      </section>
    </div>
  `;
}
