import { expect, test } from '@playwright/test';
import { outagesOf } from '../../../src/measure/outages.ts';
import type { ServiceSlice } from '../../../src/measure/slice.ts';

type CountedSlice = Parameters<typeof outagesOf>[0][number];

/** What happened to a service, second by second: `.` is ten answers (or so many), `x` a lost request, `m` one of each. */
function service(seconds: string, { fromSecond = 0, by = '503', answers = 10 } = {}): ServiceSlice {
  const letters = [...seconds];
  const lost = letters.flatMap((letter, index) =>
    letter === 'x' || letter === 'm' ? [{ second: fromSecond + index, by, count: 1 }] : [],
  );
  const answered = letters.map((letter) => (letter === '.' ? answers : letter === 'm' ? 1 : 0));
  return { fromSecond, answered, ...(lost.length > 0 && { lost }) };
}

function slice(
  toMs: number,
  services: CountedSlice['services'],
  different: Partial<CountedSlice> = {},
): CountedSlice {
  return { toMs, operations: {}, ...(services !== undefined && { services }), ...different };
}

test('a service that dies in a slice while the others are fine is named with its time and what it lost', () => {
  expect(outagesOf([slice(10_000, { deals: service('...mxxxm..'), tax: service('..........') })])).toEqual([
    { service: 'deals', fromMs: 3_000, toMs: 7_000, sent: 7, lost: 5, lostBy: { 503: 5 } },
  ]);
});

test('an outage goes over slices, and over seconds in which nothing was asked for', () => {
  const slices = [
    slice(10_000, { deals: service('......xx x'), tax: service('..........') }),
    slice(20_000, {
      deals: service('x  x x ...', { fromSecond: 10, by: 'refused' }),
      tax: service('..........', { fromSecond: 10 }),
    }),
  ];
  expect(outagesOf(slices)).toEqual([
    { service: 'deals', fromMs: 6_000, toMs: 17_000, sent: 6, lost: 6, lostBy: { 503: 3, refused: 3 } },
  ]);
});

test('two outages of a service are two', () => {
  const deals = service('...xxx....xxxx..');
  expect(outagesOf([slice(16_000, { deals, tax: service('................') })])).toMatchObject([
    { service: 'deals', fromMs: 3_000, toMs: 6_000, lost: 3 },
    { service: 'deals', fromMs: 10_000, toMs: 14_000, lost: 4 },
  ]);
});

test('a service that never answered was gone from the start to the end', () => {
  expect(outagesOf([slice(6_000, { deals: service('xxxxxx'), tax: service('......') })])).toEqual([
    { service: 'deals', fromMs: 0, sent: 6, lost: 6, lostBy: { 503: 6 } },
  ]);
});

test('when all services fall silent it is the target, also for a service that was asked later', () => {
  const services = {
    deals: service('...xxxxxx....'),
    tax: service('... x  x.. ..'),
    auth: service('..  x x     .'),
  };
  expect(outagesOf([slice(13_000, services)])).toEqual([
    { fromMs: 3_000, toMs: 8_000, sent: 20, lost: 10, lostBy: { 503: 10 } },
  ]);
});

test('a request that was still on its way when the target went does not make the outage begin a second earlier', () => {
  const lost = [
    { second: 2, by: 'reset', count: 1 },
    { second: 3, by: 'reset', count: 6 },
    { second: 4, by: 'reset', count: 6 },
  ];
  const services = { deals: { fromSecond: 0, answered: [9, 9, 8, 0, 0, 9], lost }, tax: service('......') };
  expect(outagesOf([slice(6_000, services)])).toEqual([
    { service: 'deals', fromMs: 3_000, toMs: 5_000, sent: 21, lost: 13, lostBy: { reset: 13 } },
  ]);
});

test('a service that was gone before the rest of the target and after it has an outage of its own', () => {
  const services = { deals: service('..xxxxxxxxxx.'), tax: service('.....xxx.....') };
  expect(outagesOf([slice(13_000, services)])).toMatchObject([
    { service: 'deals', fromMs: 2_000, toMs: 12_000, lost: 10 },
    // In the second before, the other service answered.
    { fromMs: 5_000, toMs: 8_000 },
  ]);
});

