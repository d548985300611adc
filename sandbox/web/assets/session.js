// @ts-check
import { useEffect, useState } from 'preact/hooks';
import { clearTokens, storedToken, storeTokens, userOfToken } from './access-token.js';
import { handleUnauthorized, request } from './api.js';
import { forgetQueries } from './query.js';
import { navigate } from './router.js';

/**
 * `profiled` is false while the names of a restored session are loading.
 * @typedef {{ user: import('../types.d.ts').User | null, profiled: boolean }} Session
 */

/** @type {Session} */
let session = { user: null, profiled: true };
/** @type {Set<() => void>} */
const listeners = new Set();

/** @param {Session} next */
function setSession(next) {
  session = next;
  for (const listener of listeners) listener();
}

/** @returns {Session} The session; the component renders again when it changes. */
export function useSession() {
  const [, renderAgain] = useState(session);
  useEffect(() => {
    const listener = () => renderAgain(session);
    listeners.add(listener);
    listener();
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return session;
}

/** The signed-in user's dealership, which every list and every create body must name. */
export function dealershipId() {
  return session.user?.dealership_id ?? '';
}

/** Ends the session and opens the sign-in page. Like the product's "Sign out", it makes no call. */
export function signOut() {
  clearTokens();
  forgetQueries();
  setSession({ user: null, profiled: true });
  navigate('/login');
}

/**
 * Signs in and opens the dashboard.
 * @param {string} email
 * @param {string} password
 * @throws {import('./api.js').ApiError} With the server's text when it rejects the sign-in.
 */
export async function signIn(email, password) {
  /** @type {import('../types.d.ts').AuthResponse} */
  const answer = await request('POST', '/auth/login', { body: { email, password } });
  storeTokens(answer.access_token, answer.refresh_token);
  forgetQueries();
  setSession({ user: answer.user, profiled: true });
  navigate('/dashboard');
}

/**
 * Restores the stored session. The token's claims are enough to start the page's own calls, so only the greeting
 * waits for the profile.
 */
export function restoreSession() {
  handleUnauthorized(signOut);
  const token = storedToken();
  if (token === null) return;
  const user = userOfToken(token);
  if (user === null) {
    clearTokens();
    return;
  }
  session = { user, profiled: false };
  request('GET', '/auth/me').then(
    (profile) => session.user && setSession({ user: profile, profiled: true }),
    () => session.user && setSession({ user, profiled: true }),
  );
}
