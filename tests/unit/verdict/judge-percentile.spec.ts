import { expect, test } from '@playwright/test';
import { LatencyHistogram } from '../../../src/measure/latency-histogram.ts';
import { judgePercentile } from '../../../src/verdict/judge-percentile.ts';
import type { Limit } from '../../../src/verdict/verdict.ts';
import { constantHistogram } from '../../made/histogram-of.ts';

const limitOf = (limitMs: number): Limit => ({
  subject: { kind: 'operation', id: 'deals.create' },
  statistic: 'p95',
  column: 'baseline',
  limit: limitMs,
  unit: 'ms',
  direction: 'below',
});

/** `count` latencies, evenly spread from just above `fromMs` up to `toMs`. */
function evenly(count: number, fromMs: number, toMs: number): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (let index = 1; index <= count; index += 1)
    histogram.record((fromMs + ((toMs - fromMs) * index) / count) * 1000);
  return histogram;
}

test('an interval below the limit is a pass, with its figure in milliseconds', () => {
  const verdict = judgePercentile(evenly(1000, 0, 1), 95, limitOf(500));
  expect(verdict).toMatchObject({ kind: 'pass', figure: 0.95, samples: 1000, limit: 500 });
  expect(verdict).toMatchObject({ interval: { lower: 0.936, upper: 0.964 } });
});

test('an interval above the limit is a fail', () => {
  expect(judgePercentile(evenly(1000, 500, 700), 95, limitOf(500))).toMatchObject({ kind: 'fail' });
});

test('an interval around the limit is inconclusive, and says so', () => {
  const verdict = judgePercentile(evenly(1000, 0, 1), 95, limitOf(0.95));
  expect(verdict).toMatchObject({
    kind: 'inconclusive',
    reason: 'the interval of 1,000 samples includes the limit',
  });
});

test('the limit is exclusive: an interval that ends at it does not pass, one that begins at it fails', () => {
  const same = evenly(1000, 2, 2);
  expect(judgePercentile(same, 95, limitOf(2)).kind).toBe('fail');
  expect(judgePercentile(same, 95, limitOf(2.001)).kind).toBe('pass');
  const upTo = new LatencyHistogram();
  for (let index = 0; index < 1000; index += 1) upTo.record(index < 940 ? 100 : 900);
  expect(judgePercentile(upTo, 95, limitOf(0.9)).kind).toBe('inconclusive');
  expect(judgePercentile(upTo, 95, limitOf(0.901)).kind).toBe('pass');
});

test('too few samples below the limit are inconclusive and name how many are needed', () => {
  expect(judgePercentile(evenly(71, 0, 10), 95, limitOf(500))).toMatchObject({
    kind: 'inconclusive',
    reason: 'too few samples: 71, a p95 needs at least 72',
  });
  expect(judgePercentile(evenly(72, 0, 10), 95, limitOf(500)).kind).toBe('pass');
});

test('few samples that are all far above the limit fail none the less', () => {
  const verdict = judgePercentile(evenly(20, 600, 700), 95, limitOf(500));
  expect(verdict.kind).toBe('fail');
  expect(verdict).not.toHaveProperty('interval.upper');
});

test('nothing measured is inconclusive and has no figure', () => {
  const verdict = judgePercentile(new LatencyHistogram(), 95, limitOf(500));
  expect(verdict).toMatchObject({ kind: 'inconclusive', samples: 0, reason: 'nothing was measured' });
  expect(verdict).not.toHaveProperty('figure');
});

test('a wait that has reached the limit counts as slower, one that has not is no sample', () => {
  const few = judgePercentile(evenly(1000, 0, 10), 95, limitOf(500), { waitedMs: [499, 499, 500, 501] });
  expect(few).toMatchObject({ kind: 'pass', samples: 1002, interval: { upper: expect.closeTo(9.65, 1) } });
});

test('a percentile that falls on waits fails, and its figure is only the least that it can be', () => {
  const waits = Array.from({ length: 120 }, () => 600);
  const verdict = judgePercentile(evenly(880, 0, 10), 95, limitOf(500), { waitedMs: waits });
  expect(verdict).toMatchObject({ kind: 'fail', isAtLeast: true, samples: 1000 });
  expect(verdict).not.toHaveProperty('interval.upper');
});

