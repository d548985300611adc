import { expect, test } from '@playwright/test';
import type { BurstResult } from '../../../src/bursts/burst-result.ts';
import { allBurstsOf, burstRecord } from '../../../src/record/round-record.ts';
import { histogramOf } from '../../made/histogram-of.ts';
import { smallBurst, smallRound } from '../../made/small-record.ts';

test('the rate of a burst is that of all its successes, the first of each connection included, and it says when it was sent', () => {
  // Ten connections whose three answers took 400 ms each: the first ones are no latency of the burst.
  const successes = histogramOf(Array.from({ length: 20 }, () => 400_000));
  const result = {
    operationId: 'deals.list',
    mode: { kind: 'saturating' },
    connections: 10,
    elapsedMs: 1_200,
    outcomes: { ok: 30, server_error: 6 },
    successes,
    least: successes,
    overTime: [],
  } as unknown as BurstResult;
  expect(burstRecord(result).requestsPerSecond).toBeCloseTo(25, 6);
  expect(burstRecord({ ...result, beganAtMs: 1_000, endedAtMs: 2_300 })).toMatchObject({
    beganAtMs: 1_000,
    endedAtMs: 2_300,
  });
  expect(burstRecord(result)).not.toHaveProperty('beganAtMs');
  expect(burstRecord({ ...result, endedEarly: 'its token ended' }).endedEarly).toBe('its token ended');
  expect(burstRecord(result)).not.toHaveProperty('endedEarly');
});

test('the bursts of a run are those of the baseline, and those of the rounds that have one', () => {
  const round = smallRound(1, [100]);
  const rounds = [{ burst: undefined }, round];
  const alone = smallBurst('deals.list', 20);
  expect(allBurstsOf({ bursts: [alone], rounds })).toEqual([alone, round.burst]);
});
