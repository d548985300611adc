import { EventEmitter } from 'node:events';
import { expect, test } from '@playwright/test';
import type { FromProcess, ToProcess } from '../../../../lanes/traffic/process-messages.ts';
import { settleWhenAsked } from '../../../../lanes/traffic/settle-when-asked.ts';
import { FakeClock } from '../../../made/fake-clock.ts';

/** A process whose requests take so long, in milliseconds, and what it has told the lane. */
function processOf(slowMs: number) {
  const [lane, clock] = [new EventEmitter(), new FakeClock()];
  const told: FromProcess[] = [];
  const settling = () => {
    const endMs = clock.nowMs() + slowMs;
    return () => clock.nowMs() >= endMs;
  };
  const stop = settleWhenAsked(lane, settling, (message) => told.push(message), clock);
  const ask = (number: number) => lane.emit('message', { kind: 'settle', number } satisfies ToProcess);
  return { ask, told, clock, stop, lane };
}

test('a process tells once when the requests have ended that were under way when the lane asked', async () => {
  const { ask, told, clock } = processOf(1_000);
  ask(1);
  await clock.advance(900);
  expect(told).toEqual([]);
  await clock.advance(2_000);
  expect(told).toEqual([{ kind: 'settled', number: 1 }]);
});

test('of two questions the last one is answered, by what was under way then', async () => {
  const { ask, told, clock } = processOf(1_000);
  ask(1);
  await clock.advance(900);
  ask(2);
  await clock.advance(900);
  expect(told).toEqual([]);
  await clock.advance(200);
  expect(told).toEqual([{ kind: 'settled', number: 2 }]);
});

test('it is no answer to the beginning or the end of the traffic, and none comes after that', async () => {
  const { ask, told, clock, stop, lane } = processOf(1_000);
  for (const message of [{ kind: 'begin', atEpochMs: 0 }, { kind: 'end' }] satisfies ToProcess[])
    lane.emit('message', message);
  await clock.advance(2_000);
  ask(1);
  stop();
  ask(2);
  await clock.advance(2_000);
  expect(told).toEqual([]);
  expect(lane.listenerCount('message')).toBe(0);
});
