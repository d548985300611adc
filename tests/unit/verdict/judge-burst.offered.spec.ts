import { expect, test } from '@playwright/test';
import { loadTables } from '../../../src/record/load-tables.ts';
import { type BurstFigures, judgeBurst } from '../../../src/verdict/judge-burst.ts';
import type { Judgement } from '../../../src/verdict/verdict.ts';
import { constantHistogram } from '../../made/histogram-of.ts';

const tables = loadTables();

/** The judgements of 400 quick answers, of which `least` is the target's part. */
function quickBurst(conditions: Partial<BurstFigures>): readonly Judgement[] {
  return judgeBurst(
    {
      operationId: 'gateway.health',
      service: 'gateway',
      connections: 10,
      successes: constantHistogram(100, 400),
      outcomes: { ok: 400 },
      perSecond: [5_000, 5_000, 5_000],
      saturating: true,
      isAlone: true,
      waitedMs: [],
      ...conditions,
    },
    tables,
  );
}

const kindsOf = (judgements: readonly Judgement[]) =>
  judgements.map((each) => [each.statistic, each.kind, 'because' in each ? each.because : undefined]);

test('a burst whose target was spared by the measurer holds no latency limit, and what throughput it reached it reached', () => {
  // Nine of ten answers were in our hands nearly all of the time; the tenth took the target as long as it was measured.
  const [successes, least] = [constantHistogram(100, 360), constantHistogram(1, 360)];
  for (const each of [successes, least]) each.add(constantHistogram(100, 40));
  const void5 = kindsOf(quickBurst({ successes, least })).filter(([, kind]) => kind !== 'pass');
  expect(void5).toEqual([
    ['p95', 'inconclusive', 'own delay'],
    ['p99', 'inconclusive', 'own delay'],
  ]);
});

const arrivals = (ownLate: number, notSent = 0) => ({
  saturating: false,
  arrivals: { offered: 400, notSent, ownLate },
});

test('a paced burst holds no limit when more than a tenth of it started late by our own fault, and a broken one stays broken', () => {
  expect(new Set(quickBurst(arrivals(40)).map(({ kind }) => kind))).toEqual(new Set(['pass']));
  const late = quickBurst(arrivals(41));
  expect(new Set(kindsOf(late).map(([, ...rest]) => rest.join()))).toEqual(
    new Set(['inconclusive,own delay']),
  );
  expect(late[0]).toMatchObject({
    reason: expect.stringMatching(
      /10\.25 % of the arrivals started more than 10 ms late by the generator's own fault/,
    ),
  });
  const slow = quickBurst({ ...arrivals(41), successes: constantHistogram(900, 400) });
  expect(slow.find(({ statistic }) => statistic === 'p95')).toMatchObject({ kind: 'fail', figure: 900 });
});

test('a paced burst that was ended while requests waited for a connection had too little load', () => {
  const [first] = quickBurst(arrivals(0, 41));
  expect(first).toMatchObject({
    kind: 'inconclusive',
    because: 'load',
    reason: expect.stringContaining('10.25 % of the arrivals were not sent, since no connection was free'),
  });
});
