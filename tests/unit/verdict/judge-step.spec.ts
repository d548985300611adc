import { expect, test } from '@playwright/test';
import { judgeStep } from '../../../src/verdict/judge-step.ts';
import type { Limit } from '../../../src/verdict/verdict.ts';

const limit: Limit = {
  subject: { kind: 'step', journey: 'create deal', step: 'open the worksheet' },
  statistic: 'median',
  column: 'journey',
  limit: 800,
  unit: 'ms',
  direction: 'below',
};

test('six visits below the limit pass, with their whole range as the interval of the median', () => {
  expect(judgeStep([700, 300, 400, 350, 420, 410], limit)).toEqual({
    kind: 'pass',
    ...limit,
    figure: 405,
    samples: 6,
    interval: { lower: 300, upper: 700 },
  });
});

test('one slow visit among many does not decide', () => {
  const visits = [300, 310, 320, 330, 340, 350, 360, 370, 1_500];
  expect(judgeStep(visits, limit)).toMatchObject({
    kind: 'pass',
    figure: 340,
    interval: { lower: 310, upper: 370 },
  });
});

test('six visits over the limit fail', () => {
  expect(judgeStep([900, 1_200, 950, 980, 1_100, 990], limit)).toMatchObject({ kind: 'fail', figure: 985 });
});

test('an interval with the limit in it is inconclusive and says where it lies', () => {
  expect(judgeStep([300, 750, 760, 820, 900, 1_100.4], limit)).toMatchObject({
    kind: 'inconclusive',
    figure: 790,
    reason: 'the interval of 6 visits, 300 to 1,100 ms, includes the limit',
  });
});

test('a visit of exactly the limit has broken it', () => {
  expect(judgeStep([800, 800, 800, 800, 800, 800], limit).kind).toBe('fail');
  expect(judgeStep([700, 800, 800, 800, 800, 800], limit).kind).toBe('inconclusive');
});

test('five visits have a median, but no interval of 95 %: inconclusive', () => {
  expect(judgeStep([300, 310, 320, 330, 340], limit)).toEqual({
    kind: 'inconclusive',
    ...limit,
    figure: 320,
    samples: 5,
    interval: {},
    reason: 'too few visits: 5 after the cold one, a median needs at least 6',
  });
});

test('no visit is inconclusive', () => {
  expect(judgeStep([], limit)).toMatchObject({
    kind: 'inconclusive',
    samples: 0,
    reason: 'nothing was measured',
  });
});

const SLOW = [900, 1_200, 950, 980, 1_100, 990];

test('a step that is over the limit with the own delay of each visit taken off is broken', () => {
  const least = SLOW.map((ms) => ms - 50);
  expect(judgeStep(SLOW, limit, least)).toMatchObject({ kind: 'fail', figure: 985, least: 935 });
});

test('a step that is over the limit only with the own delay is inconclusive, and says so', () => {
  const least = SLOW.map((ms) => ms - 250);
  expect(judgeStep(SLOW, limit, least)).toMatchObject({
    kind: 'inconclusive',
    because: 'own delay',
    least: 735,
  });
});

test('a step below the limit is held, however much of it is own delay', () => {
  expect(judgeStep([700, 300, 400, 350, 420, 410], limit, [0, 0, 0, 0, 0, 0]).kind).toBe('pass');
});
