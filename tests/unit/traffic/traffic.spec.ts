import { figuresByOperation, figuresOverall } from '../../../src/measure/operation-figures.ts';
import { readSlices } from '../../../src/measure/slice-file.ts';
import { operations } from '../../../src/target/catalogue.ts';
import { signInAccounts } from '../../../src/target/session/account-pool.ts';
import type { Stage } from '../../../src/traffic/plan/stages.ts';
import { runTraffic, type TrafficResult } from '../../../src/traffic/traffic.ts';
import type { Progress } from '../../../src/traffic/watch/progress.ts';
import { FakeDeskStudio, type Received } from '../../made/fake-desk-studio.ts';
import { expect, test as withServers } from '../../made/small-server.ts';
import { targetAt } from '../../made/test-target.ts';

interface Ran {
  readonly received: readonly Received[];
  readonly slicesPath: string;
  readonly result: TrafficResult;
  readonly progress: readonly Progress[];
  readonly created: readonly string[];
  readonly gone: readonly string[];
  readonly failures: readonly string[];
  readonly tookMs: number;
}

/** Tests that put a traffic of these stages on a target that serves everything, for real and in real time. */
const test = withServers.extend<{
  run(stages: readonly Stage[], options?: { diesAfterMs?: number }): Promise<Ran>;
}>({
  run: async ({ serve }, use) => {
    await use(async (stages, { diesAfterMs } = {}) => {
      const fake = new FakeDeskStudio();
      let isDead = false;
      const { origin } = await serve((request, response) => {
        if (isDead) request.socket.resetAndDestroy();
        else void fake.answer(request, response);
      });
      const target = targetAt(origin);
      const { sessions } = await signInAccounts({
        target,
        count: 4,
        dealershipId: () => 'd',
        onSignedIn: () => undefined,
      });
      const slicesPath = withServers.info().outputPath('slices.jsonl');
      const [progress, created, gone, failures]: [Progress[], string[], string[], string[]] = [
        [],
        [],
        [],
        [],
      ];
      const abort = new AbortController();
      const startedMs = performance.now();
      if (diesAfterMs !== undefined)
        setTimeout(() => {
          isDead = true;
        }, diesAfterMs);
      const result = await runTraffic({
        target,
        stages,
        offered: new Map(
          operations
            .filter(({ outOfReach }) => outOfReach === undefined)
            .map((operation) => [operation.id, { operation, path: operation.path }]),
        ),
        sessions,
        dealershipId: '9d1c2b3a-4f5e-5a6b-8c7d-0e1f2a3b4c5d',
        runTag: 'rtest',
        slicesPath,
        created: ({ id: operation }, id) => created.push(`${operation} ${id}`),
        onFailure: ({ outcome }) => failures.push(outcome),
        onProgress: (now) => progress.push(now),
        onGone: (reason) => {
          gone.push(reason);
          abort.abort();
        },
        onTrouble: (error) => failures.push(String(error)),
        signal: abort.signal,
      });
      const tookMs = performance.now() - startedMs;
      return { received: fake.received, slicesPath, result, progress, created, gone, failures, tookMs };
    });
  },
});

// Real seconds: side by side they take half as many.
test.describe.configure({ mode: 'parallel' });

test('every request of a traffic is on disk when it ends, and nothing else is', async ({ run }) => {
  const { received, slicesPath, progress, created, gone, failures, result, tookMs } = await run([
    { durationSeconds: 0, targetVus: 6 },
    { durationSeconds: 2.5, targetVus: 6 },
  ]);
  const slices = readSlices(slicesPath);
  const overall = figuresOverall(slices);
  // One that was under way at the end may or may not have reached the target.
  expect(overall.sent - overall.unfinished).toBeLessThanOrEqual(received.length);
  expect(overall.sent).toBeGreaterThanOrEqual(received.length);
  expect(overall.ok).toBeGreaterThan(10);
  expect([overall.failed, failures, gone]).toEqual([0, [], []]);
  const makers = new Set(operations.filter(({ creates }) => creates !== undefined).map(({ id }) => id));
  const made = [...figuresByOperation(slices)].filter(([id]) => makers.has(id));
  expect(created).toHaveLength(made.reduce((sum, [, { ok }]) => sum + ok, 0));
  expect(progress.length).toBeGreaterThanOrEqual(2);
  expect(progress[0]).toMatchObject({ vus: 6, durationMs: 2500, failedShare: 0 });
  expect(result.exemplars.length).toBeGreaterThan(0);
  // The stages, and no more than the last request and the visitor's farewell.
  expect(tookMs).toBeGreaterThanOrEqual(2500);
  expect(tookMs).toBeLessThan(4500);
});

test('users that come after others have left make things of their own', async ({ run }) => {
  const wave: Stage[] = [
    { durationSeconds: 0, targetVus: 12 },
    { durationSeconds: 2.5, targetVus: 12 },
    { durationSeconds: 0, targetVus: 0 },
    { durationSeconds: 0.3, targetVus: 0 },
  ];
  const { received } = await run([...wave, ...wave]);
  const emails = received
    .filter(({ operationId }) => operationId === 'customers.create')
    .map(({ body }) => String(Reflect.get(Object(body), 'email')));
  expect(emails.length).toBeGreaterThan(4);
  expect(new Set(emails).size).toBe(emails.length);
});

test('a target that dies is noticed within seconds, and what was measured until then is on disk', async ({
  run,
}) => {
  const { gone, tookMs, slicesPath, received } = await run(
    [
      { durationSeconds: 0, targetVus: 6 },
      { durationSeconds: 60, targetVus: 6 },
    ],
    { diesAfterMs: 800 },
  );
  expect(gone[0]).toContain('the target is gone');
  // Four seconds of silence make it gone, looked at once a second.
  expect(tookMs).toBeLessThan(9000);
  const { ok, outcomes } = figuresOverall(readSlices(slicesPath));
  expect(ok).toBeGreaterThan(0);
  expect(ok).toBeLessThanOrEqual(received.length);
  expect(outcomes.reset).toBeGreaterThanOrEqual(5);
});
