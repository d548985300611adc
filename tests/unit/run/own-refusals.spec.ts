import { expect, test } from '@playwright/test';
import { decodeSlice } from '../../../src/measure/decoded-slice.ts';
import { loadTables } from '../../../src/record/load-tables.ts';
import { judgeSlices } from '../../../src/run/judge-slices.ts';
import type { RateLimits } from '../../../src/target/preflight/finding.ts';
import { constantHistogram } from '../../made/histogram-of.ts';
import { madeSlice } from '../../made/slices.ts';

const none: RateLimits = {
  enabled: false,
  perUserPerMinute: undefined,
  perDealershipPerMinute: 5000,
  perAddressPerMinute: undefined,
};
const announced: RateLimits = { ...none, enabled: true, perUserPerMinute: 1000, perAddressPerMinute: 100 };

/** The verdicts of a smoke in which so many requests were refused, next to 1,000 that were answered. */
function judged(refused: number, rateLimits: RateLimits, serverErrors = 0) {
  const successes = constantHistogram(20).encode();
  const outcomes = { ok: 1_000, rate_limited: refused, server_error: serverErrors };
  const slice = decodeSlice(madeSlice(0, { 'deals.list': { outcomes, successes, bytesReceived: 0 } }));
  const plan = { scenario: 'smoke', offers: {}, sockets: {}, rateLimits };
  return judgeSlices([slice], plan, loadTables(), { slaCounts: false });
}

const errorRateOf = ({ verdicts }: ReturnType<typeof judged>) =>
  verdicts.find(({ statistic, column }) => statistic === 'errorRate' && column === 'scenario');

test('a limiter that nobody announced fails no target: the error rate stays open, with 429 and the limit named', () => {
  const smoke = judged(50, none);
  expect(errorRateOf(smoke)).toMatchObject({
    kind: 'inconclusive',
    figure: 0,
    reason: expect.stringMatching(
      /50 of 1,050 requests \(429, limit per user or dealership\): the suite itself/,
    ),
  });
  expect(smoke.verdicts.filter(({ failsTheRun }) => failsTheRun)).toEqual([]);
  expect(smoke.lostLoad).toBeUndefined();
  // Few refusals leave the latencies as they are.
  expect(
    smoke.verdicts.find(({ column, statistic }) => column === 'scenario' && statistic === 'p95')?.kind,
  ).toBe('pass');
});

test('many refusals make every pass void, and the load was not what was planned', () => {
  const smoke = judged(600, none);
  expect(smoke.lostLoad).toMatch(/refused 600 of 1,600 requests \(429/);
  expect(smoke.isLostToOwnDelay).toBe(false);
  expect(smoke.verdicts.filter(({ kind }) => kind === 'pass')).toEqual([]);
});

test('failures of the target next to such refusals are still failures', () => {
  const smoke = judged(600, none, 200);
  expect(errorRateOf(smoke)).toMatchObject({ kind: 'fail', failsTheRun: true, figure: 200 / 1_200 });
});

test('below an announced limit, refusals are failures of the target like any other', () => {
  const smoke = judged(50, announced);
  expect(errorRateOf(smoke)).toMatchObject({ kind: 'fail', figure: 50 / 1_050, failsTheRun: true });
  expect(errorRateOf(smoke)).toMatchObject({ explanation: expect.stringContaining('answered 429') });
});

test('without refusals nothing changes', () => {
  expect(errorRateOf(judged(0, none))).toMatchObject({ kind: 'pass', figure: 0 });
});
