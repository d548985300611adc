import type { RequestListener } from 'node:http';
import { operations } from '../../../../src/target/catalogue.ts';
import type { Target } from '../../../../src/target/environments/target.ts';
import { isReachable, preflight as preflightOf } from '../../../../src/target/preflight/preflight.ts';
import type { TestUserRegistration } from '../../../../src/target/session/account-pool.ts';
import { FakeClock } from '../../../made/fake-clock.ts';
import { FakeSignIn } from '../../../made/fake-sign-in.ts';
import { withHeldDate } from '../../../made/held-date.ts';
import {
  expect,
  json,
  type SmallServer,
  unusedPort,
  test as withServers,
} from '../../../made/small-server.ts';
import { targetAt } from '../../../made/test-target.ts';

/** The time of day in the tests of the target's clock: on the machine's, a slow reply may be in a later second than its request. */
const NOW_MS = 1_764_000_000_000;

/** The preflight of a target without limits, which pauses on a clock that the test moves. */
function preflight(target: Target, registration?: TestUserRegistration) {
  const clock = new FakeClock();
  return clock.during(preflightOf(target, 'never-written.jsonl', registration, clock));
}

const healthy: RequestListener = (_request, response) => json(response, 200, { status: 'healthy' });

/** Tests with a target that signs in; health and the rest are as the test says. */
const test = withServers.extend<{
  fake: FakeSignIn;
  target(health: RequestListener, rest?: RequestListener): Promise<SmallServer>;
}>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off this pattern.
  fake: async ({}, use) => use(new FakeSignIn()),
  target: async ({ fake, serve }, use) =>
    use((health, rest = (_request, response) => json(response, 400, { error: 'invalid' })) =>
      serve(async (request, response) => {
        if (request.url === '/health') health(request, response);
        else if (!(await fake.answer(request, response))) rest(request, response);
      }),
    ),
});

test('the finding about a port where nothing listens says what to do', async () => {
  const target = targetAt(`http://127.0.0.1:${await unusedPort()}`);
  await expect(preflight(target)).rejects.toThrow(
    /TARGET_UNREACHABLE.*GET http:\/\/127.0.0.1:\d+\/health.*no answer \(refused\).*BASE_URL/,
  );
  expect(await isReachable(target)).toBe(false);
});

test('a test user that was registered on request is a finding that says so', async ({ target, fake }) => {
  const server = await target(healthy);
  fake.refusesLogin = 401;
  const registration = { isWanted: true, dealershipId: 'd', command: './run it' };
  const { findings } = await preflight(targetAt(server.origin), registration);
  expect(findings.find(({ check }) => check === 'sign-in')?.found).toMatch(/was registered before/);
});

test('a web page at /health is not Desk Studio', async ({ target }) => {
  const server = await target((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<p>"healthy"</p>'),
  );
  await expect(preflight(targetAt(server.origin))).rejects.toThrow(
    /TARGET_UNHEALTHY.*Found: 200 text\/html.*is it Desk Studio that answers there/,
  );
});

test('a redirect at the front door is not followed, and the message says where it leads', async ({
  target,
}) => {
  const server = await target((_request, response) =>
    response.writeHead(301, { location: 'https://desk.example.com/health?next=1' }).end(),
  );
  await expect(preflight(targetAt(server.origin))).rejects.toThrow(
    /TARGET_UNHEALTHY.*Found: 301, a redirect to https:\/\/desk\.example\.com\/health\..*try BASE_URL=https:\/\/desk\.example\.com\./,
  );
  expect(server.requests).toEqual(['GET /health']);
});

for (const [what, status, body] of [
  ['503', 503, { status: 'unhealthy' }],
  ['unhealthy with 200', 200, { status: 'unhealthy' }],
] as const) {
  test(`a target that answers ${what} is not healthy, and nobody signs in there`, async ({ target }) => {
    const server = await target((_request, response) => json(response, status, body));
    await expect(preflight(targetAt(server.origin))).rejects.toThrow('TARGET_UNHEALTHY');
    expect(server.requests).toEqual(['GET /health']);
  });
}

test('a sign-in that is refused ends the preflight before anything is probed', async ({ target, fake }) => {
  fake.refusesLogin = 401;
  const server = await target(healthy);
  await expect(preflight(targetAt(server.origin))).rejects.toThrow(/SIGN_IN_FAILED.*TEST_USERNAME/);
  expect(server.requests).toEqual(['GET /health', 'POST /api/v1/auth/login']);
});

test('a healthy target that serves everything is fine in every point, and its offers are the whole catalogue', async ({
  target,
}) => {
  const server = await target(healthy);
  const { findings, offers, rateLimits, session } = await preflight(targetAt(server.origin));
  const reachable = operations.filter(({ outOfReach }) => outOfReach === undefined);
  expect(Object.keys(offers)).toEqual(operations.map(({ id }) => id));
  for (const { id, path } of reachable) expect(offers[id]).toEqual({ kind: 'offered', path });
  expect(findings.map(({ check, kind }) => `${check}: ${kind}`)).toEqual([
    'reachable: fine',
    'healthy: fine',
    'protocol: fine',
    'sign-in: fine',
    reachable.length === operations.length ? 'offered: fine' : 'offered: warning',
    'clock: fine',
  ]);
  expect(rateLimits.enabled).toBe(false);
  expect(session.user.id).toBe('user-1');
});

test('the probes leave no trace: no id that exists, no body that is valid, no session ended', async ({
  target,
}) => {
  const probes: { line: string; body: string; authorization: string | undefined }[] = [];
  const server = await target(healthy, async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    probes.push({
      line: `${request.method} ${request.url}`,
      body,
      authorization: request.headers.authorization,
    });
    json(response, 400, { error: 'invalid' });
  });
  await preflight(targetAt(server.origin));
  for (const { line, body } of probes) {
    expect(line).not.toMatch(/[{}]/);
    expect(['', '{}']).toContain(body);
  }
  const logout = probes.find(({ line }) => line.endsWith('/auth/logout'));
  expect(logout).toBeDefined();
  expect(logout?.authorization).toBeUndefined();
});

