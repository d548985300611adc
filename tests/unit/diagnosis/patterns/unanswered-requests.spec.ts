import { expect, test } from '@playwright/test';
import { diagnosisInput } from '../../../../src/diagnosis/diagnosis-input.ts';
import { errorBurst } from '../../../../src/diagnosis/patterns/error-burst.ts';
import { steadyErrors } from '../../../../src/diagnosis/patterns/steady-errors.ts';
import { unansweredRequests } from '../../../../src/diagnosis/patterns/unanswered-requests.ts';
import { madeInput, madeTraffic } from '../../../made/made-traffic.ts';

/** One in forty requests gets no answer. */
const some = madeInput({ failure: ({ chance }) => (chance < 0.025 ? 'timeout' : undefined) });

test('requests that run into their time limit while others are quick are unanswered, and no errors of another name', () => {
  const [found] = unansweredRequests(some);
  expect(found).toMatchObject({ kind: 'unanswered requests', confidence: 'high', fromMs: 0, toMs: 60_000 });
  expect(found?.evidence[0]).toContain('while others were answered as usual');
  expect(steadyErrors(some)).toEqual([]);
});

test('a crowd that was given up at once, as the connections of the beginning are, is no burst of errors', () => {
  let given = 0;
  const failure = ({ at }: { at: number }) => (at > 35 && at < 36 && given++ < 7 ? 'timeout' : undefined);
  const input = madeInput({ failure });
  expect(unansweredRequests(input)[0]?.figures[0]).toEqual({ name: 'unanswered', value: 7, unit: '' });
  expect(errorBurst(input)).toEqual([]);
});

/** A healthy traffic, at whose end requests had waited for so many milliseconds. */
function waiting(waitedMs: readonly number[]) {
  const slices = madeTraffic();
  const last = slices.at(-1);
  const operation = last?.operations['deals.get'];
  if (last === undefined || operation === undefined) throw new Error('traffic: expected deals.get');
  const operations = { ...last.operations, 'deals.get': { ...operation, waitedMs } };
  const input = { bands: [], outages: [], series: [], load: [] };
  return diagnosisInput({ ...input, slices: [...slices.slice(0, -1), { ...last, operations }] });
}

test('what had waited long when the run was over counts, with how long, and what was on its way does not', () => {
  const [found] = unansweredRequests(waiting([31_000, 30_000, 12_000, 200]));
  expect(found).toMatchObject({ subject: 'deals.get', confidence: 'medium' });
  expect(found?.figures).toEqual([
    { name: 'unanswered', value: 3, unit: '' },
    { name: 'longest wait', value: 31, unit: 's' },
  ]);
  expect(unansweredRequests(waiting([9_000, 9_000, 9_000, 9_000]))).toEqual([]);
});

test('a slow target that answers late too, an outage, two requests and other errors are none', () => {
  const slow = madeInput({
    failure: ({ chance }) => (chance < 0.025 ? 'timeout' : undefined),
    latency: ({ chance, ms }) => (chance > 0.8 ? 20_000 : ms),
  });
  const outages = [{ fromMs: 20_000, toMs: 26_000, sent: 43, lost: 41, lostBy: { timeout: 41 } }];
  const gone = madeInput({ failure: ({ at }) => (at > 20 && at < 21 ? 'timeout' : undefined) }, { outages });
  let given = 0;
  const two = madeInput({ failure: () => (given++ < 2 ? 'timeout' : undefined) });
  const refused = madeInput({ failure: ({ chance }) => (chance < 0.025 ? 'refused' : undefined) });
  for (const input of [slow, gone, two, refused, madeInput()]) expect(unansweredRequests(input)).toEqual([]);
});
