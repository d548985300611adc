import type { Result } from 'lighthouse';
import { ApiUser } from '../../../../fixtures/api-user.ts';
import type { Audit } from '../../../../lanes/audits/audit-browser.ts';
import { auditOnce } from '../../../../lanes/audits/audit-once.ts';
import type { RunContext } from '../../../../src/record/run-context.ts';
import { burstRun, rateLimits } from '../../../made/burst-run.ts';
import { FakeSignIn } from '../../../made/fake-sign-in.ts';
import { expect, test } from '../../../made/small-server.ts';

/** Finds the tokens of the page, in place of Lighthouse. */
const tokensOf: Audit = async ({ page, baseUrl }) => {
  await page.goto(baseUrl);
  const found = await page.evaluate(() =>
    ['access', 'refresh'].map((kind) => localStorage.getItem(`autolytiq_${kind}_token`)),
  );
  return { result: found as unknown as Result };
};

/** A user of a target whose tokens live for so long, and what audits one after the other find in their pages. */
async function signedIn(origin: string, launchOptions: Parameters<typeof auditOnce>[2]['launchOptions']) {
  const { run, session } = await burstRun(origin, { rateLimits, settings: { device: 'desk' } });
  const here = { ...run, target: { ...run.target, uiBaseUrl: origin } } as RunContext;
  const signedIn = { session, user: new ApiUser(run, session, 'd1') };
  const audit = async (check = () => {}) => {
    const { value } = await auditOnce(here, tokensOf, { what: 'it', signedIn, launchOptions }, check);
    return value.result as unknown;
  };
  return { run, session, audit };
}

/** A web client that shows nothing, and the sign-in of its users. */
const clientOf = (signIn: FakeSignIn) =>
  async function answer(...[request, response]: Parameters<FakeSignIn['answer']>) {
    if (!(await signIn.answer(request, response))) response.end('<!doctype html><title>a client</title>');
  };

test('tokens that the client might drop before the end of an audit are renewed before it, each time', async ({
  serve,
  launchOptions,
}) => {
  const signIn = new FakeSignIn();
  // Less than the five minutes at which the client drops one, and the two that an audit may take.
  signIn.expiresInSeconds = 6 * 60;
  const { origin } = await serve(clientOf(signIn));
  const { audit } = await signedIn(origin, launchOptions);
  expect(await audit()).toEqual(['access-2', 'refresh-2']);
  expect(await audit()).toEqual(['access-3', 'refresh-3']);
});

test('tokens that outlive an audit are those of the sign-in', async ({ serve, launchOptions }) => {
  const { origin } = await serve(clientOf(new FakeSignIn()));
  const { audit, session } = await signedIn(origin, launchOptions);
  expect(await audit()).toEqual(['access-1', 'refresh-1']);
  expect(session.renewals).toBe(0);
});

test('an audit whose run ends while it waits to renew its tokens starts no browser', async ({ serve }) => {
  const signIn = new FakeSignIn();
  signIn.expiresInSeconds = 6 * 60;
  const { origin } = await serve(clientOf(signIn));
  // Without a path it could start none.
  const { run, session, audit } = await signedIn(origin, {});
  run.end.abort();
  const ended = audit(() => {
    throw new Error('the run ended before it');
  });
  await expect(ended).rejects.toThrow('the run ended before it');
  expect(session.renewals).toBe(0);
});
