import { expect, test } from '@playwright/test';
import { loadTables } from '../../../src/record/load-tables.ts';

/** A limit is there for a slow release: a slow moment of an idle target is not to break it. */
const ROOM = 1.5;
const FEWEST_ROUNDS = 20;

for (const { journey, steps } of loadTables().journeys.values()) {
  test(`the limits of ${journey} stand on what its steps take without traffic, with room`, () => {
    for (const { step, medianMs, unloaded } of steps) {
      expect(unloaded?.rounds, step).toBeGreaterThanOrEqual(FEWEST_ROUNDS);
      expect(medianMs, step).toBeGreaterThan(ROOM * (unloaded?.mostMs ?? Number.POSITIVE_INFINITY));
    }
  });
}
