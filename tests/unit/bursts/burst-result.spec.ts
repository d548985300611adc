import { expect, test } from '@playwright/test';
import { BurstRecorder } from '../../../src/bursts/burst-result.ts';
import { NO_EVIDENCE } from '../../../src/measure/own-delay.ts';
import { FakeClock } from '../../made/fake-clock.ts';

/** A recorder of a burst of three seconds that began `agoMs` ago. */
function begun(agoMs: number): BurstRecorder {
  const clock = new FakeClock();
  const recorder = new BurstRecorder(3000, clock);
  clock.jump(agoMs);
  return recorder;
}

test('only whole seconds of the planned duration count as seconds', () => {
  expect(begun(2500).finish('it', { kind: 'saturating' }, 1).perSecond).toEqual([0, 0]);
  expect(begun(9000).finish('it', { kind: 'saturating' }, 1).perSecond).toEqual([0, 0, 0]);
});

test('a second counts every answer that came in it, failures included', () => {
  const recorder = begun(2400);
  recorder.record('ok', 1000);
  recorder.record('server_error', undefined);
  expect(recorder.finish('it', { kind: 'saturating' }, 1).outcomes).toEqual({ ok: 1, server_error: 1 });
  const late = begun(1400);
  late.record('ok', 1000);
  expect(late.finish('it', { kind: 'saturating' }, 1).perSecond).toEqual([0]);
});

test('a latency belongs to the tenth of the burst in which it ended, with and without the own delay', () => {
  const recorder = begun(1550);
  for (let answer = 0; answer < 20; answer += 1) recorder.record('ok', 4000, 1000);
  expect(recorder.finish('it', { kind: 'saturating' }, 1).overTime).toMatchObject([
    { atMs: expect.closeTo(1650, 6), p50Ms: 4, p95Ms: 4, p95LeastMs: 3, maxMs: 4 },
  ]);
});

test('a tenth with too few answers for a p95 has none', () => {
  const recorder = begun(1550);
  for (let answer = 0; answer < 19; answer += 1) recorder.record('ok', 4000);
  expect(recorder.finish('it', { kind: 'saturating' }, 1).overTime).toEqual([
    { atMs: expect.closeTo(1650, 6), p50Ms: 4, maxMs: 4 },
  ]);
});

test('an answer after the planned end belongs to the last tenth', () => {
  const recorder = begun(4000);
  recorder.record('ok', 4000);
  expect(recorder.finish('it', { kind: 'paced', arrivalsPerSecond: 1 }, 1).overTime).toMatchObject([
    { atMs: 2850 },
  ]);
});

test('latencies are those of the successes alone', () => {
  const recorder = begun(0);
  recorder.record('wrong_body', 900_000);
  recorder.record('ok', undefined);
  recorder.record('ok', 500);
  const { successes } = recorder.finish('it', { kind: 'saturating' }, 1);
  expect([successes.count, successes.maxUs]).toEqual([1, 500]);
});

test('a latency less the own delay of its moment is kept next to it', () => {
  const recorder = begun(0);
  recorder.record('ok', 9_000, 2_500);
  recorder.record('ok', 4_000);
  recorder.record('server_error', 3_000, 1_000);
  const { successes, least } = recorder.finish('it', { kind: 'saturating' }, 1);
  expect([successes.minUs, successes.maxUs]).toEqual([4_000, 9_000]);
  expect([least.count, least.minUs, least.maxUs]).toEqual([2, 4_000, 6_500]);
});

test('failures that the measurer may have caused are counted apart, by their kind', () => {
  const recorder = begun(0);
  recorder.record('timeout', undefined, NO_EVIDENCE);
  recorder.record('timeout', 36_000_000, 2_000_000);
  recorder.record('reset', undefined, NO_EVIDENCE);
  recorder.record('ok', 9_000, NO_EVIDENCE);
  const { outcomes, ownFailures } = recorder.finish('it', { kind: 'saturating' }, 1);
  expect(outcomes).toEqual({ ok: 1, timeout: 2, reset: 1 });
  expect(ownFailures).toEqual({ timeout: 1, reset: 1 });
});

test('the health is that of the time between the first answer and the end', () => {
  const { health } = begun(2500).finish('it', { kind: 'saturating' }, 1);
  expect(health).toMatchObject({ clockStepMs: expect.any(Number), nice: expect.any(Number) });
  // The fake clock jumped by 2.5 s and this process has used next to nothing of it.
  expect(health.generatorCpu).toBeLessThan(0.5);
});
