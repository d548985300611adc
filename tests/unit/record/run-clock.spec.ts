import { expect, test } from '@playwright/test';
import { RunClock } from '../../../src/record/run-clock.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';

/** The clock of one run as two lanes see it. */
function twoLanes(): [RunClock, RunClock] {
  const folder = new RunFolder(test.info().outputPath('run'));
  return [new RunClock(folder), new RunClock(folder)];
}

test('before the traffic began the clock shows nothing', () => {
  const [traffic, journey] = twoLanes();
  expect([traffic.elapsedMs(), journey.elapsedMs()]).toEqual([undefined, undefined]);
});

test('two lanes read the same time', () => {
  const [traffic, journey] = twoLanes();
  traffic.start(Date.now() - 5000);
  const [first = 0, second = 0] = [traffic.elapsedMs(), journey.elapsedMs()];
  expect(first).toBeGreaterThanOrEqual(5000);
  // The second one reads a file in between; the two share one zero, so this is all that may differ.
  expect(second - first).toBeLessThan(250);
});

test('a lane that waits for a moment that has passed goes on at once and knows how late it is', async () => {
  const [traffic, journey] = twoLanes();
  traffic.start(Date.now() - 60_000);
  const waited = await journey.waitFor(59_000);
  expect(waited).toHaveProperty('lateMs');
  expect('lateMs' in waited ? waited.lateMs : 0).toBeGreaterThanOrEqual(1000);
});

test('a lane never goes on before its moment', async () => {
  const [traffic, journey] = twoLanes();
  traffic.start();
  const waited = await journey.waitFor(120);
  expect(traffic.elapsedMs()).toBeGreaterThanOrEqual(120);
  expect(waited).toHaveProperty('lateMs');
});

test('a lane that waits before the traffic began waits for its beginning too', async () => {
  const [traffic, journey] = twoLanes();
  const waiting = journey.waitFor(50);
  traffic.start();
  expect(await waiting).toHaveProperty('lateMs');
  expect(journey.elapsedMs()).toBeGreaterThanOrEqual(50);
});

test('a run that is stopped ends the waiting of all lanes, with the reason', async () => {
  const [traffic, journey] = twoLanes();
  traffic.start();
  const waiting = journey.waitFor(3_600_000);
  traffic.stop('the target is gone');
  expect(await waiting).toEqual({ stopped: 'the target is gone' });
});

test('the first reason to stop stays', () => {
  const [traffic, journey] = twoLanes();
  expect(journey.stopReason()).toBeUndefined();
  traffic.stop('the target is gone');
  journey.stop('a browser crashed');
  expect([traffic.stopReason(), journey.stopReason()]).toEqual(['the target is gone', 'the target is gone']);
});

test('a lane that is ended stops waiting, and the other lanes go on', async () => {
  const folder = new RunFolder(test.info().outputPath('run'));
  const end = new AbortController();
  const [traffic, journey] = [new RunClock(folder), new RunClock(folder, end.signal)];
  traffic.start();
  const waiting = journey.waitFor(3_600_000);
  expect(journey.stopReason()).toBeUndefined();
  end.abort();
  expect(await waiting).toEqual({ stopped: 'it was interrupted' });
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
