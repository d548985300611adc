import { expect, test } from '@playwright/test';
import { LatencyHistogram } from '../../../src/measure/latency-histogram.ts';
import { mostTimesSlower, type SaturatingFigures, voidIfSpared } from '../../../src/verdict/spared-target.ts';
import { type Judgement, limitOf, type Statistic } from '../../../src/verdict/verdict.ts';
import { constantHistogram } from '../../made/histogram-of.ts';
import { seeded } from '../../made/made-traffic.ts';

const CONNECTIONS = 10;

/** Draws a time in milliseconds. */
type Times = (random: () => number) => number;

const always =
  (ms: number): Times =>
  () =>
    ms;
const exponential =
  (ms: number): Times =>
  (random) =>
    -ms * Math.log(1 - random());
/** One of twenty takes twenty times as long. */
const uneven: Times = (random) => exponential(random() < 0.05 ? 10 : 0.5)(random);

interface Target {
  readonly cores: number;
  readonly service: Times;
  /** Whether it works on all requests at once, and not on one after the other. */
  readonly shares: boolean;
}

/** A request in the target: when it came, and how much work is left. */
interface Pending {
  readonly cameMs: number;
  leftMs: number;
}

/** A burst of ten connections on a target, in simulated time; each answer stays in our hands for a while. */
function simulated({ cores, service, shares }: Target, own: Times): SaturatingFigures {
  const random = seeded(7);
  const [successes, least] = [new LatencyHistogram(), new LatencyHistogram()];
  const pending: Pending[] = [];
  let inHandsUntil = Array.from({ length: CONNECTIONS }, () => 0);
  let nowMs = 0;
  while (least.count < 6_000) {
    const active = shares ? pending : pending.slice(0, cores);
    const speed = shares ? Math.min(1, cores / Math.max(1, pending.length)) : 1;
    const sentMs = Math.min(...inHandsUntil);
    const doneMs = nowMs + Math.min(...active.map(({ leftMs }) => leftMs)) / speed;
    const stepMs = Math.min(sentMs, doneMs) - nowMs;
    for (const request of active) request.leftMs -= stepMs * speed;
    nowMs += stepMs;
    if (sentMs <= doneMs) {
      inHandsUntil = inHandsUntil.toSpliced(inHandsUntil.indexOf(sentMs), 1);
      pending.push({ cameMs: nowMs, leftMs: service(random) });
      continue;
    }
    const [done] = active.toSorted((a, b) => a.leftMs - b.leftMs);
    if (done === undefined) break;
    pending.splice(pending.indexOf(done), 1);
    const ownMs = own(random);
    least.record((nowMs - done.cameMs) * 1000);
    successes.record((nowMs - done.cameMs + ownMs) * 1000);
    inHandsUntil.push(nowMs + ownMs);
  }
  return { successes, least, connections: CONNECTIONS };
}

const percentileMs = ({ successes }: SaturatingFigures, percentile: number) =>
  (successes.percentileUs(percentile) ?? 0) / 1000;

/** What becomes of a limit that a burst held. */
function judged(burst: SaturatingFigures, limit: number, statistic: Statistic = 'p95'): Judgement {
  const held = limitOf({ kind: 'operation', id: 'deals.get' }, statistic, 'baseline', limit);
  const figure = percentileMs(burst, 95);
  return voidIfSpared({ kind: 'pass', ...held, figure, samples: burst.successes.count, interval: {} }, burst);
}

for (const [target, shares] of [
  ['works on all requests at once', true],
  ['answers one after the other', false],
] as const) {
  test(`a target that ${target} would not break a limit under the whole burst that is held in spite of our delay`, () => {
    const found = [1, 2].flatMap((cores) =>
      [always(1), exponential(1), uneven].flatMap((service) => {
        const offered = simulated({ cores, service, shares }, always(0));
        return [always(1), always(5), exponential(5)].flatMap((own) => {
          const spared = simulated({ cores, service, shares }, own);
          return [95, 99].map((percentile) => {
            const measuredMs = percentileMs(spared, percentile);
            const ownMs = ((spared.least?.percentileUs(percentile) ?? 0) / 1000) * mostTimesSlower(spared);
            return percentileMs(offered, percentile) / Math.max(measuredMs, ownMs);
          });
        });
      }),
    );
    // So many samples know a p99 of an uneven service to a tenth.
    expect(Math.max(...found)).toBeLessThan(1.1);
  });
}

test('the measured percentile alone would not be enough: slow requests wait for many others where all share the cores', () => {
  const target = { cores: 1, service: uneven, shares: true };
  const [offered, spared] = [simulated(target, always(0)), simulated(target, always(5))];
  expect(percentileMs(offered, 99)).toBeGreaterThan(1.5 * percentileMs(spared, 99));
});

/** A burst whose answers all took as long, of which a part was ours. */
const even = (measuredMs: number, leastMs: number, connections = CONNECTIONS): SaturatingFigures => ({
  successes: constantHistogram(measuredMs),
  least: constantHistogram(leastMs),
  connections,
});

test('a target is slower by the share of our delay at most, and by the number of connections', () => {
  expect(mostTimesSlower(even(12, 4))).toBeCloseTo(3, 1);
  expect(mostTimesSlower(even(100, 1))).toBe(CONNECTIONS);
  expect(mostTimesSlower(even(12, 4, 1))).toBe(1);
  expect(mostTimesSlower(even(12, 12))).toBe(1);
  expect(mostTimesSlower({ ...even(12, 4), least: undefined })).toBe(1);
});

test('a burst that has most answers in its own hands keeps a pass that is nowhere near its limit', () => {
  expect(judged(even(1, 0.3), 300)).toMatchObject({ kind: 'pass' });
});

/** Nine of ten answers are quick and have a delay of ours; one is slow, and its latency is the target's. */
function slowTail(): SaturatingFigures {
  const [successes, least] = [new LatencyHistogram(), new LatencyHistogram()];
  for (let answer = 0; answer < 400; answer += 1) {
    const [own, its] = answer % 10 === 0 ? [0, 200] : [40, 10];
    successes.record((its + own) * 1000);
    least.record(its * 1000);
  }
  return { successes, least, connections: CONNECTIONS };
}

test('a pass is void where the slow answers are the target’s, and there may be many more of them at a time', () => {
  const verdict = judged(slowTail(), 300);
  expect(verdict).toMatchObject({ kind: 'inconclusive', because: 'own delay', figure: 200 });
  expect(verdict).toMatchObject({
    reason:
      "the measurer's own delay took up to 55.38 % of the time of the 10 connections, which spared the target: with all of them under way in it the p95 may be up to 448 ms",
  });
  expect(judged(slowTail(), 500)).toMatchObject({ kind: 'pass' });
});

test('what is no latency, and what is not held, stays as it is', () => {
  expect(judged(slowTail(), 0.01, 'errorRate')).toMatchObject({ kind: 'pass' });
  expect(judged(slowTail(), 2_000, 'throughput')).toMatchObject({ kind: 'pass' });
  const limit = limitOf({ kind: 'operation', id: 'deals.get' }, 'p95', 'baseline', 300);
  const broken = { kind: 'fail', ...limit, figure: 320, samples: 400, interval: {} } as const;
  expect(voidIfSpared(broken, slowTail())).toBe(broken);
});
