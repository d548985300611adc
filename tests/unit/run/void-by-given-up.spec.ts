import { expect, test } from '@playwright/test';
import { decodeSlice } from '../../../src/measure/decoded-slice.ts';
import { LatencyHistogram } from '../../../src/measure/latency-histogram.ts';
import { voidByGivenUp } from '../../../src/run/void-by-given-up.ts';
import { type Judgement, limitOf } from '../../../src/verdict/verdict.ts';
import { constantHistogram } from '../../made/histogram-of.ts';
import { madeSlice } from '../../made/slices.ts';

/** A p95 below 1,000 ms that 1,000 answers held, 40 of 1,000 arrivals that were given up, and requests that hang. */
function afterGivenUp(hanging: number) {
  const givenUp = new LatencyHistogram();
  for (let arrival = 0; arrival < 40; arrival += 1) givenUp.record(3_000_000);
  const arrivals = { offered: 1_000, sent: 960, notSent: 40, late: 0, givenUp: givenUp.encode() };
  const limit = limitOf({ kind: 'scenario', scenario: 'load' }, 'p95', 'scenario', 1_000);
  const held: Judgement = { kind: 'pass', ...limit, figure: 50, samples: 1_000, interval: {} };
  const { judgements } = voidByGivenUp(
    { judgements: [held] },
    {
      load: [decodeSlice(madeSlice(0, {}, { arrivals }))],
      samplesOf: () => ({ answered: constantHistogram(50, 1_000), waitedMs: Array(hanging).fill(3_000) }),
    },
  );
  return judgements[0]?.kind;
}

test('requests that hang count with the arrivals that were given up', () => {
  expect(afterGivenUp(5)).toBe('pass');
  expect(afterGivenUp(20)).toBe('inconclusive');
});
