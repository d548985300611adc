import { expect, test } from '@playwright/test';
import type { BurstResult } from '../../../src/bursts/burst-result.ts';
import { burstRecord } from '../../../src/record/round-record.ts';
import { histogramOf } from '../../made/histogram-of.ts';

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
});
