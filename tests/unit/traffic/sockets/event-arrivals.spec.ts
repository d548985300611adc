import { expect, test } from '@playwright/test';
import { EventArrivals } from '../../../../src/traffic/sockets/event-arrivals.ts';
import { FakeClock } from '../../../made/fake-clock.ts';

const clock = new FakeClock();

test('an event that came before its id was known is found by it', async () => {
  const arrivals = new EventArrivals(clock);
  arrivals.expect();
  arrivals.note('other', 5);
  arrivals.note('mine', 7);
  expect(await arrivals.of('mine', 1000)).toEqual({ kind: 'arrived', atMs: 7 });
});

test('an event that comes later is waited for, and that of another thing is not taken for it', async () => {
  const arrivals = new EventArrivals(clock);
  arrivals.expect();
  const arrival = arrivals.of('mine', 1000);
  arrivals.note('other', 5);
  arrivals.note('mine', 9);
  expect(await arrival).toEqual({ kind: 'arrived', atMs: 9 });
});

test('an event that never comes is a timeout', async () => {
  const arrivals = new EventArrivals(clock);
  arrivals.expect();
  expect(await clock.during(arrivals.of('mine', 10_000), 1_000)).toEqual({ kind: 'timeout' });
});

for (const kind of ['down', 'over'] as const) {
  test(`a wait ends at once when its socket is ${kind}, also when it was so before the id was known`, async () => {
    const arrivals = new EventArrivals(clock);
    arrivals.expect();
    const arrival = arrivals.of('mine', 60_000);
    arrivals.end(kind);
    expect(await arrival).toEqual({ kind });
    arrivals.expect();
    arrivals.end(kind);
    expect(await arrivals.of('mine', 60_000)).toEqual({ kind });
  });
}

test('an event of an earlier request is forgotten', async () => {
  const arrivals = new EventArrivals(clock);
  arrivals.expect();
  arrivals.note('mine', 5);
  arrivals.forget();
  arrivals.expect();
  expect(await clock.during(arrivals.of('mine', 10_000), 1_000)).toEqual({ kind: 'timeout' });
});
