import type { RequestListener } from 'node:http';
import { FakeClock } from '../../../made/fake-clock.ts';
import { FakeSignIn } from '../../../made/fake-sign-in.ts';
import { expect, json, type SmallServer, test as withServers } from '../../../made/small-server.ts';
import { listThings, userAt } from '../../../made/user-in-test.ts';

/** Tests with a target that signs in and otherwise answers as the test says. */
const test = withServers.extend<{ target(answer: RequestListener): Promise<SmallServer> }>({
  target: async ({ serve }, use) => {
    const fake = new FakeSignIn();
    return use((answer) =>
      serve(async (request, response) => {
        if (!(await fake.answer(request, response))) answer(request, response);
      }),
    );
  },
});

/** Refuses everything, and asks to wait so many seconds. */
const refusing =
  (seconds: number | undefined): RequestListener =>
  (_request, response) => {
    if (seconds !== undefined) response.setHeader('retry-after', seconds);
    json(response, 429, { error: 'rate_limited' });
  };

for (const [what, seconds, waitsMs, troubleMs] of [
  ['as long as the rate limiter asks for', 30, 30_000, 30_000],
  ['a minute and a bit when it asks for an hour', 3_600, 65_000, 65_000],
  ['a second when it asks for none', undefined, 1_000, 0],
] as const) {
  test(`after a refused preparation the user waits ${what}`, async ({ target }) => {
    const server = await target(refusing(seconds));
    const clock = new FakeClock();
    const offered = new Map([
      [listThings.id, { operation: listThings, path: listThings.path, role: 'preparation' as const }],
    ]);
    const { user } = await userAt(server.origin, server.origin, { clock, offered });
    await clock.during(user.do('things.list'));
    expect(clock.nowMs()).toBeGreaterThanOrEqual(waitsMs);
    expect(clock.nowMs()).toBeLessThanOrEqual(waitsMs + 1_000);
    expect(user.takeTroubleMs()).toBe(troubleMs);
    await user.leave();
  });
}

test('a measured request that was refused makes its user not wait: the load stays as planned', async ({
  target,
}) => {
  const server = await target(refusing(60));
  const { user, outcomes } = await userAt(server.origin, server.origin, { clock: new FakeClock() });
  // The clock stands still: with a wait this would never end.
  for (let request = 0; request < 20; request += 1) await user.do('things.list');
  expect(outcomes()).toEqual({ rate_limited: 20 });
  expect(user.takeTroubleMs()).toBe(0);
  await user.leave();
});

/** A user whose token is over, on a target that renews it when the test says so. */
async function userToRenew({ origin }: SmallServer, clock: FakeClock) {
  const { user, session } = await userAt(origin, origin, { clock });
  const renewal = Promise.withResolvers<void>();
  session.renew = () => renewal.promise;
  Object.defineProperty(session, 'isStale', { get: () => true });
  return { user, renewed: renewal.resolve };
}

const listing: RequestListener = (_request, response) => json(response, 200, []);

test('the time of a renewal counts as time in which the user could not work, also while it goes on', async ({
  target,
}) => {
  const clock = new FakeClock();
  const { user, renewed } = await userToRenew(await target(listing), clock);
  const doing = user.do('things.list');
  await clock.advance(10_000, 500);
  expect(user.takeTroubleMs()).toBe(10_000);
  await clock.advance(20_000, 500);
  renewed();
  expect(await doing).toBe(true);
  expect(user.takeTroubleMs()).toBe(20_000);
  await clock.advance(5_000, 500);
  expect(user.takeTroubleMs()).toBe(0);
  await user.leave();
});

test('a user who is to leave is expected to do no work', async ({ target }) => {
  const clock = new FakeClock();
  const { user, renewed } = await userToRenew(await target(listing), clock);
  const doing = user.do('things.list');
  await clock.advance(3_000, 500);
  user.retire();
  await clock.advance(20_000, 500);
  renewed();
  expect(await doing).toBe(false);
  expect(user.takeTroubleMs()).toBe(3_000);
  await user.leave();
});
