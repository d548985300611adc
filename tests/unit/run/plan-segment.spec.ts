import { expect, test } from '@playwright/test';
import { processTables } from '../../../src/record/process-settings.ts';
import {
  checkSegment,
  clockWords,
  commonRunId,
  heldBySegment,
  segmentFinding,
} from '../../../src/run/plan-segment.ts';
import { planScenario } from '../../../src/traffic/plan/scenario-plan.ts';
import { scenarioRow } from '../../../src/verdict/thresholds/thresholds.ts';

const NOW_MS = Date.UTC(2030, 0, 31, 6);
const wanted = { segment: { index: 2, of: 4 }, startAtMs: NOW_MS + 60_000 };
const tables = processTables();

function planOf(scenario: string, vus?: number) {
  const row = scenarioRow(tables, scenario);
  return planScenario(row, tables.journeys.values(), { segment: wanted.segment, ...(vus && { vus }) });
}

function refusal(scenario: string, settings = wanted, plan = planOf('smoke')): string {
  try {
    checkSegment(settings, scenario, plan, NOW_MS);
    return 'taken';
  } catch (error) {
    return (error as Error).message;
  }
}

test('a segment that begins in the next hour is taken, and so is a whole run', () => {
  expect(refusal('smoke')).toBe('taken');
  checkSegment({ segment: undefined, startAtMs: undefined }, 'baseline', undefined, NOW_MS);
});

test('what cannot be shared out is refused by its reason', () => {
  for (const scenario of ['baseline', 'lighthouse', 'check'])
    expect(refusal(scenario)).toContain(
      `no SEGMENT in \`--project=${scenario}\`, whose load cannot be shared`,
    );
  expect(refusal('capacity', wanted, planOf('capacity'))).toContain(
    'no SEGMENT in a search for the capacity',
  );
  expect(refusal('smoke', wanted, planOf('smoke', 3))).toContain('at most as many segments as users, 3');
});

test('a beginning that is over, or more than an hour away, is refused with both times', () => {
  for (const startAtMs of [NOW_MS, NOW_MS - 1, NOW_MS + 3_600_001]) {
    const message = refusal('smoke', { ...wanted, startAtMs });
    expect(message).toContain('[BAD_SETTING] checked: START_AT');
    expect(message).toContain(`it is ${new Date(NOW_MS).toISOString()} now`);
  }
});

test('all segments of a run work in one dealership, and know each other by their beginning', () => {
  const id = commonRunId(wanted, 'smoke');
  expect(id).toBe(commonRunId({ ...wanted, segment: { index: 3, of: 4 } }, 'smoke'));
  expect(id).not.toBe(commonRunId({ ...wanted, startAtMs: wanted.startAtMs + 1_000 }, 'smoke'));
  expect(heldBySegment(wanted, 'smoke').segment?.index).toBe(2);
  expect(heldBySegment(wanted, 'smoke').segment?.run).not.toBe(heldBySegment(wanted, 'load').segment?.run);
  expect(heldBySegment({ segment: undefined, startAtMs: undefined }, 'smoke')).toEqual({});
  expect(commonRunId({ segment: undefined, startAtMs: undefined }, 'smoke')).toBeUndefined();
});

test("the preflight says how far this machine's clock is from the target's, or that nobody knows", () => {
  const segment = { index: 2, of: 4, startAt: '2030-01-31T06:01:00.000Z' };
  expect(clockWords({ offsetMs: 3_004, uncertainMs: 20 })).toBe('3.004 ± 0.020 s behind');
  expect(clockWords({ offsetMs: -400, uncertainMs: 31 })).toBe('0.400 ± 0.031 s ahead of');
  const known = segmentFinding({ ...segment, clock: { kind: 'known', offsetMs: -400, uncertainMs: 31 } });
  expect(known).toMatchObject({
    kind: 'fine',
    found: expect.stringContaining('0.400 ± 0.031 s ahead of it'),
  });
  const unknown = segmentFinding({ ...segment, clock: { kind: 'unknown', why: 'no Date header' } });
  expect(unknown).toMatchObject({
    kind: 'warning',
    found: expect.stringContaining('no Date header'),
    wayOut: expect.stringContaining(
      'The merge will call the run invalid if its segments are on several machines',
    ),
  });
});
