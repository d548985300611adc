import { expect, test } from '@playwright/test';
import type { RoundRecord } from '../../../src/record/round-record.ts';
import { perceivedLines } from '../../../src/report/text/tables.ts';
import { perceivedCurves } from '../../../src/run/perceived-curves.ts';
import { limitReached, type PerceivedPoint } from '../../../src/verdict/perceived-under-load.ts';
import type { JourneyRow } from '../../../src/verdict/thresholds/thresholds.ts';

const point = (vus: number, lowMs: number, medianMs: number, highMs: number): PerceivedPoint => ({
  vus,
  lowMs,
  medianMs,
  highMs,
});

test('a limit between two points is reached in a straight line between them, with the ends of the interval', () => {
  const points = [point(100, 150, 200, 300), point(200, 350, 400, 500), point(300, 550, 600, 700)];
  // 450 lies a quarter of the way from 400 to 600; the upper ends are there at 175 users, the lower ones at 250.
  expect(limitReached(points, 450)).toEqual({ vus: 225, lowVus: 175, highVus: 250 });
});

test('an end of the interval that never reaches the limit is left open', () => {
  const points = [point(100, 100, 200, 300), point(200, 300, 500, 900)];
  expect(limitReached(points, 400)).toEqual({
    vus: 100 + (200 / 300) * 100,
    lowVus: 100 + (100 / 600) * 100,
  });
});

test('nothing is extrapolated: a limit above all points is not reached', () => {
  expect(limitReached([point(100, 1, 2, 3), point(200, 10, 20, 30)], 50)).toBeUndefined();
  expect(limitReached([], 50)).toBeUndefined();
});

test('a first point over the limit says with how many users or fewer', () => {
  const points = [point(100, 450, 500, 600), point(200, 600, 700, 800)];
  expect(limitReached(points, 400)).toEqual({ vus: 100, highVus: 100, orFewer: true });
});

const journeys = new Map<string, JourneyRow>([
  [
    'login',
    {
      journey: 'login',
      operation: 'auth.login',
      steps: [{ step: 'sign in', medianMs: 450, since: '2026-11-23', reason: 'made up' }],
    },
  ],
]);

function round(number: number, vus: number, visitsMs: readonly number[]): RoundRecord {
  return {
    journey: 'login',
    number,
    of: 4,
    moment: 'made up',
    plannedAtMs: number * 10_000,
    lateMs: 0,
    window: { fromMs: number * 10_000, toMs: number * 10_000 + 5_000 },
    vus,
    steps: [{ step: 'sign in', visitsMs, medianMs: 0, requests: [] }],
    burst: undefined,
  };
}

test('the curve has a point for each number of users up to the peak, of all their visits', () => {
  const rounds = [
    round(1, 100, [190, 200, 210]),
    round(2, 100, [195, 205, 215]),
    round(3, 300, [600, 590, 610, 620, 580, 605]),
    round(4, 150, [900, 950, 990]),
  ];
  const [curve] = perceivedCurves(rounds, journeys);
  expect(curve).toEqual({
    journey: 'login',
    step: 'sign in',
    limitMs: 450,
    points: [
      { vus: 100, medianMs: 202.5, lowMs: 190, highMs: 215, visits: 6 },
      { vus: 300, medianMs: 602.5, lowMs: 580, highMs: 620, visits: 6 },
    ],
    limitReached: expect.objectContaining({ vus: expect.closeTo(223.75, 6) }),
  });
});

test('rounds with one number of users make no curve, and neither do those without traffic', () => {
  expect(perceivedCurves([round(1, 10, [100]), round(2, 10, [110])], journeys)).toEqual([]);
  const { window: _window, ...alone } = round(1, 10, [100]);
  expect(perceivedCurves([alone, round(2, 20, [110])], journeys)).toEqual([]);
});

test('as text a curve is a line, with the number of users at which the limit is reached', () => {
  const rounds = [
    round(1, 100, [190, 200, 210, 195, 205, 215]),
    round(2, 300, [600, 590, 610, 620, 580, 605]),
  ];
  expect(perceivedLines(perceivedCurves(rounds, journeys))).toEqual([
    '  login, ms at users  100  300  limit  limit reached\n' +
      '  sign in             203  603    450  at 224 users (216 to 233)',
  ]);
  expect(perceivedLines([])).toEqual([]);
});
