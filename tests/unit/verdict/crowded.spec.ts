import { expect, test } from '@playwright/test';
import { voidFail } from '../../../src/verdict/crowded.ts';
import { decideVerdicts, type Judgement, judgeEstimate, limitOf } from '../../../src/verdict/verdict.ts';
import { operation } from '../../made/verdict.ts';

const deals = operation('deals.get');
const because = 'the machine was crowded';

function judged(statistic: 'p95' | 'errorRate' | 'throughput', limit: number, figure: number): Judgement {
  const interval = { lower: figure * 0.9, upper: figure * 1.1 };
  return judgeEstimate(limitOf(deals, statistic, 'baseline', limit), { figure, samples: 900, interval }, '');
}

test('a limit on time that is broken on a crowded machine is not decided, and keeps the run from being a verdict', () => {
  for (const broken of [judged('p95', 150, 900), judged('throughput', 2_000, 100)]) {
    expect(broken.kind).toBe('fail');
    const open = voidFail(broken, because);
    expect(open).toMatchObject({ kind: 'inconclusive', reason: because, because: 'crowded', samples: 900 });
    const [verdict] = decideVerdicts([open], { kind: 'traffic' }, { slaCounts: false });
    expect(verdict).toMatchObject({ failsTheRun: false, isHidden: true });
  }
});

test('an error is an error on any machine, a held limit is held, and a quiet machine changes nothing', () => {
  const errors = judged('errorRate', 0.01, 0.2);
  const held = judged('p95', 150, 20);
  const broken = judged('p95', 150, 900);
  expect([errors.kind, held.kind]).toEqual(['fail', 'pass']);
  expect(voidFail(errors, because)).toBe(errors);
  expect(voidFail(held, because)).toBe(held);
  expect(voidFail(broken, undefined)).toBe(broken);
});

test('a bound that few samples gave is no figure any more', () => {
  const limit = limitOf(deals, 'p95', 'baseline', 150);
  const atLeast = judgeEstimate(limit, { samples: 9, interval: { lower: 400 } }, '');
  expect(atLeast).toMatchObject({ kind: 'fail', figure: 400, isAtLeast: true });
  const open = voidFail(atLeast, because);
  expect(open).toMatchObject({ kind: 'inconclusive', interval: { lower: 400 } });
  expect(open).not.toHaveProperty('figure');
  expect(open).not.toHaveProperty('isAtLeast');
});

test('a limit that fails no run when it is broken makes none invalid', () => {
  const ramp = { ...judged('p95', 150, 900), column: 'ramp' } as const;
  const [verdict] = decideVerdicts([voidFail(ramp, because)], { kind: 'traffic' }, { slaCounts: false });
  expect(verdict).not.toHaveProperty('isHidden');
});
