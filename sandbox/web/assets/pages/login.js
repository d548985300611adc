// @ts-check
import { useRef, useState } from 'preact/hooks';
import { BrandSign } from '../components/brand.js';
import { TextField } from '../components/fields.js';
import { html } from '../html.js';
import { Icon } from '../icons.js';
import { signIn } from '../session.js';

const EMAIL = /^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$/;

/**
 * What is wrong with the form, per field.
 * @param {string} email
 * @param {string} password
 */
function faultsOf(email, password) {
  return {
    email: EMAIL.test(email.trim()) ? '' : 'Please enter a valid email address',
    password: password ? '' : 'Password is required',
  };
}

/**
 * The password, with a button that shows the typed characters.
 * @param {{ value: string, onValue: (value: string) => void, error: string }} props
 */
function PasswordField({ value, onValue, error }) {
  const [revealed, setRevealed] = useState(false);
  return html`<div class="reveal">
    <${TextField} label="Password" id="password" name="password" autocomplete="current-password"
      type=${revealed ? 'text' : 'password'} placeholder="Enter your password" value=${value}
      onValue=${onValue} error=${error} />
    <button type="button" class="icon-button" aria-label="Show typed characters"
      aria-pressed=${revealed ? 'true' : 'false'} onClick=${() => setRevealed(!revealed)}>
      <${Icon} name="eye" />
    </button>
  </div>`;
}

/** The sign-in form. */
export function LoginPage() {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [faults, setFaults] = useState({ email: '', password: '' });
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);
  const formRef = useRef(/** @type {HTMLFormElement | null} */ (null));

  /** @param {Event} event */
  const submit = async (event) => {
    event.preventDefault();
    const found = faultsOf(email, password);
    setFaults(found);
    if (found.email || found.password) {
      /** @type {HTMLElement | null | undefined} */ (
        formRef.current?.querySelector(found.email ? '#email' : '#password')
      )?.focus();
      return;
    }
    setBusy(true);
    setRefusal('');
    try {
      await signIn(email.trim(), password);
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : String(error));
      setPassword('');
      setBusy(false);
    }
  };

  return html`<main class="login" tabindex="-1">
    <div class="login-card card">
      <div class="login-brand"><${BrandSign} size=${36} /><h1>Autolytiq</h1></div>
      <h2>Welcome back</h2>
      <p class="muted">Sign in to your dealership's desk.</p>
      <div class="login-refusal" aria-live="assertive">${refusal && html`<p class="error-box">${refusal}</p>`}</div>
      <form novalidate ref=${formRef} onSubmit=${submit}>
        <${TextField} label="Email address" id="email" type="email" name="email" autocomplete="username"
          placeholder="you@example.com" value=${email} onValue=${setEmail} error=${faults.email} />
        <${PasswordField} value=${password} onValue=${setPassword} error=${faults.password} />
        <div class="login-extras">
          <span class="check-line">
            <input type="checkbox" id="remember" name="remember" />
            <label for="remember">Remember me for 30 days</label>
          </span>
          <a href="/login">Forgot password?</a>
        </div>
        <button type="submit" class="button button-primary button-block" disabled=${busy}>
          ${busy ? 'Signing in...' : 'Sign in'}
        </button>
      </form>
      <p class="demo-box">Demo account: <code>loadtest@example.com</code> with <code>LoadTest123!</code></p>
    </div>
  </main>`;
}
