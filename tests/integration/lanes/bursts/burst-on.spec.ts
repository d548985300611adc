import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { burstOn, shapeOn } from '../../../../lanes/bursts/burst-on.ts';
import { colleaguesFor } from '../../../../lanes/bursts/colleagues.ts';
import type { Priority } from '../../../../src/measure/measurer-priority.ts';
import { operationById } from '../../../../src/target/catalogue.ts';
import { burstRun, rateLimits } from '../../../made/burst-run.ts';
import { FakeSignIn } from '../../../made/fake-sign-in.ts';
import { inOwnSession } from '../../../made/in-own-session.ts';
import { mayGoFirst } from '../../../made/may-go-first.ts';
import { expect, json, test } from '../../../made/small-server.ts';

const operation = operationById('deals.list');

test('BURST_ACCOUNTS has the test user and its colleagues send a burst in turn, each within its own limit', async ({
  serve,
}) => {
  const signIn = new FakeSignIn();
  const senders: (string | undefined)[] = [];
  const codings = new Set<unknown>();
  const { origin } = await serve(async (request, response) => {
    if (await signIn.answer(request, response)) return;
    if (request.url?.startsWith('/api/v1/deals') === true) {
      senders.push(request.headers.authorization);
      codings.add(request.headers['accept-encoding']);
    }
    json(response, 200, []);
  });
  const settings = { burstAccounts: 5, burstDurationMs: 1_000 };
  const { run, session } = await burstRun(origin, { rateLimits, settings });
  expect(await colleaguesFor(run, operationById('deals.create'), false)).toEqual([]);
  const others = await colleaguesFor(run, operation, false);
  expect(others).toHaveLength(4);
  const burst = await burstOn(run, operation, session, { isInRound: false, others });
  expect(burst.outcomes).toEqual({ ok: 42 });
  const counts = Map.groupBy(senders, (sender) => sender);
  expect([...counts.values()].map(({ length }) => length).sort()).toEqual([8, 8, 8, 9, 9]);
  expect([...counts.keys()]).toContain(session.authorization);
  expect(codings, 'as a browser on this machine').toEqual(new Set(['gzip, deflate, br, zstd']));
});

test('a limiter that nobody announced and that asks for more than a minute is not waited for, and the pace is that of its time', async ({
  serve,
}) => {
  const signIn = new FakeSignIn();
  let letThrough = 0;
  const { origin } = await serve(async (request, response) => {
    if (await signIn.answer(request, response)) return;
    if (letThrough < 30) {
      letThrough += 1;
      return json(response, 200, []);
    }
    response.setHeader('retry-after', '180');
    json(response, 429, {});
  });
  const unannounced = { ...rateLimits, enabled: false };
  const settings = { burstDurationMs: 1_000 };
  const { run, session } = await burstRun(origin, { rateLimits: unannounced, settings });
  const burst = await burstOn(run, operation, session, { isInRound: false });
  expect(burst.outcomes.ok).toBe(30);
  expect(burst.refused).toMatchObject({ count: burst.outcomes.rate_limited });
  // 30 in three minutes, and half of that.
  expect(shapeOn(run, operation, false).arrivalsPerSecond).toBeCloseTo(5 / 60);
});

test('a burst without colleagues, as in a run that only reads, is paced by the limit of one account', async ({
  serve,
}) => {
  const signIn = new FakeSignIn();
  const { origin } = await serve(async (request, response) => {
    if (!(await signIn.answer(request, response))) json(response, 200, []);
  });
  const settings = { burstAccounts: 5, burstDurationMs: 1_000 };
  const { run, session } = await burstRun(origin, { rateLimits, settings });
  const burst = await burstOn(run, operation, session, { isInRound: false });
  // Half of 1,000 a minute.
  expect(burst.outcomes).toEqual({ ok: 9 });
});

test('a paced burst goes first as far as the system permits it and steps back, and in a round it stays where it is', async ({
  serve,
}) => {
  const signIn = new FakeSignIn();
  const { origin } = await serve(async (request, response) => {
    if (!(await signIn.answer(request, response))) json(response, 200, []);
  });
  const program = fileURLToPath(new URL('../../../made/priorities-of-bursts.ts', import.meta.url));
  const found = await inOwnSession<Record<'before' | 'first' | 'alone' | 'after' | 'inRound', Priority>>([
    program,
    origin,
    test.info().outputPath('run'),
  ]);
  const { before, first, alone, after, inRound } = found;
  if (mayGoFirst()) expect(first).not.toEqual(before);
  expect({ alone, after, inRound }).toEqual({ alone: first, after: before, inRound: before });
});

