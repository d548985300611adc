import { expect, test } from '@playwright/test';
import { plannedRuns, type Trigger } from '../../../../scripts/ci/planned-runs.ts';
import { SEGMENT } from '../../../../src/settings/kinds-of-segments.ts';

const nothing: Trigger = {
  event: 'push',
  cron: '',
  scenario: '',
  environment: '',
  vus: '',
  duration: '',
  environments: '',
  segments: '',
  scheduledSegments: '',
  now: new Date('2026-11-28T22:00:00Z'),
};

test('a start by hand runs the scenario on the environment that was chosen', () => {
  const chosen = { event: 'workflow_dispatch', scenario: 'stress', environment: 'staging' };
  expect(plannedRuns({ ...nothing, ...chosen })).toEqual([
    { scenario: 'stress', environment: 'staging', segments: 1 },
  ]);
});

test('a deployment that calls the workflow gets its scenario, whatever its own event is', () => {
  const called = { event: 'schedule', cron: '1 1 * * *', scenario: 'load', environment: 'staging' };
  expect(plannedRuns({ ...nothing, ...called })).toEqual([
    { scenario: 'load', environment: 'staging', segments: 1 },
  ]);
});

test('a pull request runs a smoke against the embedded Desk Studio, and reaches no shared environment', () => {
  expect(plannedRuns({ ...nothing, event: 'pull_request', environments: '["staging"]' })).toEqual([
    { scenario: 'smoke', environment: 'development', segments: 1 },
  ]);
});

test('a schedule runs its scenario on each environment of the repository', () => {
  const at = { ...nothing, event: 'schedule', environments: '["staging","europe"]' };
  expect(plannedRuns({ ...at, cron: '0 3 * * *' })).toEqual([
    { scenario: 'load', environment: 'staging', segments: 1 },
    { scenario: 'load', environment: 'europe', segments: 1 },
  ]);
  expect(plannedRuns({ ...at, cron: '0 5 * * 0', environments: '' })).toEqual([
    { scenario: 'stress', environment: 'development', segments: 1 },
  ]);
  expect(plannedRuns({ ...at, cron: '0 6 1 * *' })[0]?.scenario).toBe('spike');
});

test('a start by hand is shared as its input says, a schedule as the variable says, a pull request never', () => {
  const byHand = { ...nothing, scenario: 'load', environment: 'staging', scheduledSegments: '3' };
  expect(plannedRuns({ ...byHand, segments: '4' })[0]?.segments).toBe(4);
  expect(plannedRuns(byHand)[0]?.segments).toBe(1);
  const due = { ...nothing, event: 'schedule', cron: '0 3 * * *', environments: '["staging","europe"]' };
  const scheduled = plannedRuns({ ...due, scheduledSegments: '3' });
  expect(scheduled.map(({ segments }) => segments)).toEqual([3, 3]);
  const request = { ...nothing, event: 'pull_request', scheduledSegments: '3' };
  expect(plannedRuns(request)[0]?.segments).toBe(1);
});

test('a number of segments is refused where the suite would refuse it', () => {
  const byHand = { ...nothing, scenario: 'load', environment: 'staging' };
  const isTaken = (segments: string) => {
    try {
      return plannedRuns({ ...byHand, segments }).length === 1;
    } catch (error) {
      expect(String(error)).toContain(
        `the input segments to be a whole number from 1 to 64, found "${segments}"`,
      );
      return false;
    }
  };
  for (const segments of ['0', '1', '2', '64', '65', '-1', '1.5', 'two'])
    expect(isTaken(segments), segments).toBe(SEGMENT.schema.safeParse(`1/${segments}`).success);
  const due = { ...nothing, event: 'schedule', cron: '0 3 * * *', scheduledSegments: 'all' };
  expect(() => plannedRuns(due)).toThrow('expected LOAD_TEST_SEGMENTS to be a whole number');
});

test('inputs that would change nothing are refused', () => {
  const byHand = { ...nothing, environment: 'staging', vus: '50', duration: '5m' };
  expect(plannedRuns({ ...byHand, scenario: 'load' })).toHaveLength(1);
  for (const scenario of ['baseline', 'lighthouse'])
    expect(() => plannedRuns({ ...byHand, scenario })).toThrow(
      `expected no vus and no duration for ${scenario}, which has neither users nor stages, found vus=50 and duration=5m`,
    );
  expect(() => plannedRuns({ ...byHand, scenario: 'baseline', duration: '' })).toThrow(/found vus=50$/);
  expect(plannedRuns({ ...byHand, scenario: 'baseline', vus: '', duration: '' })).toHaveLength(1);
});

test('a soak is due every second Saturday, over the end of a year as well', () => {
  const saturdays = Array.from({ length: 8 }, (_, week) => new Date(Date.UTC(2026, 11, 5 + 7 * week, 22)));
  const due = saturdays.map(
    (now) => plannedRuns({ ...nothing, event: 'schedule', cron: '0 22 * * 6', now }).length,
  );
  expect(due).toEqual([1, 0, 1, 0, 1, 0, 1, 0]);
});

test('what fits nothing is an error: a workflow without runs would be green', () => {
  expect(() => plannedRuns(nothing)).toThrow('found the event "push"');
  expect(() => plannedRuns({ ...nothing, event: 'schedule', cron: '1 2 3 4 5' })).toThrow(
    'found "1 2 3 4 5"',
  );
  for (const environments of ['staging', '[]', '[1]', '{}'])
    expect(() => plannedRuns({ ...nothing, event: 'schedule', cron: '0 3 * * *', environments })).toThrow(
      `expected LOAD_TEST_ENVIRONMENTS like ["staging"], found ${environments}`,
    );
});
