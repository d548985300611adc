import { expect, test } from '@playwright/test';
import { LatencyHistogram } from '../../../src/measure/latency-histogram.ts';
import { voidFail, voidFails } from '../../../src/verdict/crowded.ts';
import { judgePercentile } from '../../../src/verdict/judge-percentile.ts';
import { judgeStep } from '../../../src/verdict/judge-step.ts';
import { decideVerdicts, type Judgement, judgeEstimate, limitOf } from '../../../src/verdict/verdict.ts';
import { operation } from '../../made/verdict.ts';

const deals = operation('deals.get');
const because = 'the machine was crowded';
/** Others took 20 s in which the target answered 2,000 requests. */
const crowd = { reason: because, takenMs: 20_000, takenShare: 0.5 };
const all = { requests: 2_000 };

function judged(statistic: 'p95' | 'errorRate' | 'throughput', limit: number, figure: number): Judgement {
  const interval = { lower: figure * 0.9, upper: figure * 1.1 };
  return judgeEstimate(limitOf(deals, statistic, 'baseline', limit), { figure, samples: 900, interval }, '');
}

test('a limit on time that is broken on a crowded machine is not decided, and keeps the run from being a verdict', () => {
  for (const broken of [judged('p95', 150, 900), judged('throughput', 2_000, 1_000)]) {
    expect(broken.kind).toBe('fail');
    const open = voidFail(broken, crowd, all);
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
  expect(voidFail(errors, crowd, all)).toBe(errors);
  expect(voidFail(held, crowd, all)).toBe(held);
  expect(voidFail(broken, undefined, all)).toBe(broken);
});

test('a bound that few samples gave is not kept as a figure', () => {
  const limit = limitOf(deals, 'p95', 'baseline', 150);
  const atLeast = judgeEstimate(limit, { samples: 9, interval: { lower: 400 } }, '');
  expect(atLeast).toMatchObject({ kind: 'fail', figure: 400, isAtLeast: true });
  const open = voidFail(atLeast, crowd, all);
  expect(open).toMatchObject({ kind: 'inconclusive', interval: { lower: 400 } });
  expect(open).not.toHaveProperty('figure');
  expect(open).not.toHaveProperty('isAtLeast');
});

test('a limit that fails no run when it is broken makes none invalid', () => {
  const ramp = { ...judged('p95', 150, 900), column: 'ramp' } as const;
  const [verdict] = decideVerdicts([voidFail(ramp, crowd, all)], { kind: 'traffic' }, { slaCounts: false });
  expect(verdict).not.toHaveProperty('isHidden');
});

function answers(...latenciesMs: readonly number[]): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (const ms of latenciesMs) histogram.record(ms * 1000);
  return histogram;
}

test('what others took explains a slow tail, and not an operation that is slow each time', () => {
  const limit = limitOf(deals, 'p95', 'baseline', 400);
  // 33 of 2,000 requests: ten times their part of 20 s are 3.3 s, and 32 of them were 220 ms over the limit each.
  const always = judgePercentile(answers(...Array<number>(33).fill(620)), 95, limit);
  expect(voidFail(always, crowd, all)).toBe(always);
  const tail = judgePercentile(
    answers(...Array<number>(300).fill(8), ...Array<number>(40).fill(900)),
    95,
    limit,
  );
  expect(tail.kind).toBe('fail');
  expect(voidFail(tail, crowd, all)).toMatchObject({ kind: 'inconclusive', because: 'crowded' });
});

test('a throughput that is too low even with the whole time that the target wanted is broken', () => {
  // The interval ends at 110 % of the figure, and others took half of the time.
  for (const [perSecond, kind] of [
    [900, 'fail'],
    [920, 'inconclusive'],
  ] as const)
    expect(voidFail(judged('throughput', 2_000, perSecond), crowd, all).kind, `${perSecond}`).toBe(kind);
});

test('a step lost no more than others took, a burst that for each of its connections', () => {
  const limit = limitOf({ kind: 'step', journey: 'login', step: 'sign in' }, 'median', 'journey', 1_000);
  // The quicker four of seven visits are 2 s over the limit each.
  const step = judgeStep(Array<number>(7).fill(3_000), limit);
  expect(step.kind).toBe('fail');
  expect(voidFail(step, { reason: because, takenMs: 7_900, takenShare: 0.5 }, { atOnce: 1 })).toBe(step);
  expect(voidFail(step, { reason: because, takenMs: 8_100, takenShare: 0.5 }, { atOnce: 1 }).kind).toBe(
    'inconclusive',
  );
  expect(voidFail(step, { reason: because, takenMs: 7_900, takenShare: 0.5 }, { atOnce: 2 }).kind).toBe(
    'inconclusive',
  );
});

test('what others took is asked for once, and only where a limit on time is broken', async () => {
  let asked = 0;
  const ask = async () => {
    asked += 1;
    return crowd;
  };
  const held = judged('p95', 900, 150);
  const error = judged('errorRate', 0.01, 0.2);
  expect(await voidFails([held, error], ask, () => all)).toEqual([held, error]);
  expect(
    await voidFails([judged('p95', 150, 900)], ask, () => undefined),
    'no wait for a core breaks it',
  ).toMatchObject([{ kind: 'fail' }]);
  expect(asked).toBe(0);
  const slow = judged('p95', 150, 900);
  const found = await voidFails([slow, held, slow], ask, (each) => (each === held ? undefined : all));
  expect(found.map(({ kind }) => kind)).toEqual(['inconclusive', 'pass', 'inconclusive']);
  expect(asked).toBe(1);
});

test('a record has no function for what was over the limit', () => {
  const judgement = judgePercentile(
    answers(...Array<number>(99).fill(620)),
    95,
    limitOf(deals, 'p95', 'baseline', 400),
  );
  expect(Object.keys(JSON.parse(JSON.stringify(judgement)))).not.toContain('overMs');
});
