import { expect, test } from '@playwright/test';
import { traceLinks, verdictSteps } from '../../../../src/report/allure/result-steps.ts';
import { decideVerdicts, type Judgement } from '../../../../src/verdict/verdict.ts';
import { madeVerdicts, operation } from '../../../made/verdict.ts';

const limit = { statistic: 'p95', limit: 500, unit: 'ms', direction: 'below', column: 'baseline' } as const;
const judged = { ...limit, figure: 420, samples: 900, interval: { lower: 400, upper: 440 } };
const held = (id: string): Judgement => ({ kind: 'pass', subject: operation(id), ...judged });
const broken = (id: string): Judgement => ({ kind: 'fail', subject: operation(id), ...judged, figure: 612 });

test('each limit is a step that says all of it, with its outcome as its status', () => {
  const judgements: Judgement[] = [
    held('deals.get'),
    { ...broken('deals.create'), explanation: 'the database took 500 ms of it' } as Judgement,
    { ...broken('deals.list'), column: 'sla' } as Judgement,
    { kind: 'not offered', subject: { kind: 'operation', id: 'tax.batch' }, reason: 'no route', ...limit },
    {
      kind: 'inconclusive',
      subject: { kind: 'operation', id: 'tax.calculate' },
      samples: 2,
      interval: {},
      reason: 'two samples',
      ...limit,
    },
  ];
  const steps = verdictSteps({ verdicts: madeVerdicts(judgements) }, 1_000);
  expect(steps.map(({ status }) => status)).toEqual(['passed', 'failed', 'broken', 'skipped', 'skipped']);
  expect(steps[0]?.name).toBe(
    'deals.get p95 420 ms, limit < 500 ms (baseline), 900 samples, 95 % interval 400 to 440 ms: pass',
  );
  expect(steps[1]?.statusDetails.message).toBe('the database took 500 ms of it');
  const counting = decideVerdicts(judgements, { kind: 'traffic' }, { slaCounts: true });
  expect(verdictSteps({ verdicts: counting }, 1_000)[2]?.status).toBe('failed');
});

test('many limits stand together by service, each with its worst on top', () => {
  const verdicts = madeVerdicts([
    ...Array.from({ length: 8 }, () => held('deals.get')),
    broken('deals.create'),
    ...Array.from({ length: 8 }, () => held('tax.calculate')),
  ]);
  const steps = verdictSteps({ verdicts }, 1_000);
  expect(steps.map(({ name, status }) => [name, status])).toEqual([
    ['deals: 1 broken, 8 held', 'failed'],
    ['tax: 8 held', 'passed'],
  ]);
  expect(steps.flatMap(({ steps: children }) => children)).toHaveLength(verdicts.length);
});

test('annotations that name the trace of a step become links, others do not', () => {
  const url = 'http://jaeger:16686/trace/4bf92f3577b34da6a3ce929d0e0e4736';
  const annotations = [
    { type: 'failed round: 2', description: 'npx playwright show-trace traces/login-2/trace.zip' },
    { type: 'trace of sign in', description: url },
    { type: 'trace of something' },
  ];
  expect(traceLinks(annotations)).toEqual([{ name: 'trace of sign in', url, type: 'link' }]);
});
