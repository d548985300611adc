import type { BrowserContext } from '@playwright/test';
import { SignInPage } from '../../fixtures/pages/sign-in-page.ts';
import type { Session } from '../../src/target/session/session.ts';

/** As contract/ui.md says: a valid access token in place before the first page load skips the form. */
export async function startSignedIn(context: BrowserContext, session: Session): Promise<void> {
  const { access, refresh } = session.tokens;
  await context.addInitScript(
    (tokens) => {
      localStorage.setItem('autolytiq_access_token', tokens.access);
      localStorage.setItem('autolytiq_refresh_token', tokens.refresh);
    },
    { access, refresh },
  );
}

/** A visit that is about signing in must not find the session of the one before. The cache stays. */
export async function startSignedOut(context: BrowserContext): Promise<void> {
  await context.addInitScript((path) => {
    if (location.pathname === path) localStorage.clear();
  }, SignInPage.path);
}
