import { expect, test } from '@playwright/test';
import { periodOf, suddenSpikes } from '../../../../src/diagnosis/patterns/sudden-spikes.ts';
import { type MadeRequest, madeInput, seeded } from '../../../made/made-traffic.ts';

/** A target that stops for `lengthMs` now and then: who asks meanwhile waits for the rest of the pause. */
function paused(isPaused: (second: number) => boolean, lengthMs: number) {
  return ({ at, ms }: MadeRequest) => {
    const sinceMs = (at % 1) * 1000;
    return isPaused(Math.floor(at)) && sinceMs < lengthMs ? ms + lengthMs - sinceMs : ms;
  };
}

test('pauses on a beat are found with their period and their length', () => {
  const [found, ...others] = suddenSpikes(madeInput({ latency: paused((second) => second % 6 === 2, 500) }));
  expect(others).toEqual([]);
  expect(found).toMatchObject({ kind: 'sudden spikes', confidence: 'high' });
  const figure = (name: string) => found?.figures.find((each) => each.name === name)?.value ?? 0;
  expect(figure('period')).toBeGreaterThan(5.5);
  expect(figure('period')).toBeLessThan(6.5);
  expect(figure('height')).toBeGreaterThan(420);
  expect(figure('height')).toBeLessThan(580);
});

test('pauses at random have no period', () => {
  const seconds = new Set([4, 9, 11, 24, 29, 45, 52]);
  const [found] = suddenSpikes(madeInput({ latency: paused((second) => seconds.has(second), 600) }));
  expect(found?.evidence[0]).toContain('at random');
  expect(found?.figures.map(({ name }) => name)).not.toContain('period');
});

test('stalls of all lengths, as on a machine with too much to do, are not called spikes, however long some of them are', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const random = seeded(seed);
    const stallMs = Array.from({ length: 180 }, () => Math.min(900, 25 / (1 - random()) ** 0.6));
    const stalled = ({ at, ms }: MadeRequest) => {
      const sinceMs = (at % 1) * 1000;
      return ms + Math.max(0, (stallMs[Math.floor(at)] ?? 0) - sinceMs);
    };
    expect(stallMs.filter((ms) => ms > 250).length).toBeGreaterThan(2);
    expect(suddenSpikes(madeInput({ seconds: 180, latency: stalled, perSecond: () => 100 }))).toEqual([]);
  }
});

test('a slow start is none of the spikes, and hides no beat', () => {
  const isPaused = (second: number) => second === 0 || second % 5 === 4;
  const [found] = suddenSpikes(madeInput({ latency: paused(isPaused, 500) }));
  expect(found?.figures.map(({ name }) => name)).toContain('period');
});

test('a slow target, a single pause, a short run and the tail of an operation are no spikes', () => {
  const slow = madeInput({ latency: ({ ms, chance }) => ms + 400 * chance });
  const single = madeInput({ latency: paused((second) => second === 20, 900) });
  const short = madeInput({ seconds: 12, latency: paused((second) => second % 3 === 0, 500) });
  const tail = madeInput({
    latency: ({ operation, ms, chance }) => (operation === 'deals.get' && chance < 0.05 ? 900 : ms),
  });
  for (const input of [slow, single, short, tail]) expect(suddenSpikes(input)).toEqual([]);
});

test('a beat is found through gaps, and not where there is none', () => {
  expect(periodOf([5_000, 10_000, 15_000, 30_000, 35_000])).toBe(5_000);
  expect(periodOf([5_000, 12_000, 15_000, 31_000, 35_000])).toBeUndefined();
  expect(periodOf([5_000, 10_000])).toBeUndefined();
});
