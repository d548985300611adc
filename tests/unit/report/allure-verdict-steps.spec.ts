import { expect, test } from '@playwright/test';
import { verdictSteps } from '../../../src/report/allure-verdict-steps.ts';
import type { Verdict } from '../../../src/verdict/verdict.ts';

const limit = { statistic: 'p95', limit: 500, unit: 'ms', direction: 'below', column: 'baseline' } as const;
const judged = { ...limit, figure: 420, samples: 900, interval: { lower: 400, upper: 440 } };
const held = (subject: string): Verdict => ({ kind: 'pass', subject, ...judged });
const broken = (subject: string): Verdict => ({ kind: 'fail', subject, ...judged, figure: 612 });

test('each limit is a step that says all of it, with its outcome as its status', () => {
  const verdicts: Verdict[] = [
    held('deals.get'),
    { ...broken('deals.create'), explanation: 'the database took 500 ms of it' } as Verdict,
    { ...broken('deals.list'), column: 'sla' } as Verdict,
    { kind: 'not offered', subject: 'tax.batch', reason: 'no route', ...limit },
    {
      kind: 'inconclusive',
      subject: 'tax.calculate',
      samples: 2,
      interval: {},
      reason: 'two samples',
      ...limit,
    },
  ];
  const steps = verdictSteps({ verdicts, slaCounts: false }, 1_000);
  expect(steps.map(({ status }) => status)).toEqual(['passed', 'failed', 'broken', 'skipped', 'skipped']);
  expect(steps[0]?.name).toBe(
    'deals.get p95 420 ms, limit < 500 ms (baseline), 900 samples, 95 % interval 400 to 440 ms: pass',
  );
  expect(steps[1]?.statusDetails.message).toBe('the database took 500 ms of it');
  expect(verdictSteps({ verdicts, slaCounts: true }, 1_000)[2]?.status).toBe('failed');
});

test('many limits stand together by service, each with its worst on top', () => {
  const verdicts = [
    ...Array.from({ length: 8 }, () => held('deals.get')),
    broken('deals.create'),
    ...Array.from({ length: 8 }, () => held('tax.calculate')),
  ];
  const steps = verdictSteps({ verdicts, slaCounts: false }, 1_000);
  expect(steps.map(({ name, status }) => [name, status])).toEqual([
    ['deals: 1 broken, 8 held', 'failed'],
    ['tax: 8 held', 'passed'],
  ]);
  expect(steps.flatMap(({ steps: children }) => children)).toHaveLength(verdicts.length);
});
