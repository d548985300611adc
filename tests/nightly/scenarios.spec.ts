import { expect } from '@playwright/test';
import { requestsBegun } from '../suite/requests-begun.ts';
import { test } from '../suite/suite-test.ts';
import { validRun } from '../suite/valid-run.ts';

/**
 * Every scenario in its own shape, shortened. Those with hundreds of users are scaled down too: generator, sandbox and
 * browsers share one machine here, and its limits are not what the test is about.
 */
const SHORTENED = [
  { scenario: 'smoke', settings: { DURATION: '40s' }, vus: 10 },
  { scenario: 'load', settings: { DURATION: '80s', VUS: '40' }, vus: 40 },
  { scenario: 'stress', settings: { DURATION: '180s', VUS: '200' }, vus: 200 },
  { scenario: 'spike', settings: { DURATION: '90s', VUS: '200' }, vus: 200 },
  { scenario: 'soak', settings: { DURATION: '75s', VUS: '20' }, vus: 20 },
] as const;

/** The most users of each level of those that go above the 100 users of a normal day: normal load, overload, recovery. */
const LEVELS: Readonly<Record<string, readonly number[]>> = {
  stress: [100, 120, 160, 200, 200],
  spike: [100, 200, 200, 200],
};

for (const { scenario, settings, vus } of SHORTENED) {
  test(`${scenario}, shortened, is green twice in a row`, async ({ run }) => {
    for (const time of ['first', 'second']) {
      const { run: measured, exitCode } = await validRun(() => run([`--project=${scenario}`], settings));
      expect(exitCode, `${time} run\n${measured.printed()}`).toBe(0);
      const record = measured.record();
      expect(record.vus).toBe(vus);
      const { sent = 0, slices = [] } = record.traffic ?? {};
      expect(sent).toBeGreaterThan(100);
      expect(sent, 'each request that a user began is counted once').toBe(
        requestsBegun(measured.outputFolder),
      );
      expect(Math.max(...slices.map((slice) => slice.vus)), 'users at the peak').toBe(vus);
      expect(record.overload?.levels.map(({ to }) => to)).toEqual(LEVELS[scenario]);
      const journeys = new Set(record.rounds.map(({ journey }) => journey));
      expect([...journeys].sort()).toEqual(['create-deal', 'login', 'tax-quote']);
    }
  });
}
