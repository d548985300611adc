import { expect, test } from '@playwright/test';
import { powerFaults, powerResult } from '../../../../lab/compare/power-result.ts';
import type { ComparedVerdict, MadeComparison } from '../../../../src/compare/comparison.ts';

/** A comparison in which these operations have these verdicts. */
function comparison(verdicts: Readonly<Record<string, ComparedVerdict>>): MadeComparison {
  return {
    kind: 'compared',
    baseRunId: 'a',
    otherRunId: 'b',
    confidence: 0.95,
    caveats: [],
    rows: Object.entries(verdicts).map(([subject, verdict]) => ({
      kind: 'operation',
      subject,
      statistic: 'p50',
      baseMs: 20,
      otherMs: 22,
      baseSamples: 500,
      otherSamples: 500,
      change: 0.1,
      interval: { lower: 0.05, upper: 0.15 },
      verdict,
      smallestVisible: 0.06,
    })),
  };
}

const quiet = comparison({});
const found = comparison({ 'known.create': 'regressed' });

test('one wrong verdict of an operation and two misses in 20 pairs are within the bounds', () => {
  const same = [comparison({ 'known.list': 'improved' }), ...Array<MadeComparison>(19).fill(quiet)];
  const slower = [quiet, quiet, ...Array<MadeComparison>(18).fill(found)];
  const result = powerResult(same, slower);
  expect(result).toMatchObject({ pairs: 20, found: 18, foundElsewhere: 0, smallestVisible: 0.06 });
  expect(powerFaults(result)).toEqual([]);
});

test('two wrong verdicts, a third miss and a second operation are faults, one line each', () => {
  const wrong = comparison({ 'known.list': 'regressed' });
  const both = comparison({ 'known.create': 'regressed', 'known.update': 'regressed' });
  const same = [wrong, wrong, ...Array<MadeComparison>(18).fill(quiet)];
  const slower = [quiet, quiet, quiet, both, ...Array<MadeComparison>(16).fill(found)];
  expect(powerFaults(powerResult(same, slower))).toEqual([
    expect.stringContaining('known.list: 2 of 20 pairs of the same target'),
    expect.stringContaining('known.create: 17 of 20 pairs found'),
    expect.stringContaining('1 of 20 pairs reported a change of another operation'),
  ]);
});
