import { figuresOverall } from '../../../src/measure/operation-figures.ts';
import { FakeClock } from '../../made/fake-clock.ts';
import { FakeDeskStudio } from '../../made/fake-desk-studio.ts';
import { offeredAll, ranTraffic } from '../../made/ran-traffic.ts';
import { expect, test } from '../../made/small-server.ts';
import { targetAt } from '../../made/test-target.ts';

const END_MS = 3_000;

test('a reply that comes after the end, and is read late, has its own delay in the bound', async ({
  serve,
}) => {
  const [fake, clock] = [new FakeDeskStudio(), new FakeClock()];
  const { origin } = await serve((request, response) => {
    const atMs = clock.nowMs();
    // Users end their last request when the traffic is over: here it is answered then.
    if (atMs < END_MS - 500) void fake.answer(request, response);
    else clock.after(END_MS + 300 - atMs, () => void fake.answer(request, response));
  });
  // Right after the replies were sent this process, which reads them, is busy.
  clock.after(END_MS + 300, () => clock.jump(1_500));
  const { slices } = await ranTraffic(targetAt(origin), {
    seconds: END_MS / 1000,
    users: 10,
    clock,
    offered: offeredAll(({ service }) => service !== 'auth'),
  });
  const { successes, least } = figuresOverall(slices);
  const [mostMs, leastMs] = [(successes.maxUs ?? 0) / 1000, (least.maxUs ?? 0) / 1000];
  expect(mostMs).toBeGreaterThan(1_800);
  expect(leastMs).toBeLessThan(mostMs - 1_000);
  // The drain is no time of users: they send nothing in it.
  const userMs = slices.reduce((sum, { userTime }) => sum + (userTime?.totalMs ?? 0), 0);
  expect(userMs).toBeGreaterThan(10 * (END_MS - 200));
  expect(userMs).toBeLessThanOrEqual(10 * (END_MS + 100));
});

test('an answer that came while this process stood still at the end is read, and not cut off', async ({
  serve,
}) => {
  const [fake, clock] = [new FakeDeskStudio(), new FakeClock()];
  const { origin } = await serve((request, response) => {
    const atMs = clock.nowMs();
    if (atMs < END_MS - 500) void fake.answer(request, response);
    else clock.after(END_MS + 300 - atMs, () => void fake.answer(request, response));
  });
  // The answers are sent, and until they are read the time to end requests is up.
  clock.after(END_MS + 300, () => clock.jump(4_000));
  const { slices } = await ranTraffic(targetAt(origin), {
    seconds: END_MS / 1000,
    users: 10,
    clock,
    offered: offeredAll(({ service }) => service !== 'auth'),
  });
  const { ok, unfinished, failed } = figuresOverall(slices);
  expect([ok > 0, unfinished, failed]).toEqual([true, 0, 0]);
});