test('what the target answers with its web page is broken, and the finding names it', async ({ target }) => {
  const server = await target(healthy, (request, response) => {
    if (request.url?.startsWith('/api/v1/tax'))
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>');
    else json(response, 400, { error: 'invalid' });
  });
  const { offers, findings } = await preflight(targetAt(server.origin));
  expect(offers['tax.calculate']).toMatchObject({ kind: 'broken' });
  const offered = findings.find(({ check }) => check === 'offered');
  expect(offered?.kind).toBe('warning');
  expect(offered?.wayOut).toContain('broken: tax.calculate, tax.batch');
});

test('what the environment declares not offered is not even probed', async ({ target }) => {
  const server = await target(healthy);
  const overrides = { 'tax.*': { offered: false, reason: 'it has no tax service' } } as const;
  const { offers } = await preflight(targetAt(server.origin, { overrides }));
  expect(offers['tax.batch']).toEqual({ kind: 'not offered', reason: 'it has no tax service' });
  expect(server.requests.filter((line) => line.includes('/tax/'))).toEqual([]);
});

test('a path of the environment is the one that is probed and offered', async ({ target }) => {
  const server = await target(healthy);
  const overrides = { 'tax.batch': { path: '/other/tax/batch' } } as const;
  const { offers } = await preflight(targetAt(server.origin, { overrides }));
  expect(offers['tax.batch']).toEqual({ kind: 'offered', path: '/other/tax/batch' });
  expect(server.requests).toContain('POST /other/tax/batch');
});

test('a clock that is minutes off is a warning with the way out', async ({ target }) => {
  const server = await target((_request, response) => {
    response.setHeader('date', new Date(Date.now() - 120_000).toUTCString());
    json(response, 200, { status: 'healthy' });
  });
  const { findings } = await withHeldDate(NOW_MS, () => preflight(targetAt(server.origin)));
  const clock = findings.find(({ check }) => check === 'clock');
  expect(clock).toMatchObject({ kind: 'warning', wayOut: expect.stringContaining('NTP') });
  expect(clock?.found).toMatch(/about 1(19|20)\.\d s behind \(known to half a second\)$/);
});

for (const ofSecondMs of [0, 500, 999])
  test(`a clock that differs by less than its whole seconds can tell is not called behind or ahead (asked at ${ofSecondMs} ms)`, async ({
    target,
  }) => {
    const server = await target((_request, response) => {
      response.setHeader('date', new Date(Date.now()).toUTCString());
      json(response, 200, { status: 'healthy' });
    });
    const atMs = NOW_MS + ofSecondMs;
    const { findings } = await withHeldDate(atMs, () => preflight(targetAt(server.origin)));
    expect(findings.find(({ check }) => check === 'clock')).toMatchObject({
      kind: 'fine',
      found: expect.stringMatching(/clock is within about 1 s of this machine's$/),
    });
  });
