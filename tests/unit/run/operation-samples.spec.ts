import { expect, test } from '@playwright/test';
import { sum } from '../../../src/base/statistics/averages.ts';
import { lengthMs } from '../../../src/measure/judged-slices.ts';
import { figuresByOperation } from '../../../src/measure/operation-figures.ts';
import { readSlices } from '../../../src/measure/slice-file.ts';
import { operationNeeds, plannedSamples } from '../../../src/run/operation-samples.ts';
import { ALL_OFFERED } from '../../made/all-offered.ts';

const offers = ALL_OFFERED;
const sockets = { 'messaging.fanout': { kind: 'offered' }, 'showroom.fanout': { kind: 'offered' } } as const;

const needs = (requests: number, minutes: number, selected?: string) =>
  operationNeeds({ offers, sockets, pairs: 1, selected }, { requests, aloneMs: minutes * 60_000 });

test('a real run sent each operation about as often as its plan says', () => {
  const slices = readSlices('tests/made/golden/slices-of-a-smoke.jsonl');
  const sent = [...figuresByOperation(slices)]
    .filter(([id]) => id in offers)
    .map(([id, figures]) => [id, figures.sent] as const);
  const planned = plannedSamples(
    { offers, sockets, pairs: 1 },
    { requests: sum(sent.map(([, count]) => count)), aloneMs: lengthMs(slices) },
  );
  expect(planned.size).toBe(50);
  for (const [id, count] of sent) {
    const wanted = planned.get(id) ?? 0;
    // Users come and leave in the middle of what they do, and draw what they do: three standard deviations, and a tenth.
    const most = 3 * Math.sqrt(wanted + 1) + wanted / 10;
    expect(Math.abs(count - wanted), `${id}: ${count} sent, ${wanted} planned`).toBeLessThanOrEqual(most);
  }
});

test('a short run has too few requests of each operation', () => {
  expect(needs(840, 0.6)).toMatch(
    /^To show that it holds, an operation needs 72 of its own for its p95, 368 for its p99; fewer can show that it is broken\. As planned, too few are sent for the p95 and the p99 of any of the 50 operations$/,
  );
});

test('the visits of the auth service do not grow with the users, so their operations lack requests in a long run', () => {
  expect(needs(50_000, 3.5)).toMatch(
    /too few are sent for the p95 and the p99 of auth\.login, auth\.refresh, auth\.register, auth\.changePassword, auth\.forgotPassword and auth\.logout$/,
  );
});

test('those that lack requests for their p99 only are counted where they are many', () => {
  expect(needs(12_500, 30)).toMatch(
    /too few are sent for the p95 of auth\.register and the p99 of \d\d of the 50 operations$/,
  );
});

test('where each operation has enough there is nothing to add, nor where OPERATIONS chose them', () => {
  expect(needs(10_000_000, 1_000)).toMatch(/fewer can show that it is broken$/);
  expect(needs(840, 0.6, 'deals.*')).toMatch(/fewer can show that it is broken$/);
});

test('what the target does not offer is not sent', () => {
  const { 'auth.register': _, ...others } = offers;
  const planned = plannedSamples(
    { offers: { ...others, 'deals.create': { kind: 'not offered' } }, sockets: {}, pairs: 1 },
    { requests: 1_000, aloneMs: 60_000 },
  );
  expect([planned.has('deals.create'), planned.has('auth.register')]).toEqual([false, false]);
  expect(planned.get('auth.login')).toBeCloseTo(12);
});

test('what pairs of socket users post counts, of the showroom for as many pairs as have a board', () => {
  const ofPairs = (pairs: number) => {
    const planned = plannedSamples({ offers, sockets, pairs }, { requests: 0, aloneMs: 60_000 });
    return [planned.get('messaging.sendMessage'), planned.get('showroom.closeVisit')];
  };
  expect(ofPairs(2)).toEqual([60, 60]);
  expect(ofPairs(50)).toEqual([1_500, 300]);
});
