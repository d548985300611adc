import { setTimeout as sleep } from 'node:timers/promises';
import { FakeClock } from '../../../made/fake-clock.ts';
import { FakeSignIn } from '../../../made/fake-sign-in.ts';
import { expect, json, type SmallServer, test as withServers } from '../../../made/small-server.ts';
import { userAt } from '../../../made/user-in-test.ts';

/** Tests with a target that signs in, and answers everything else only when told to. */
const test = withServers.extend<{ fake: FakeSignIn; hung: SmallServer & { goOn(): void } }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off this pattern.
  fake: async ({}, use) => use(new FakeSignIn()),
  hung: async ({ fake, serve }, use) => {
    const waiting: (() => void)[] = [];
    const server = await serve(async (request, response) => {
      if (!(await fake.answer(request, response))) waiting.push(() => json(response, 200, []));
    });
    await use(
      Object.assign(server, {
        goOn: () => {
          for (const answer of waiting) answer();
        },
      }),
    );
  },
});

/** Until the target has this many requests: they are under way then. */
async function requestsAt(server: SmallServer, count: number): Promise<void> {
  await expect.poll(() => server.requests.length, { intervals: [5] }).toBe(count);
}

test('a request under way when its user leaves is unfinished, and counted once', async ({ hung }) => {
  const { user, outcomes, recorder, failures } = await userAt(hung.origin);
  const doing = user.do('things.list');
  await requestsAt(hung, 2);
  await user.leave();
  expect(await doing).toBe(false);
  expect([recorder.totals().sent, outcomes(), failures]).toEqual([1, { unfinished: 1 }, []]);
});

test('a request that is unfinished has waited since its first byte was written', async ({ hung }) => {
  const clock = new FakeClock();
  const { user, recorder } = await userAt(hung.origin, hung.origin, { clock });
  const doing = user.do('things.list');
  await requestsAt(hung, 2);
  clock.jump(60_000);
  await user.leave();
  await doing;
  const { waitedMs, failures } = recorder.takeSlice()['things.list'] ?? {};
  expect(waitedMs).toEqual([60_000]);
  expect(failures).toBeUndefined();
});

for (const [what, ownDelayMs, waitedMs] of [
  ['has waited for so much less as the generator was late', 2_000, [58_000]],
  ['shows nothing when the generator may have caused all of its waiting', 60_000, undefined],
] as const)
  test(`a request that is unfinished ${what}`, async ({ hung }) => {
    const clock = new FakeClock();
    const { user, recorder } = await userAt(hung.origin, hung.origin, { clock });
    const doing = user.do('things.list');
    await requestsAt(hung, 2);
    clock.jump(60_000);
    await user.leave(ownDelayMs);
    await doing;
    const left = recorder.takeSlice()['things.list'];
    expect([left?.outcomes, left?.waitedMs]).toEqual([{ unfinished: 1 }, waitedMs]);
  });

test('a user that leaves between requests leaves nothing unfinished', async ({ hung }) => {
  const { user, outcomes } = await userAt(hung.origin);
  await user.leave();
  await user.leave();
  expect(outcomes()).toEqual({});
});

test('a retired user finishes the request under way and sends no other', async ({ hung }) => {
  const { user, outcomes } = await userAt(hung.origin);
  const doing = user.do('things.list');
  await requestsAt(hung, 2);
  user.retire();
  hung.goOn();
  expect(await doing).toBe(true);
  expect(await user.do('things.list')).toBe(false);
  expect([hung.requests.length, outcomes()]).toEqual([2, { ok: 1 }]);
  await user.leave();
});

test('a user that was retired while its token was renewed sends nothing any more', async ({ hung, fake }) => {
  fake.expiresInSeconds = 0.001;
  const { user, recorder } = await userAt(hung.origin);
  await sleep(5);
  const doing = user.do('things.list');
  user.retire();
  expect(await doing).toBe(false);
  expect(hung.requests).toEqual(['POST /api/v1/auth/login', 'POST /api/v1/auth/refresh']);
  expect(recorder.totals().sent).toBe(0);
  await user.leave();
});

test('a retired user stops thinking at once', async ({ hung }) => {
  const clock = new FakeClock();
  const { user } = await userAt(hung.origin, hung.origin, { clock });
  const thinking = user.think(60_000);
  await clock.advance(10);
  user.retire();
  await thinking;
  await user.think(60_000);
  expect(clock.nowMs()).toBe(10);
  await user.leave();
});
