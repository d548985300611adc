import type { RequestListener } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { FakeClock } from '../../../made/fake-clock.ts';
import { FakeSignIn } from '../../../made/fake-sign-in.ts';
import {
  expect,
  json,
  type SmallServer,
  unusedPort,
  test as withServers,
} from '../../../made/small-server.ts';
import { userAt } from '../../../made/user-in-test.ts';

/** Tests with a target that signs in and otherwise answers as the test says. */
const test = withServers.extend<{ fake: FakeSignIn; target(answer: RequestListener): Promise<SmallServer> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off this pattern.
  fake: async ({}, use) => use(new FakeSignIn()),
  target: async ({ fake, serve }, use) =>
    use((answer) =>
      serve(async (request, response) => {
        if (!(await fake.answer(request, response))) answer(request, response);
      }),
    ),
});

const working: RequestListener = (request, response) =>
  json(response, request.method === 'POST' ? 201 : 200, { id: 'thing-7' });

test('a success is recorded, and what it teaches feeds the next request', async ({ target }) => {
  const server = await target(working);
  const { user, created, successes, outcomes, failures } = await userAt(server.origin);
  expect(await user.do('things.create')).toBe(true);
  expect(await user.do('things.get')).toBe(true);
  expect(server.requests.slice(1)).toEqual(['POST /things', 'GET /things/thing-7']);
  expect(created).toEqual(['things.create thing-7 dealership-1']);
  expect([successes(), outcomes(), failures]).toEqual([2, { ok: 2 }, []]);
  await user.leave();
});

test('a step that needs what is not known is left out, and nothing is sent or counted', async ({
  target,
}) => {
  const server = await target(working);
  const { user, outcomes, recorder } = await userAt(server.origin);
  expect(await user.do('things.get')).toBe(false);
  expect([server.requests.length, outcomes(), recorder.totals().sent]).toEqual([1, {}, 0]);
  await user.leave();
});

test('an operation that is not offered is left out', async ({ target }) => {
  const { user, recorder } = await userAt((await target(working)).origin);
  expect(await user.do('tax.batch')).toBe(false);
  expect(recorder.totals().sent).toBe(0);
  await user.leave();
});

test('a fast web page with status 200 is a failure, and teaches nothing', async ({ target }) => {
  const server = await target((_request, response) =>
    response.writeHead(201, { 'content-type': 'text/html' }).end('<html></html>'),
  );
  const { user, outcomes, created } = await userAt(server.origin);
  expect(await user.do('things.create')).toBe(false);
  expect([outcomes(), created, user.context.known]).toEqual([{ wrong_body: 1 }, [], {}]);
  await user.leave();
});

test('a 401 counts as an error and renews the session for the next request', async ({ target, fake }) => {
  const server = await target((request, response) => {
    if (request.headers.authorization === 'Bearer access-1') json(response, 401, { error: 'Invalid token' });
    else json(response, 200, []);
  });
  const { user, outcomes } = await userAt(server.origin);
  expect(await user.do('things.list')).toBe(false);
  expect(await user.do('things.list')).toBe(true);
  expect(outcomes()).toEqual({ client_error: 1, ok: 1 });
  expect(fake.bodies.at(-1)).toEqual({ refresh_token: 'refresh-1' });
  await user.leave();
});

test('a token about to end is renewed before the request, so none leaves with it', async ({
  target,
  fake,
}) => {
  const tokens: unknown[] = [];
  fake.expiresInSeconds = 0.001;
  const server = await target((request, response) => {
    tokens.push(request.headers.authorization);
    json(response, 200, []);
  });
  const { user } = await userAt(server.origin);
  await sleep(5);
  fake.expiresInSeconds = 900;
  for (let request = 0; request < 2; request += 1) await user.do('things.list');
  expect(tokens).toEqual(['Bearer access-2', 'Bearer access-2']);
  await user.leave();
});

test('each request carries its own trace id, and the slowest are kept with theirs', async ({ target }) => {
  const parents: string[] = [];
  // Only the test moves it, so no latency has what a busy machine adds.
  const clock = new FakeClock();
  let delayMs = 0;
  const server = await target((request, response) => {
    parents.push(String(request.headers.traceparent));
    response.setHeader('server-timing', 'total;dur=30');
    clock.jump(delayMs);
    json(response, 200, []);
  });
  const { user, exemplars } = await userAt(server.origin, server.origin, { clock });
  for (delayMs of [5, 1, 2, 40, 3]) await user.do('things.list');
  const kept = exemplars.all();
  expect(kept.map(({ latencyMs }) => latencyMs)).toEqual([40, 5, 3]);
  for (const [rank, request] of [3, 0, 4].entries())
    expect(parents[request]).toContain(`-${kept[rank]?.traceId}-`);
  expect(new Set(parents).size).toBe(5);
  expect(kept[0]).toMatchObject({
    operationId: 'things.list',
    status: 200,
    atMs: 1234,
    serverTiming: 'total;dur=30',
  });
  await user.leave();
});

test('after a refused connection the user backs off, and does longer each time', async ({ target }) => {
  const { origin } = await target(working);
  const clock = new FakeClock();
  const refusing = `http://127.0.0.1:${await unusedPort()}`;
  const { user, outcomes, failures } = await userAt(origin, refusing, { clock });
  // 100, 200 and 400 ms, each from half to one and a half of it.
  for (const [leastMs, mostMs] of [
    [50, 150],
    [100, 300],
    [200, 600],
  ] as const) {
    const fromMs = clock.nowMs();
    const failed = failures.length;
    const doing = user.do('things.list');
    await expect.poll(() => failures.length, { intervals: [5] }).toBe(failed + 1);
    await clock.during(doing, 1);
    expect(clock.nowMs() - fromMs).toBeGreaterThanOrEqual(leastMs - 1);
    expect(clock.nowMs() - fromMs).toBeLessThanOrEqual(mostMs + 1);
  }
  expect(outcomes()).toEqual({ refused: 3 });
  expect(failures[0]).toMatchObject({ outcome: 'refused', status: 0, latencyMs: undefined });
  await user.leave();
});

test('a failed answer does not make the user back off', async ({ target }) => {
  const server = await target((_request, response) => json(response, 500, { error: 'no' }));
  const { user, outcomes } = await userAt(server.origin, server.origin, { clock: new FakeClock() });
  // The clock stands still: with the back-off of a failed connection this would never end.
  for (let request = 0; request < 20; request += 1) await user.do('things.list');
  expect(outcomes()).toEqual({ server_error: 20 });
  await user.leave();
});

test('the report of a failed request contains no secret', async ({ target }) => {
  const server = await target((_request, response) => json(response, 500, { error: 'no' }));
  const { user, failures } = await userAt(server.origin);
  await user.do('things.create');
  expect(failures).toHaveLength(1);
  expect(Object.keys(failures[0] ?? {}).sort()).toEqual(
    ['latencyMs', 'method', 'operationId', 'outcome', 'path', 'status', 'traceId'].sort(),
  );
  for (const text of [JSON.stringify(failures), inspect(failures, { depth: 9 })])
    for (const secret of ['access-1', 'refresh-1', 'LoadTest123!', 'Bearer'])
      expect(text).not.toContain(secret);
  await user.leave();
});
