import { expect, test } from '@playwright/test';
import type { Outage } from '../../../src/measure/outages.ts';
import { goneAtTheEnd } from '../../../src/run/gone-at-the-end.ts';

const ENDS_MS = 600_000;
const dead: Outage = { service: 'deals', fromMs: 541_000, sent: 42, lost: 42, lostBy: { 503: 42 } };
const hanging: Outage = { ...dead, lostBy: { unfinished: 42 } };
const reasonsOf = (outage: Outage) => goneAtTheEnd({ outages: [outage], elapsedMs: ENDS_MS });

test('a service that was gone to the end is a reason of its own, in the words of its outage', () => {
  expect(reasonsOf(dead)).toEqual([
    {
      kind: 'outage',
      text: 'deals: gone from second 541 to the end (59 s); 42 of 42 requests lost (answered 503: 42)',
    },
  ]);
  expect(reasonsOf(hanging)).toHaveLength(1);
});

for (const [what, outage] of [
  ['that came back', { ...dead, toMs: 560_000 }],
  ['of the last three seconds', { ...dead, fromMs: 597_000 }],
  ['whose requests the end of the users left on their way', { ...hanging, fromMs: 592_000 }],
] as const)
  test(`an outage ${what} is none`, () => {
    expect(reasonsOf(outage)).toEqual([]);
  });

test('a traffic without outages has none', () => {
  expect(goneAtTheEnd({ elapsedMs: ENDS_MS })).toEqual([]);
});