test('the only service that was asked for is named, and not the whole target', () => {
  expect(outagesOf([slice(8_000, { deals: service('...xxx..') })])).toMatchObject([{ service: 'deals' }]);
});

test('a service that hangs to the end shows by the requests that had no end, from when they were sent', () => {
  const operations = {
    'deals.list': { outcomes: { unfinished: 3 }, bytesReceived: 0, waitedMs: [19_400, 18_200, 400] },
    'deals.get': { outcomes: { unfinished: 1 }, bytesReceived: 0, waitedMs: [19_900] },
  };
  const slices = [
    slice(10_000, { deals: service('..........'), tax: service('..........') }),
    slice(30_000, { tax: service('....................', { fromSecond: 10 }) }, { operations }),
  ];
  expect(outagesOf(slices)).toEqual([
    { service: 'deals', fromMs: 10_000, sent: 3, lost: 3, lostBy: { unfinished: 3 } },
  ]);
});

test('requests that timed out belong to the second in which they were sent, though their slice is a later one', () => {
  const late: ServiceSlice = {
    ...service('....', { fromSecond: 40 }),
    lost: [{ second: 6, by: 'timeout', count: 4 }],
  };
  const slices = [
    slice(10_000, { deals: service('......'), tax: service('..........') }),
    slice(44_000, { deals: late, tax: service('.'.repeat(34), { fromSecond: 10 }) }),
  ];
  expect(outagesOf(slices)).toEqual([
    { service: 'deals', fromMs: 6_000, toMs: 40_000, sent: 4, lost: 4, lostBy: { timeout: 4 } },
  ]);
});

test('an answer now and then while a service goes down does not make two outages of one', () => {
  const deals: ServiceSlice = {
    fromSecond: 0,
    answered: [5, 5, 0, 0, 1, 0, 0, 5],
    lost: [2, 3, 4, 5, 6].map((second) => ({ second, by: '502', count: 5 })),
  };
  expect(outagesOf([slice(8_000, { deals, tax: service('........') })])).toEqual([
    { service: 'deals', fromMs: 2_000, toMs: 7_000, sent: 26, lost: 25, lostBy: { 502: 25 } },
  ]);
});

test('failures that come at random are no outage, though a few follow each other by chance', () => {
  // Every second one fails, by a generator with a fixed seed.
  let seed = 7;
  const next = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed / 2 ** 31;
  };
  const seconds = Array.from({ length: 600 }, () => (next() < 0.5 ? 'x' : '.')).join('');
  const deals = service(seconds, { answers: 1 });
  expect(deals.lost?.length).toBeGreaterThan(250);
  expect(outagesOf([slice(600_000, { deals, tax: service('.'.repeat(600)) })])).toEqual([]);
});

test('a service that answered as much as it lost within two seconds was not gone', () => {
  const deals: ServiceSlice = {
    ...service('.........', { answers: 2 }),
    answered: [2, 2, 2, 2, 0, 1, 2, 2, 2],
    lost: [3, 4, 5].map((second) => ({ second, by: 'reset', count: 1 })),
  };
  expect(outagesOf([slice(9_000, { deals, tax: service('.........') })])).toEqual([]);
});

test('a silence among as many failures right before and after it is part of a burst of errors', () => {
  const tax = service('.'.repeat(60));
  const burst = service(`${'.'.repeat(20)}.x.xx.xxxx.x.xx.x${'.'.repeat(23)}`, { answers: 1 });
  expect(outagesOf([slice(60_000, { deals: burst, tax })])).toEqual([]);
  const alone = service(`${'.'.repeat(26)}xxxx${'.'.repeat(30)}`, { answers: 1 });
  expect(outagesOf([slice(60_000, { deals: alone, tax })])).toMatchObject([{ service: 'deals', lost: 4 }]);
});

test('what is over within a second, or cost two requests, is a matter for the limits', () => {
  const tax = service('.'.repeat(20));
  expect(outagesOf([slice(20_000, { deals: service('....x.........xx....'), tax })])).toEqual([]);
});

test('a sound traffic has no outage, nor has one of a version that did not count by service', () => {
  expect(outagesOf([slice(5_000, { deals: service('.. ..'), tax: service('.. ..') })])).toEqual([]);
  expect(outagesOf([slice(5_000, undefined)])).toEqual([]);
  expect(outagesOf([])).toEqual([]);
});
