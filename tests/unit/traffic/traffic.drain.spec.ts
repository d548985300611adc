import type { RequestListener } from 'node:http';
import { figuresOverall } from '../../../src/measure/operation-figures.ts';
import { FakeClock } from '../../made/fake-clock.ts';
import { FakeDeskStudio } from '../../made/fake-desk-studio.ts';
import { offeredAll, ranTraffic } from '../../made/ran-traffic.ts';
import { expect, type SmallServer, test } from '../../made/small-server.ts';
import { targetAt } from '../../made/test-target.ts';

const END_MS = 3_000;

/**
 * A traffic whose last replies come after its end, when users finish the request under way. Right after they were sent this process,
 * which reads them, is busy for so long.
 */
async function busyAfterTheEnd(busyMs: number, serve: (answer: RequestListener) => Promise<SmallServer>) {
  const [fake, clock] = [new FakeDeskStudio(), new FakeClock()];
  const { origin } = await serve((request, response) => {
    const atMs = clock.nowMs();
    if (atMs < END_MS - 500) void fake.answer(request, response);
    else clock.after(END_MS + 300 - atMs, () => void fake.answer(request, response));
  });
  clock.after(END_MS + 300, () => clock.jump(busyMs));
  const { slices } = await ranTraffic(targetAt(origin), {
    seconds: END_MS / 1000,
    users: 10,
    clock,
    offered: offeredAll(({ service }) => service !== 'auth'),
  });
  return slices;
}

test('a reply that comes after the end, and is read late, has its own delay in the bound', async ({
  serve,
}) => {
  const slices = await busyAfterTheEnd(1_500, serve);
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
  // Until the answers are read the time to end requests is up.
  const { ok, unfinished, failed } = figuresOverall(await busyAfterTheEnd(4_000, serve));
  expect([ok > 0, unfinished, failed]).toEqual([true, 0, 0]);
});
