import type { BrowserContext } from '@playwright/test';
import { SignInPage } from '../../fixtures/pages/sign-in-page.ts';
import type { Session } from '../../src/target/session/session.ts';

/**
 * As contract/ui.md says: a valid access token in place before the first page load skips the form.
 *
 * @param clientUrl address of the web client: a page of another origin, where a redirect led, gets no token
 */
export async function startSignedIn(
  context: BrowserContext,
  session: Session,
  clientUrl: string,
): Promise<void> {
  const { access, refresh } = session.tokens;
  await context.addInitScript(
    (tokens) => {
      if (location.origin !== tokens.origin) return;
      localStorage.setItem('autolytiq_access_token', tokens.access);
      localStorage.setItem('autolytiq_refresh_token', tokens.refresh);
    },
    { access, refresh, origin: new URL(clientUrl).origin },
  );
}

/** A visit that is about signing in must not find the session of the one before. The cache stays. */
export async function startSignedOut(context: BrowserContext): Promise<void> {
  await context.addInitScript((path) => {
    if (location.pathname === path) localStorage.clear();
  }, SignInPage.path);
}
