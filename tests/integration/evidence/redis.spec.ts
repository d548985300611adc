import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { realClock } from '../../../src/base/clock.ts';
import { EvidenceSession } from '../../../src/evidence/evidence-session.ts';
import { redisCollector } from '../../../src/evidence/redis.ts';
import { FakeClock } from '../../made/fake-clock.ts';
import { bulk, expect, test } from '../../made/fake-redis.ts';

/** What the end of a run gets of a source, and for how long it waits. */
async function endOf(session: EvidenceSession) {
  const beforeMs = performance.now();
  await session.end();
  const record = await session.record();
  return { source: record?.sources[0], tookMs: performance.now() - beforeMs };
}

test('a Redis that accepts and never answers costs one line, and the end of a run does not wait for it', async ({
  redis,
}) => {
  const asked: string[] = [];
  const place = await redis(([name = '']) => {
    asked.push(name);
    return undefined;
  });
  const session = new EvidenceSession([redisCollector(`redis://:a-word@${place}`)], realClock);
  await expect.poll(() => asked.length).toBeGreaterThan(0);
  const { source, tookMs } = await endOf(session);
  expect(tookMs).toBeLessThan(500);
  expect(source).toEqual({
    source: 'redis',
    place,
    problems: ["it had not answered when the run's traffic ended"],
  });
});

test('a Redis that never answers is given up within its time limit, with one line', async ({ redis }) => {
  for (const account of ['', ':a-word@']) {
    const place = await redis(() => undefined);
    const hanging = redisCollector(`redis://${account}${place}`);
    let failed: Promise<unknown> | undefined;
    const start = (ending?: AbortSignal) => {
      const started = hanging.start(ending);
      failed = started.catch((error: unknown) => error);
      return started;
    };
    const session = new EvidenceSession([{ ...hanging, start }], realClock);
    // However long a busy machine takes to load the package: the session itself would say that there was no answer within 10 s.
    expect(String(await failed)).toMatch(/timed out/i);
    await nextTurn();
    const { source, tookMs } = await endOf(session);
    expect(tookMs).toBeLessThan(500);
    expect(source).toEqual({ source: 'redis', place, problems: [expect.stringMatching(/timed out/i)] });
  }
});

test('a Redis that hangs in the middle of a run costs one line and less than a second of its end', async ({
  redis,
}) => {
  let isHanging = false;
  const place = await redis(([name = '']) => {
    if (isHanging) return undefined;
    return /info/i.test(name) ? bulk('connected_clients:1\r\nused_memory:1') : '*0\r\n';
  });
  const collector = redisCollector(`redis://${place}`);
  const up = Promise.withResolvers<void>();
  const start = async () => {
    const watch = await collector.start();
    up.resolve();
    return watch;
  };
  // The limit is 0.9 s: on the machine's clock, 0.1 s of other work would look like a longer wait.
  const clock = new FakeClock();
  const session = new EvidenceSession([{ ...collector, start }], clock);
  await up.promise;
  await sleep(50);
  isHanging = true;
  const beforeMs = clock.nowMs();
  const record = await clock.during(session.end().then(() => session.record()));
  expect(clock.nowMs() - beforeMs).toBeLessThan(1_000);
  expect(record?.sources[0]).toEqual({
    source: 'redis',
    place,
    problems: ['it did not answer within 0.9 s'],
  });
});
