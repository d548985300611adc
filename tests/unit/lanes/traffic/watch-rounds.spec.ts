import { mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { watchRounds } from '../../../../lanes/traffic/watch-rounds.ts';
import { takeMeasuringTurn } from '../../../../src/record/measuring-turn.ts';
import { RUN_FILES } from '../../../../src/record/run-files.ts';
import { RunFolder } from '../../../../src/record/run-folder.ts';
import { FakeClock } from '../../../made/fake-clock.ts';

/**
 * A traffic that follows the rounds of a new run, and what its slices became one after the other.
 * @param slowMs how long the requests take that are under way when a burst or a round ends
 */
function follow(slowMs = 0) {
  const folder = new RunFolder(test.info().outputPath('run'));
  mkdirSync(folder.path, { recursive: true });
  const clock = new FakeClock();
  const became: string[] = [];
  const stop = watchRounds(
    folder,
    (round) =>
      became.push(round === undefined ? 'none' : `${round.journey} ${round.operation ?? round.kind}`),
    () => {
      const endMs = clock.nowMs() + slowMs;
      return () => clock.nowMs() >= endMs;
    },
    clock,
  );
  return { folder, clock, became, stop };
}

test('slices follow what a round does, and belong to it until the target has settled', async () => {
  const { folder, clock, became, stop } = follow();
  const turn = await takeMeasuringTurn(folder, { journey: 'login', number: 1, of: 1 }, clock);
  await clock.during(turn.does({ kind: 'visits' }));
  await clock.during(turn.does({ kind: 'burst', operation: 'auth.login' }));
  await clock.during(turn.does({ kind: 'visits' }));
  turn.end();
  await clock.advance(200);
  expect(became).toEqual(['login visits', 'login auth.login', 'login visits']);
  await clock.advance(1_400);
  expect(became.at(-1)).toBe('none');
  stop();
});

test('the last replies of a burst are in slices of the burst, not of the visits after it', async () => {
  const { folder, clock, became, stop } = follow();
  const turn = await takeMeasuringTurn(folder, { journey: 'login', number: 1, of: 1 }, clock);
  await clock.during(turn.does({ kind: 'burst', operation: 'auth.login' }));
  const endedMs = clock.nowMs();
  await clock.during(turn.does({ kind: 'visits' }));
  expect(clock.nowMs() - endedMs).toBeGreaterThanOrEqual(300);
  turn.end();
  await clock.advance(1_400);
  expect(became).toEqual(['login auth.login', 'login visits', 'none']);
  stop();
});

test('what is removed after a burst is in slices of its own, which end when the target has settled, too', async () => {
  const { folder, clock, became, stop } = follow();
  const turn = await takeMeasuringTurn(folder, { journey: 'login', number: 1, of: 1 }, clock);
  await clock.during(turn.does({ kind: 'visits' }));
  await clock.during(turn.does({ kind: 'removal', operation: 'deals.create' }));
  const endedMs = clock.nowMs();
  await clock.during(turn.does({ kind: 'visits' }));
  expect(clock.nowMs() - endedMs).toBeGreaterThanOrEqual(300);
  turn.end();
  await clock.advance(1_400);
  expect(became).toEqual(['login visits', 'login deals.create', 'login visits', 'none']);
  stop();
});

test('a round that follows at once leaves no slice between the two', async () => {
  const { folder, clock, became, stop } = follow();
  const first = await takeMeasuringTurn(folder, { journey: 'login', number: 1, of: 1 }, clock);
  await clock.during(first.does({ kind: 'visits' }));
  first.end();
  const second = await takeMeasuringTurn(folder, { journey: 'tax-quote', number: 1, of: 1 }, clock);
  await clock.during(second.does({ kind: 'visits' }));
  second.end();
  stop();
  expect(became).toEqual(['login visits', 'tax-quote visits']);
});

test('slices belong to no round any more when the process of the one that measured is gone', async () => {
  const { folder, clock, became, stop } = follow();
  const turn = await takeMeasuringTurn(folder, { journey: 'login', number: 1, of: 1 }, clock);
  await clock.during(turn.does({ kind: 'visits' }));
  // As a killed process leaves it: no end of the turn, and a number that nobody has.
  const note = folder.read<object>(RUN_FILES.measuring);
  folder.write(RUN_FILES.measuring, { ...note, pid: 2 ** 22 + 1 });
  await clock.advance(2_000);
  expect(became).toEqual(['login visits', 'none']);
  stop();
});

test('when the traffic has ended no round waits for it', async () => {
  const { folder, clock, stop } = follow();
  stop();
  const turn = await takeMeasuringTurn(folder, { journey: 'login', number: 1, of: 1 }, clock);
  await turn.does({ kind: 'visits' });
  expect(clock.nowMs()).toBe(0);
  turn.end();
});

test('slices belong to a burst until the requests have ended that were under way at its end', async () => {
  const { folder, clock, became, stop } = follow(1_500);
  const turn = await takeMeasuringTurn(folder, { journey: 'login', number: 1, of: 1 }, clock);
  await clock.during(turn.does({ kind: 'burst', operation: 'auth.login' }));
  turn.end();
  // It looks once a second even where it cannot be notified.
  await clock.advance(1_400);
  expect(became).toEqual(['login auth.login']);
  await clock.advance(1_300);
  expect(became).toEqual(['login auth.login', 'none']);
  stop();
});

test('a request that hangs keeps the slices of a burst for ten seconds and no longer', async () => {
  const { folder, clock, became, stop } = follow(35_000);
  const turn = await takeMeasuringTurn(folder, { journey: 'login', number: 1, of: 1 }, clock);
  await clock.during(turn.does({ kind: 'burst', operation: 'auth.login' }));
  turn.end();
  await clock.advance(9_900);
  expect(became).toEqual(['login auth.login']);
  await clock.advance(1_200);
  expect(became.at(-1)).toBe('none');
  stop();
});

test('a burst need not wait for what the one before it slowed down', async () => {
  const { folder, clock, became, stop } = follow(35_000);
  const turn = await takeMeasuringTurn(folder, { journey: 'login', number: 1, of: 1 }, clock);
  await clock.during(turn.does({ kind: 'burst', operation: 'auth.login' }));
  const endedMs = clock.nowMs();
  await clock.during(turn.does({ kind: 'burst', operation: 'auth.me' }));
  expect(clock.nowMs() - endedMs).toBeLessThan(1_500);
  expect(became).toEqual(['login auth.login', 'login auth.me']);
  turn.end();
  stop();
});
