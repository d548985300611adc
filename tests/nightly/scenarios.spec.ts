import { expect } from '@playwright/test';
import { test } from '../suite/suite-test.ts';
import { validRun } from '../suite/valid-run.ts';

/**
 * Every scenario in its own shape, shortened. Those with hundreds of users are scaled down too: generator, sandbox and
 * browsers share one machine here, and its limits are not what the test is about.
 */
const SHORTENED = [
  { scenario: 'smoke', settings: { DURATION: '40s' }, vus: 10 },
  { scenario: 'load', settings: { DURATION: '80s', VUS: '40' }, vus: 40 },
  { scenario: 'stress', settings: { DURATION: '100s', VUS: '100' }, vus: 100 },
  { scenario: 'spike', settings: { DURATION: '90s', VUS: '200' }, vus: 200 },
  { scenario: 'soak', settings: { DURATION: '75s', VUS: '20' }, vus: 20 },
] as const;

for (const { scenario, settings, vus } of SHORTENED) {
  test(`${scenario}, shortened, is green twice in a row`, async ({ run }) => {
    for (const time of ['first', 'second']) {
      const { run: measured, exitCode } = await validRun(() => run([`--project=${scenario}`], settings));
      expect(exitCode, `${time} run\n${measured.printed()}`).toBe(0);
      const record = measured.record();
      expect(record.vus).toBe(vus);
      const { sent = 0, ok = 0, failed = 0, unfinished = 0, slices = [] } = record.traffic ?? {};
      expect(sent).toBeGreaterThan(100);
      expect(ok + failed + unfinished, 'the counts add up').toBe(sent);
      expect(Math.max(...slices.map((slice) => slice.vus)), 'users at the peak').toBe(vus);
      // A stress of 100 users is a normal day, a spike of 200 is not.
      expect(record.overload?.levels.map(({ to }) => to)).toEqual(
        scenario === 'spike' ? [100, 200, 200, 200] : undefined,
      );
      const journeys = new Set(record.rounds.map(({ journey }) => journey));
      expect([...journeys].sort()).toEqual(['create-deal', 'login', 'tax-quote']);
    }
  });
}