test('a wait never makes a pass: an interval that reaches into waits has no upper end', () => {
  const waits = Array.from({ length: 50 }, () => 600);
  const verdict = judgePercentile(evenly(950, 0, 10), 95, limitOf(500), { waitedMs: waits });
  expect(verdict.kind).toBe('inconclusive');
  expect(verdict).not.toHaveProperty('interval.upper');
});

test('the same samples give the same verdict twice', () => {
  const [first, second] = [1, 2].map(() => judgePercentile(evenly(500, 0, 900), 99, limitOf(880)));
  expect(JSON.stringify(first)).toBe(JSON.stringify(second));
});

test('too few samples to measure the percentile leave the figure out', () => {
  const verdict = judgePercentile(evenly(12, 0, 10), 95, limitOf(500));
  expect(verdict).toMatchObject({ kind: 'inconclusive', samples: 12 });
  expect(verdict).not.toHaveProperty('figure');
});

test('too few samples to measure the percentile can still show that it is over the limit: by its lower bound', () => {
  const verdict = judgePercentile(evenly(12, 600, 720), 95, limitOf(500));
  expect(verdict).toMatchObject({ kind: 'fail', samples: 12, isAtLeast: true });
  const lower = expect.closeTo(700, -1);
  expect(verdict).toMatchObject({ figure: lower, interval: { lower } });
});

test('fewer than five, or five with one slow moment among them, show nothing, whoever made them slow', () => {
  for (const [samples, kind] of [
    [[1_094], 'inconclusive'],
    [[700, 800, 900, 1_000], 'inconclusive'],
    [[90, 100, 110, 520, 831], 'inconclusive'],
    [[90, 100, 600, 620, 831], 'fail'],
  ] as const) {
    const verdict = judgePercentile(histogramOf(samples), 95, limitOf(500));
    expect(verdict.kind, samples.join(', ')).toBe(kind);
    if (kind === 'inconclusive')
      expect(verdict).toMatchObject({
        reason: `too few samples: ${samples.length}, a p95 needs at least 72`,
      });
    const ours = judgePercentile(histogramOf(samples), 95, limitOf(500), {
      least: histogramOf(samples.map((ms) => ms / 10)),
    });
    expect('because' in ours ? ours.because : undefined).toBe(kind === 'fail' ? 'own delay' : undefined);
  }
});

/** 1,000 equal latencies of which the measurer may have added some: their interval is a point. */
for (const [measuredMs, leastMs, kind, because] of [
  [499, 499, 'pass', undefined],
  [499, 1, 'pass', undefined],
  [500, 500, 'fail', undefined],
  [560, 500, 'fail', undefined],
  [560, 499, 'inconclusive', 'own delay'],
  [60_000, 0, 'inconclusive', 'own delay'],
] as const) {
  test(`limit 500 ms, measured ${measuredMs}, at least ${leastMs}: ${kind}`, () => {
    const least = constantHistogram(leastMs);
    const verdict = judgePercentile(constantHistogram(measuredMs), 95, limitOf(500), { least });
    expect(verdict.kind).toBe(kind);
    expect('because' in verdict ? verdict.because : undefined).toBe(because);
  });
}

test('a limit within the interval of what was measured needs samples, whatever the bound', () => {
  const verdict = judgePercentile(evenly(1000, 480, 501), 95, limitOf(500), {
    least: evenly(1000, 100, 200),
  });
  expect(verdict).toMatchObject({
    kind: 'inconclusive',
    reason: 'the interval of 1,000 samples includes the limit',
  });
  expect(verdict).not.toHaveProperty('because');
});

test('the interval reaches from the lower end of the least to the upper end of the measured', () => {
  const verdict = judgePercentile(evenly(1000, 0, 1), 95, limitOf(500), { least: evenly(1000, 0, 0.5) });
  expect(verdict).toMatchObject({ figure: 0.95, least: 0.475, interval: { lower: 0.468, upper: 0.964 } });
});

test('a wait that has reached the limit counts in both', () => {
  const waitedMs = Array.from({ length: 120 }, () => 600);
  const verdict = judgePercentile(evenly(880, 0, 10), 95, limitOf(500), {
    waitedMs,
    least: evenly(880, 0, 1),
  });
  expect(verdict).toMatchObject({ kind: 'fail', isAtLeast: true });
});

function histogramOf(latenciesMs: readonly number[]): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (const ms of latenciesMs) histogram.record(ms * 1000);
  return histogram;
}
