import type { ApiUser } from '../../fixtures/api-user.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import type { Session } from '../../src/target/session/session.ts';
import {
  type Audit,
  type Audited,
  type BrowserToStart,
  type BrowserWaits,
  withAuditBrowser,
} from './audit-browser.ts';

/** A run takes 5 to 15 s; Lighthouse itself gives up on a page after 45 s. */
export const RUN_TIMEOUT_MS = 120_000;
/** The client drops a token that has less than five minutes left (contract/ui.md). */
const TOKEN_LASTS_MS = 5 * 60_000 + RUN_TIMEOUT_MS;

/** What one run of an audit needs, apart from its run of the suite. */
export interface AuditToRun {
  /** Names it in messages, e.g. `lighthouse login, run 3 of 5`. */
  readonly what: string;
  /** Whose tokens the page finds; undefined: nobody is signed in. */
  readonly signedIn: { readonly session: Session; readonly user: Pick<ApiUser, 'keepSignedIn'> } | undefined;
  readonly launchOptions: BrowserToStart;
}

/**
 * Runs Lighthouse once, in a fresh browser. Tokens that the client might drop before the end of it are renewed first, as soon as
 * the rate limits allow it.
 *
 * @param check called after the only wait, before the browser starts. A run that ends during the wait renews nothing, and the page
 *   would be the sign-in page: this has to throw then
 * @returns what the audit found, and how long the browser waited for cores
 */
export async function auditOnce(
  { target, settings, end }: Pick<RunContext, 'target' | 'settings' | 'end'>,
  audit: Audit,
  { what, signedIn, launchOptions }: AuditToRun,
  check: () => void,
): Promise<BrowserWaits & { readonly value: Audited }> {
  await signedIn?.user.keepSignedIn(TOKEN_LASTS_MS, end.signal);
  check();
  return withAuditBrowser(launchOptions, { target, session: signedIn?.session }, (page) =>
    audit({ page, baseUrl: target.uiBaseUrl, device: settings.device, what }),
  );
}
