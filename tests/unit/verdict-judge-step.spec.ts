import { expect, test } from '@playwright/test';
import { judgeStep } from '../../src/verdict/judge-step.ts';
import type { Limit } from '../../src/verdict/verdict.ts';

const limit: Limit = {
  subject: 'create deal: open the worksheet',
  statistic: 'median',
  column: 'journey',
  limit: 800,
  unit: 'ms',
  direction: 'below',
};

test('a step that stayed below its limit in every visit passes with its median', () => {
  expect(judgeStep([700, 300, 400], limit)).toEqual({
    kind: 'pass',
    ...limit,
    figure: 400,
    samples: 3,
    interval: { lower: 300, upper: 700 },
  });
});

test('a step that was over its limit in every visit fails', () => {
  expect(judgeStep([900, 1200], limit)).toMatchObject({ kind: 'fail', figure: 1050 });
});

test('visits on both sides of the limit are inconclusive and say where they lie', () => {
  expect(judgeStep([300, 750, 1100.4], limit)).toMatchObject({
    kind: 'inconclusive',
    figure: 750,
    reason: '3 visits between 300 and 1,100 ms lie on both sides of the limit',
  });
});

test('a visit of exactly the limit has broken it', () => {
  expect(judgeStep([800], limit).kind).toBe('fail');
  expect(judgeStep([700, 800], limit).kind).toBe('inconclusive');
});

test('no visit is inconclusive', () => {
  expect(judgeStep([], limit)).toMatchObject({
    kind: 'inconclusive',
    samples: 0,
    reason: 'nothing was measured',
  });
});
