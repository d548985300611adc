import { expect, test } from '@playwright/test';
import {
  assertMeasured,
  nothingMeasured,
  refusedThroughout,
} from '../../../../lanes/bursts/nothing-measured.ts';
import { LatencyHistogram } from '../../../../src/measure/latency-histogram.ts';

const operationId = 'deals.get';
const none = { operationId, outcomes: {}, successes: new LatencyHistogram(), waitedMs: [] };
const going = { clock: { stopReason: () => undefined } };

/** Latencies of some answers. */
function answered(count: number): LatencyHistogram {
  const successes = new LatencyHistogram();
  for (let answer = 0; answer < count; answer += 1) successes.record(1_000);
  return successes;
}

test('a burst with an answer has measured something', () => {
  expect(nothingMeasured({ ...none, outcomes: { ok: 1 }, successes: answered(1) })).toBeUndefined();
});

test('answers that are failures of the target are judged as such', () => {
  expect(nothingMeasured({ ...none, outcomes: { server_error: 3 } })).toBeUndefined();
});

test('a burst that the rate limiter refused throughout names the operation and what came instead', () => {
  const refused = { count: 12, of: 12, limit: 'user' };
  const burst = { ...none, outcomes: { rate_limited: 12 }, refused };
  expect(nothingMeasured(burst)).toMatch(/^deals\.get: nothing was measured, .*Found: 12 × rate limited\./);
  // Below an announced limit the refusals are the target's doing, and the error rate fails.
  expect(nothingMeasured({ ...burst, refused: { ...refused, announcedPerMinute: 100 } })).toBeUndefined();
});

test('a burst makes its run invalid only if a limiter that the suite went over refused all of it', () => {
  const refused = { count: 12, of: 12, limit: 'user' };
  const burst = { ...none, outcomes: { rate_limited: 12 }, refused };
  expect(refusedThroughout(burst)).toMatch(
    /^deals\.get: the target's rate limiter refused 12 of 12 requests/,
  );
  // A target that fails must not hide behind its limiter.
  expect(refusedThroughout({ ...burst, outcomes: { rate_limited: 1, server_error: 50 } })).toBeUndefined();
  expect(refusedThroughout({ ...burst, waitedMs: [30_000] })).toBeUndefined();
  expect(refusedThroughout({ ...burst, outcomes: { ok: 1 }, successes: answered(1) })).toBeUndefined();
  expect(refusedThroughout({ ...burst, refused: { ...refused, announcedPerMinute: 100 } })).toBeUndefined();
  expect(refusedThroughout(none)).toBeUndefined();
});

test('requests that were all cut before anybody could tell are no answer', () => {
  expect(nothingMeasured({ ...none, waitedMs: [40, 41] })).toContain('Found: 2 without an answer.');
  expect(nothingMeasured(none)).toContain('Found: no request was sent.');
});

test('a burst without an answer is an error, unless the run was stopped', () => {
  expect(() => assertMeasured(going, none)).toThrow('deals.get: nothing was measured');
  assertMeasured({ clock: { stopReason: () => 'the target is gone' } }, none);
});

test.describe('under overload, where no limit of a burst is judged,', () => {
  const reported = { isJudged: false };
  const ownRefusals = { outcomes: { rate_limited: 12 }, refused: { count: 12, of: 12, limit: 'user' } };

  for (const [what, burst, found] of [
    ['failures', { outcomes: { server_error: 40, timeout: 2 } }, '40 × server error, 2 × timeout'],
    ['resets', { outcomes: { reset: 9 } }, '9 × reset'],
    ['hanging requests', { waitedMs: [6_000, 6_000] }, '2 without an answer'],
    ['refusals of a limiter', ownRefusals, '12 × rate limited'],
    ['nothing at all', {}, 'no request was sent'],
  ] as const) {
    test(`a burst with ${what} alone is an error: it must not be green`, () => {
      expect(() => assertMeasured(going, { ...none, ...burst }, reported)).toThrow(
        `deals.get: nothing was measured, under overload no request of its burst succeeded. Found: ${found}. `,
      );
    });
  }

  test('one success among failures is a measurement', () => {
    const outcomes = { ok: 1, server_error: 40 };
    assertMeasured(going, { ...none, outcomes, successes: answered(1) }, reported);
  });

  test('a burst of a run that was stopped is no error', () => {
    assertMeasured({ clock: { stopReason: () => 'the target is gone' } }, none, reported);
  });
});
