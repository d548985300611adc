import { expect, test } from '@playwright/test';
import { ArrivalCounters } from '../../../../src/measure/arrival-counters.ts';
import { LatencyHistogram } from '../../../../src/measure/latency-histogram.ts';
import { ArrivalGate } from '../../../../src/traffic/arrivals/arrival-gate.ts';
import { Fifo } from '../../../../src/traffic/arrivals/fifo.ts';

/** A gate whose clock the test sets. */
function gateAt(): { gate: ArrivalGate; counters: ArrivalCounters; clock: { nowMs: number } } {
  const clock = { nowMs: 0 };
  const counters = new ArrivalCounters();
  return { clock, counters, gate: new ArrivalGate(counters, () => clock.nowMs) };
}

const maxMs = (text: string | undefined) => (LatencyHistogram.decode(text ?? '').maxUs ?? 0) / 1000;

test('an arrival goes to the user that has been free longest', async () => {
  const { gate } = gateAt();
  const taken: string[] = [];
  const first = gate.turn().then(() => taken.push('first'));
  const second = gate.turn().then(() => taken.push('second'));
  gate.arrive(1);
  gate.arrive(2);
  await Promise.all([first, second]);
  expect(taken).toEqual(['first', 'second']);
});

test('arrivals that find no user wait for one, the oldest first', async () => {
  const { gate } = gateAt();
  gate.arrive(10);
  gate.arrive(20);
  expect(gate.waiting).toBe(2);
  expect(await gate.turn()).toMatchObject({ intendedMs: 10, userWasFree: false });
  expect(await gate.turn()).toMatchObject({ intendedMs: 20, userWasFree: false });
  expect(gate.waiting).toBe(0);
});

test('arrivals that nobody was free to send until the end are kept with the time that they had waited', () => {
  const { gate, counters, clock } = gateAt();
  gate.arrive(10);
  gate.arrive(20);
  clock.nowMs = 3_000;
  gate.close();
  const { notSent, givenUp } = counters.take();
  expect(notSent).toBe(2);
  expect(maxMs(givenUp)).toBeCloseTo(2_990, -1);
  expect(counters.take()).not.toHaveProperty('givenUp');
});

test('where it is asked for, a slice has how long arrivals have waited by its end, from when the generator let them in', async () => {
  const { gate, counters, clock } = gateAt();
  clock.nowMs = 500;
  gate.arrive(0);
  gate.arrive(400);
  gate.arrive(490);
  await gate.turn();
  clock.nowMs = 3_500;
  expect(counters.take()).not.toHaveProperty('waiting');
  counters.waits = () => gate.waits();
  const { waiting } = counters.take();
  expect(LatencyHistogram.decode(waiting ?? '').count).toBe(2);
  expect(maxMs(waiting)).toBeCloseTo(3_000, -1);
  await gate.turn();
  await gate.turn();
  expect(counters.take()).not.toHaveProperty('waiting');
});

test('the wait for a user counts as start lag, but not as the generator’s own', async () => {
  const { gate, counters, clock } = gateAt();
  clock.nowMs = 102;
  gate.arrive(100);
  clock.nowMs = 600;
  const arrival = await gate.turn();
  if (arrival !== undefined) gate.starts(arrival);
  const slice = counters.take();
  expect(maxMs(slice.startLag)).toBeCloseTo(500, 0);
  expect(maxMs(slice.ownLag)).toBeCloseTo(2, 1);
  expect(slice).toMatchObject({ offered: 1, sent: 1, notSent: 0, late: 1 });
});

test('a late start while a user was free is the generator’s own', async () => {
  const { gate, counters, clock } = gateAt();
  const turn = gate.turn();
  clock.nowMs = 107;
  gate.arrive(100);
  const arrival = await turn;
  if (arrival !== undefined) gate.starts(arrival);
  expect(counters.ownLagP99Ms).toBeCloseTo(7, 1);
  expect(counters.take().late).toBe(0);
});

test('arrivals that wait at the end are not sent, and free users go home', async () => {
  const { gate, counters } = gateAt();
  const free = gate.turn();
  gate.arrive(1);
  gate.arrive(2);
  gate.arrive(3);
  const arrival = await free;
  if (arrival !== undefined) gate.starts(arrival);
  gate.close();
  expect(counters.take()).toMatchObject({ offered: 3, sent: 1, notSent: 2 });
  expect(await gate.turn()).toBeUndefined();
});

test('a free user learns that there will be no more arrivals', async () => {
  const { gate } = gateAt();
  const turn = gate.turn();
  gate.close();
  expect(await turn).toBeUndefined();
});

test('an arrival that its user cannot send counts as not sent', async () => {
  const { gate, counters } = gateAt();
  gate.arrive(1);
  const arrival = await gate.turn();
  if (arrival !== undefined) gate.givesUp(arrival);
  expect(counters.take()).toMatchObject({ offered: 1, sent: 0, notSent: 1 });
});

test('a slice of counters begins where the one before ended', () => {
  const counters = new ArrivalCounters();
  counters.offered();
  counters.started(1);
  counters.noticed(1);
  counters.take();
  expect(counters.take()).toEqual({ offered: 0, sent: 0, notSent: 0, late: 0, ownLate: 0 });
  expect(counters.ownLagP99Ms).toBeUndefined();
});

test('a queue keeps its order over any mix of coming and going, and gives back what it does not need', () => {
  const queue = new Fifo<number>();
  const out: (number | undefined)[] = [];
  let pushed = 0;
  for (let round = 0; round < 500; round += 1) {
    for (let index = 0; index < 20; index += 1) queue.push(pushed++);
    for (let index = 0; index < 19; index += 1) out.push(queue.shift());
  }
  while (queue.length > 0) out.push(queue.shift());
  expect(out).toEqual(Array.from({ length: pushed }, (_, index) => index));
  expect(queue.shift()).toBeUndefined();
});