for (const { what, shown, limits } of [
  { what: 'a paced burst', shown: 'renews its token on its way', limits: rateLimits },
  {
    what: 'a burst that saturates',
    shown: 'ends before its token',
    limits: { ...rateLimits, enabled: false },
  },
])
  test(`${what} that is longer than a token lives ${shown}, and no answer is 401`, async ({ serve }) => {
    const signIn = new FakeSignIn();
    // About to end after 4.8 s. A starved process of a test looks at its tokens late.
    const lifeSeconds = 6;
    const refusedAfterMs = 6_500;
    const givenMs = new Map<string | undefined, number>();
    const { origin } = await serve(async (request, response) => {
      if (await signIn.answer(request, response)) {
        givenMs.set(signIn.authorization, performance.now());
        return;
      }
      const ageMs = performance.now() - (givenMs.get(request.headers.authorization) ?? 0);
      const isOld = request.url?.startsWith('/api/v1/deals') === true && ageMs > refusedAfterMs;
      json(response, isOld ? 401 : 200, []);
    });
    signIn.expiresInSeconds = lifeSeconds;
    const { run, session } = await burstRun(origin, {
      rateLimits: limits,
      settings: { burstDurationMs: 8_000 },
    });
    const { outcomes, endedEarly } = await burstOn(run, operation, session, { isInRound: false });
    expect(Object.keys(outcomes)).toEqual(['ok']);
    // Once before it, as it is longer than the token lives.
    if (limits.enabled) expect(session.renewals).toBeGreaterThan(1);
    else expect(session.renewals).toBe(1);
    if (limits.enabled) expect(endedEarly).toBeUndefined();
    else expect(endedEarly).toContain('its access token was about to end');
  });

/** A target with one account, whose limiter, which nobody announced, lets so many requests through at a time. */
function limited(perWindow: number, usedUp = 0) {
  const signIn = new FakeSignIn();
  const state = { letThrough: usedUp, refused: 0, deals: 0 };
  const codings = new Set<unknown>();
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (await signIn.answer(request, response)) return;
    codings.add(request.headers['accept-encoding']);
    if (state.letThrough >= perWindow) {
      // The next window begins a second after the first refusal.
      if (state.refused === 0) setTimeout(() => Object.assign(state, { letThrough: 0, refused: 0 }), 900);
      state.refused += 1;
      response.setHeader('retry-after', '1');
      return json(response, 429, {});
    }
    state.letThrough += 1;
    state.deals += 1;
    if (request.method === 'DELETE') response.writeHead(204).end();
    else if (request.method === 'POST') json(response, 201, { id: `id-${state.deals}` });
    else json(response, 200, []);
  };
  return { answer, codings };
}

const unannounced = { ...rateLimits, enabled: false };

test('a limiter that was used up before says nothing of its height: the burst waits, and is not paced at one a minute', async ({
  serve,
}) => {
  const target = limited(20, 20);
  const { origin } = await serve(target.answer);
  const settings = { burstDurationMs: 1_000 };
  const { run, session } = await burstRun(origin, { rateLimits: unannounced, settings });
  const burst = await burstOn(run, operation, session, { isInRound: false });
  expect(burst.outcomes.ok).toBe(20);
  expect(target.codings, 'as a browser on this machine').toEqual(new Set(['gzip, deflate, br, zstd']));
  // Half of what it let through in its window.
  expect(shapeOn(run, operation, false).arrivalsPerSecond).toBeCloseTo(10 / 60);
});

test('what a limiter refuses while things are made for a burst that uses them up is waited for before the burst', async ({
  serve,
}) => {
  const { origin } = await serve(limited(30).answer);
  const settings = { burstDurationMs: 2_000 };
  const { run, session } = await burstRun(origin, { rateLimits: unannounced, settings });
  const burst = await burstOn(run, operationById('deals.delete'), session, { isInRound: false });
  expect(burst.outcomes.ok).toBeGreaterThan(0);
  expect(burst.refused).toBeUndefined();
  expect(burst.mode.kind).toBe('paced');
});

test('a burst says when it was sent, which is after the making of what it uses up', async ({ serve }) => {
  const target = limited(Number.POSITIVE_INFINITY);
  const cameAtMs: Record<string, number[]> = {};
  const { origin } = await serve((request, response) => {
    const { method = '', url = '' } = request;
    if (url.startsWith('/api/v1/deals')) cameAtMs[method] = [...(cameAtMs[method] ?? []), Date.now()];
    return target.answer(request, response);
  });
  const { run, session } = await burstRun(origin, {
    rateLimits: unannounced,
    settings: { burstDurationMs: 500 },
  });
  const burst = await burstOn(run, operationById('deals.delete'), session, { isInRound: false });
  const { POST = [], DELETE = [] } = cameAtMs;
  expect([POST.length > 0, DELETE.length]).toEqual([true, burst.outcomes.ok]);
  expect(burst.beganAtMs).toBeGreaterThanOrEqual(Math.max(...POST));
  expect(burst.beganAtMs).toBeLessThanOrEqual(Math.min(...DELETE));
  expect(burst.endedAtMs).toBeGreaterThanOrEqual(Math.max(...DELETE));
  expect(burst.endedAtMs).toBeLessThanOrEqual(Date.now());
});

test('in a round a paced burst on a service that hangs ends five seconds after its last request was due', async ({
  serve,
}) => {
  const signIn = new FakeSignIn();
  const { origin } = await serve(async (request, response) => {
    if (await signIn.answer(request, response)) return;
    if (request.url?.startsWith('/api/v1/deals') !== true) json(response, 200, {});
  });
  const { run, session } = await burstRun(origin, { rateLimits, settings: {} });
  const beganMs = performance.now();
  const burst = await burstOn(run, operation, session, { isInRound: true });
  expect(performance.now() - beganMs).toBeLessThan(12_000);
  const { outcomes, arrivals, waitedMs } = burst;
  expect([outcomes, arrivals?.offered, arrivals?.notSent]).toEqual([{}, 17, 7]);
  // One that this process started late may have waited for it.
  expect(waitedMs.length + (arrivals?.ownLate ?? 0)).toBeGreaterThanOrEqual(17);
});
