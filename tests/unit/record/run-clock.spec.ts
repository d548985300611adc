import { expect, test } from '@playwright/test';
import { machineMs } from '../../../src/base/clock.ts';
import { RunClock } from '../../../src/record/run-clock.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';
import { FakeClock } from '../../made/fake-clock.ts';

/** The clock of one run as two lanes see it. */
function twoLanes(): [RunClock, RunClock] {
  const folder = new RunFolder(test.info().outputPath('run'));
  return [new RunClock(folder), new RunClock(folder)];
}

/** The same, in a time that the test moves. */
function twoLanesInTime() {
  const folder = new RunFolder(test.info().outputPath('run'));
  const time = new FakeClock();
  const set = { byMs: 0 };
  const wall = {
    clock: time,
    epochMs: () => 1_764_000_000_000 + time.nowMs() + set.byMs,
    machineMs: () => 77_000 + time.nowMs(),
  };
  const end = new AbortController();
  return {
    time,
    set,
    end,
    traffic: new RunClock(folder, undefined, wall),
    journey: new RunClock(folder, end.signal, wall),
  };
}

test('before the traffic began the clock shows nothing', () => {
  const [traffic, journey] = twoLanes();
  expect([traffic.elapsedMs(), journey.elapsedMs()]).toEqual([undefined, undefined]);
});

test('two lanes read the same time', () => {
  const [traffic, journey] = twoLanes();
  traffic.start(Date.now() - 5000);
  const beforeMs = machineMs();
  const [first = 0, second = 0] = [traffic.elapsedMs(), journey.elapsedMs()];
  const tookMs = machineMs() - beforeMs;
  expect(first).toBeGreaterThanOrEqual(5000);
  // The second one reads a file in between; the two share one zero, so this is all that may differ.
  expect(second).toBeGreaterThanOrEqual(first);
  expect(second - first).toBeLessThanOrEqual(tookMs);
});

test('a lane that waits for a moment that has passed goes on at once and knows how late it is', async () => {
  const [traffic, journey] = twoLanes();
  traffic.start(Date.now() - 60_000);
  const waited = await journey.waitFor(59_000);
  expect(waited).toHaveProperty('lateMs');
  expect('lateMs' in waited ? waited.lateMs : 0).toBeGreaterThanOrEqual(1000);
});

test('a lane never goes on before its moment', async () => {
  const { time, traffic, journey } = twoLanesInTime();
  traffic.start();
  const waiting = journey.waitFor(120_000);
  expect(await time.during(waiting, 7)).toEqual({ lateMs: expect.any(Number) });
  const { lateMs = 0 } = (await waiting) as { lateMs?: number };
  expect(traffic.elapsedMs()).toBeGreaterThanOrEqual(120_000);
  expect(lateMs).toBeLessThan(7);
});

test('a lane looks twice a second long before its moment, since each look costs the target its core', async () => {
  const { time, traffic, journey } = twoLanesInTime();
  traffic.start();
  let looks = 0;
  const { after } = time;
  time.after = (...wait) => {
    looks += 1;
    return after.apply(time, wait);
  };
  expect(await time.during(journey.waitFor(120_000), 50)).toHaveProperty('lateMs');
  expect(looks).toBeLessThan(2 * 120 + 40);
  expect(looks).toBeGreaterThan(120);
});

test('setting the clock moves no round', async () => {
  const { time, set, traffic, journey } = twoLanesInTime();
  traffic.start();
  const waiting = journey.waitFor(120_000);
  await time.advance(60_000, 1_000);
  set.byMs = 3_600_000;
  await time.advance(1_000);
  expect([traffic.elapsedMs(), journey.elapsedMs()]).toEqual([61_000, 61_000]);
  set.byMs = -3_600_000;
  expect(await time.during(waiting, 7)).toHaveProperty('lateMs');
  expect(journey.elapsedMs()).toBeGreaterThanOrEqual(120_000);
  expect(journey.elapsedMs()).toBeLessThan(120_100);
  expect([traffic.zeroEpochMs(), journey.zeroMachineMs()]).toEqual([1_764_000_000_000, 77_000]);
});

test('a lane that waits before the traffic began waits for its beginning too', async () => {
  const { time, traffic, journey } = twoLanesInTime();
  const waiting = journey.waitFor(5_000);
  await time.advance(60_000, 1_000);
  traffic.start();
  expect(await time.during(waiting)).toHaveProperty('lateMs');
  expect(journey.elapsedMs()).toBeGreaterThanOrEqual(5_000);
  expect(journey.elapsedMs()).toBeLessThan(6_000);
});

test('a run that is stopped ends the waiting of all lanes, with the reason', async () => {
  const { time, traffic, journey } = twoLanesInTime();
  traffic.start();
  const waiting = journey.waitFor(3_600_000);
  traffic.stop('the target is gone');
  expect(await time.during(waiting)).toEqual({ stopped: 'the target is gone' });
});

test('the first reason to stop stays', () => {
  const [traffic, journey] = twoLanes();
  expect(journey.stopReason()).toBeUndefined();
  traffic.stop('the target is gone');
  journey.stop('a browser crashed');
  expect([traffic.stopReason(), journey.stopReason()]).toEqual(['the target is gone', 'the target is gone']);
});

test('a lane that is ended stops waiting, and the other lanes go on', async () => {
  const { time, end, traffic, journey } = twoLanesInTime();
  traffic.start();
  const waiting = journey.waitFor(3_600_000);
  expect(journey.stopReason()).toBeUndefined();
  end.abort();
  expect(await time.during(waiting)).toEqual({ stopped: 'it was interrupted' });
  expect(traffic.stopReason()).toBeUndefined();
});

test('a lane that is ended still stops the run for the others', () => {
  const folder = new RunFolder(test.info().outputPath('run'));
  const [traffic, journey] = [new RunClock(folder, AbortSignal.abort()), new RunClock(folder)];
  traffic.stop('the target is gone');
  expect(journey.stopReason()).toBe('the target is gone');
});

test('a file `stop` in the folder ends the run for all lanes, as the wish of a person', async () => {
  const folder = new RunFolder(test.info().outputPath('run'));
  const clock = new RunClock(folder);
  expect(clock.stoppedBy()).toBeUndefined();
  folder.writeText('stop', '');
  expect(clock.stoppedBy()).toBe('person');
  expect(await clock.waitFor(1_000)).toEqual({
    stopped: 'somebody stopped it by the file stop in its folder',
  });
});

test('a run that was stopped says whose doing it is', () => {
  const [traffic, journey] = twoLanes();
  traffic.stop('its budget of 5 writes is used up', 'person');
  expect([journey.stopReason(), journey.stoppedBy()]).toEqual([
    'its budget of 5 writes is used up',
    'person',
  ]);
  const [other] = [new RunClock(new RunFolder(test.info().outputPath('other')))];
  other.stop('the target is gone');
  expect(other.stoppedBy()).toBe('target');
});
