import { expect, test } from '@playwright/test';
import { assertLimits } from '../../../lanes/lane-results.ts';
import { limitOf, type Verdict } from '../../../src/verdict/verdict.ts';

const QUOTA = "a CPU quota stopped the measurer's container for 6 s (summed over cores): give it more CPU";

/** A limit that stayed open. */
function open(because: 'own delay' | 'crowded'): Verdict {
  return {
    kind: 'inconclusive',
    ...limitOf({ kind: 'operation', id: 'deals.list' }, 'p95', 'baseline', 1),
    samples: 500,
    interval: {},
    reason: 'open',
    because,
    owner: { kind: 'traffic' },
    failsTheRun: false,
    isHidden: true,
  };
}

test('the message of an invalid measurement names the CPU quota that stopped the measurer', () => {
  expect(() => assertLimits([open('own delay')], '', 6_000)).toThrow(`(open); ${QUOTA}.`);
  expect(() => assertLimits([open('own delay')])).toThrow(/\(open\)\.$/);
});

test('where other programs took the cores, it does not name it', () => {
  expect(() => assertLimits([open('crowded')], '', 6_000)).toThrow(/\(open\)\.$/);
});
