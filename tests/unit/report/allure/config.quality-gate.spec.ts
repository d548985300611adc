import { expect, test } from '@playwright/test';
import type { RunRecord } from '../../../../src/record/run-record.ts';
import { qualityGate } from '../../../../src/report/allure/config.ts';
import type { Verdict } from '../../../../src/verdict/verdict.ts';
import { smallRecord } from '../../../made/small-record.ts';

const broken: Verdict = {
  kind: 'fail',
  subject: { kind: 'operation', id: 'deals.create' },
  statistic: 'p95',
  column: 'baseline',
  limit: 500,
  unit: 'ms',
  direction: 'below',
  figure: 612,
  samples: 1_840,
  interval: { lower: 590, upper: 640 },
  owner: { kind: 'traffic' },
  failsTheRun: true,
};

/** What the gate says of a run: the messages of the rules that do not hold. */
async function complaints(record: RunRecord): Promise<string[]> {
  const { use = [], rules = [] } = qualityGate(record);
  const results = use.map(async ({ rule, validate, message }) => {
    const expected = rules[0]?.[rule];
    const { success, actual } = await validate({
      expected,
      trs: [],
      state: { getResult: () => undefined, setResult: () => undefined },
    });
    return success ? [] : [message({ expected, actual })];
  });
  return (await Promise.all(results)).flat();
}

test('the gate holds for a run that passed', async () => {
  expect(await complaints(smallRecord())).toEqual([]);
});

test('the gate holds for a segment, which is not judged and ends with exit code 0', async () => {
  expect(await complaints(smallRecord({ outcome: 'segment' }))).toEqual([]);
});

test('a broken limit is named, and how many more there are', async () => {
  const record = smallRecord({
    outcome: 'fail',
    reasons: [{ kind: 'limit', text: 'too slow' }],
    verdicts: [broken, broken],
  });
  expect(await complaints(record)).toEqual([
    'deals.create p95 612 ms, limit < 500 ms (baseline), 1,840 samples, 95 % interval 590 to 640 ms: fail (and 1 more)',
    '2026-11-24T10-00-00-smoke-a1b2: fail, too slow',
  ]);
});

test('a broken SLA alone does not close it', async () => {
  expect(
    await complaints(smallRecord({ verdicts: [{ ...broken, column: 'sla', failsTheRun: false }] })),
  ).toEqual([]);
});

test('a run that was invalid closes it, whatever its limits', async () => {
  const invalid = smallRecord({
    runId: 'b',
    outcome: 'invalid',
    reasons: [{ kind: 'invalid', text: 'starved' }],
    verdicts: [broken],
  });
  expect(await complaints(invalid)).toEqual(['b: invalid, starved']);
});
