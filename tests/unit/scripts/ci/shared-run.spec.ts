import { expect, test } from '@playwright/test';
import { sharedRun } from '../../../../scripts/ci/shared-run.ts';
import { loadTables } from '../../../../src/record/load-tables.ts';
import { CHECK, UNLOADED_PROJECTS } from '../../../../src/record/run-plan.ts';

const staging = { scenario: 'load', environment: 'staging', segments: 1 };

test('a run on one runner has one part, the whole load, whatever its target is', () => {
  const parts = [{ segment: '', title: 'the whole load', artifact: 'reports-load-staging' }];
  expect(sharedRun(staging, '')).toEqual({ ...staging, parts });
  const embedded = { scenario: 'capacity', environment: 'development', segments: 1 };
  expect(sharedRun(embedded, '').parts).toHaveLength(1);
});

test('a shared run has a part for each segment, and each has an artifact of its own', () => {
  const { parts } = sharedRun({ ...staging, segments: 3 }, 'https://staging.example.com');
  expect(parts.map(({ segment }) => segment)).toEqual(['1/3', '2/3', '3/3']);
  expect(parts[1]).toEqual({
    segment: '2/3',
    title: 'segment 2 of 3',
    artifact: 'reports-load-staging-segment-2',
  });
  expect(new Set(parts.map(({ artifact }) => artifact)).size).toBe(3);
});

test('what has a load of users can be shared, a search and what has none cannot', () => {
  const { scenarios } = loadTables();
  const isShareable = (scenario: string) => {
    try {
      return sharedRun({ ...staging, scenario, segments: 2 }, '').parts.length === 2;
    } catch (error) {
      expect((error as Error).message).toMatch(
        /^expected a scenario whose load can be shared \(smoke, load, .*\), found \S+ with 2 segments$/,
      );
      return false;
    }
  };
  for (const [scenario, { search }] of Object.entries(scenarios))
    expect(isShareable(scenario), scenario).toBe(search === undefined);
  for (const scenario of [...UNLOADED_PROJECTS, CHECK]) expect(isShareable(scenario), scenario).toBe(false);
});

const WITHIN_A_RUNNER: [environment: string, baseUrl: string, found: string][] = [
  ['development', '', 'found development at localhost:8080, which is on the runner itself'],
  ['development', 'https://desk.example.com', 'found development, which is on the runner itself'],
  ['staging', 'http://127.0.0.1:8080', 'found staging at 127.0.0.1:8080, which'],
  ['staging', 'http://me:s3cret@localhost', 'found staging at localhost, which'],
];
for (const [environment, baseUrl, found] of WITHIN_A_RUNNER)
  test(`the target of ${environment} ${baseUrl} cannot be shared between runners`, () => {
    expect(() => sharedRun({ ...staging, environment, segments: 2 }, baseUrl)).toThrow(found);
    expect(() => sharedRun({ ...staging, environment, segments: 2 }, baseUrl)).toThrow('or 1 segment');
  });

test('an address that is none, or an environment without a file, is left to the run, which says what is wrong', () => {
  expect(sharedRun({ ...staging, segments: 2 }, 'staging').parts).toHaveLength(2);
  expect(sharedRun({ ...staging, environment: 'unknown', segments: 2 }, '').parts).toHaveLength(2);
});
