import { sum } from '../../../src/base/statistics/averages.ts';
import { figuresByOperation, figuresOverall } from '../../../src/measure/operation-figures.ts';
import { operations } from '../../../src/target/catalogue.ts';
import type { Target } from '../../../src/target/environments/target.ts';
import type { Stage } from '../../../src/traffic/plan/stages.ts';
import { FakeClock } from '../../made/fake-clock.ts';
import { FakeDeskStudio } from '../../made/fake-desk-studio.ts';
import { offeredAll, ranTraffic } from '../../made/ran-traffic.ts';
import { expect, test as withServers } from '../../made/small-server.ts';
import { targetAt } from '../../made/test-target.ts';

/** A target that serves everything until it dies, or refuses tokens. */
interface Served {
  readonly target: Target;
  readonly fake: FakeDeskStudio;
  isDead: boolean;
  refusesRenewals: boolean;
}

const test = withServers.extend<{ served: Served }>({
  served: async ({ serve }, use) => {
    const fake = new FakeDeskStudio();
    const { origin } = await serve((request, response) => {
      const isRenewal = request.url === '/api/v1/auth/refresh' && request.headers.traceparent === undefined;
      if (served.isDead) request.socket.resetAndDestroy();
      else if (served.refusesRenewals && isRenewal) response.writeHead(503).end();
      else void fake.answer(request, response);
    });
    const served: Served = { target: targetAt(origin), fake, isDead: false, refusesRenewals: false };
    await use(served);
  },
});

test('every request of a traffic is on disk when it ends, and nothing else is', async ({ served }) => {
  const { target, fake } = served;
  const { slices, progress, created, gone, failures, troubles, exemplars, tookMs } = await ranTraffic(
    target,
    { seconds: 2.5, users: 6 },
  );
  const overall = figuresOverall(slices);
  // One that was under way at the end may or may not have reached the target.
  expect(overall.sent - overall.unfinished).toBeLessThanOrEqual(fake.received.length);
  expect(overall.sent).toBeGreaterThanOrEqual(fake.received.length);
  expect(sum(slices.map(({ begun = Number.NaN }) => begun)), 'counted when they were sent').toBe(
    overall.sent,
  );
  expect(overall.ok).toBeGreaterThan(10);
  expect([overall.failed, failures, gone, troubles]).toEqual([0, [], [], []]);
  const makers = new Set(operations.filter(({ creates }) => creates !== undefined).map(({ id }) => id));
  const made = [...figuresByOperation(slices)].filter(([id]) => makers.has(id));
  expect(created).toHaveLength(sum(made.map(([, { ok }]) => ok)));
  expect(progress.length).toBeGreaterThanOrEqual(2);
  expect(progress[0]).toMatchObject({ vus: 6, durationMs: 2500, failedShare: 0 });
  expect(exemplars).toBeGreaterThan(0);
  // The stages, and no more than the last request and the visitor's farewell.
  expect(tookMs).toBeGreaterThanOrEqual(2500);
  expect(tookMs).toBeLessThan(4500);
});

test('the same seed gives each user the same choices, another seed gives others', async ({ served }) => {
  /** What a single user asks for, in its order, without what the auth visitor does. */
  const choices = async (seed?: number) => {
    const before = served.fake.received.length;
    await ranTraffic(served.target, { seconds: 8, users: 1, ...(seed !== undefined && { seed }) });
    const ids = served.fake.received.slice(before).map(({ operationId }) => operationId);
    return ids.filter((id) => !id.startsWith('auth.')).slice(0, 12);
  };
  const first = await choices(7);
  expect(first).toHaveLength(12);
  expect(await choices(7)).toEqual(first);
  expect(await choices(8)).not.toEqual(first);
  expect(await choices()).toEqual(await choices(1));
});

test('users that come after others have left make things that nobody made before', async ({ served }) => {
  const wave: Stage[] = [
    { durationSeconds: 0, targetVus: 12 },
    { durationSeconds: 2.5, targetVus: 12 },
    { durationSeconds: 0, targetVus: 0 },
    { durationSeconds: 0.3, targetVus: 0 },
  ];
  await ranTraffic(served.target, { seconds: 5.6, stages: [...wave, ...wave] });
  const emails = served.fake.received
    .filter(({ operationId }) => operationId === 'customers.create')
    .map(({ body }) => String(Reflect.get(Object(body), 'email')));
  expect(emails.length).toBeGreaterThan(4);
  expect(new Set(emails).size).toBe(emails.length);
});

test('a target that dies is noticed within seconds, and what was measured until then is on disk', async ({
  served,
}) => {
  const clock = new FakeClock();
  clock.after(800, () => {
    served.isDead = true;
  });
  const { gone, tookMs, slices } = await ranTraffic(served.target, { seconds: 60, users: 6, clock });
  expect(gone[0]).toContain('the target is gone');
  // Four seconds of silence mean that it is gone, which is looked at once a second.
  expect(tookMs).toBeLessThan(9000);
  const { ok, outcomes } = figuresOverall(slices);
  expect(ok).toBeGreaterThan(0);
  expect(ok).toBeLessThanOrEqual(served.fake.received.length);
  expect(outcomes.reset).toBeGreaterThanOrEqual(5);
});

test('a target that is back before the patience of its scenario ends is measured to the end', async ({
  served,
}) => {
  const clock = new FakeClock();
  clock.after(800, () => {
    served.isDead = true;
  });
  clock.after(6_800, () => {
    served.isDead = false;
  });
  const { gone, slices, tookMs } = await ranTraffic(served.target, {
    seconds: 20,
    users: 6,
    clock,
    goneAfterMs: 15_000,
  });
  expect(gone).toEqual([]);
  expect(tookMs).toBeGreaterThanOrEqual(20_000);
  const [during, afterwards] = slices.map((slice) => figuresOverall([slice]));
  expect(during?.outcomes.reset).toBeGreaterThanOrEqual(5);
  expect(afterwards?.ok).toBeGreaterThan(10);
  expect(afterwards?.failed).toBe(0);
});

test('the auth visitor goes on after a failed renewal, and the trouble is reported', async ({ served }) => {
  served.refusesRenewals = true;
  const { slices, troubles } = await ranTraffic(served.target, { seconds: 45 });
  // Each fourth visit logs out and asks for new tokens in vain; a visit begins every five seconds.
  expect(troubles).toHaveLength(2);
  expect(troubles[0]).toContain('SIGN_IN_FAILED');
  const visits = figuresByOperation(slices).get('auth.login')?.ok;
  expect(visits).toBeGreaterThanOrEqual(8);
  expect(visits).toBeLessThanOrEqual(10);
});

test('only think times are in the think lag: no rest, no pause and nothing of the auth visitor', async ({
  served,
}) => {
  const lagsOf = async (wanted: Parameters<typeof ranTraffic>[1]) => {
    const { slices } = await ranTraffic(served.target, wanted);
    return slices.reduce((sum, { startLag }) => sum + (startLag?.count ?? 0), 0);
  };
  // Nobody but the visitor has anything to do: the user rests again and again.
  expect(await lagsOf({ seconds: 12, offered: offeredAll(({ id }) => id === 'auth.login') })).toBe(0);
  const before = served.fake.received.length;
  const lags = await lagsOf({ seconds: 12, offered: offeredAll(({ service }) => service !== 'auth') });
  const sent = served.fake.received.length - before;
  // A think time follows each request, but for the last one.
  expect(lags).toBeGreaterThan(10);
  expect(lags).toBeGreaterThanOrEqual(sent - 2);
  expect(lags).toBeLessThanOrEqual(sent);
});
