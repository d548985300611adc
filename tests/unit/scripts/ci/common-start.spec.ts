import { expect, test } from '@playwright/test';
import { commonStart } from '../../../../scripts/ci/common-start.ts';
import { loadTables } from '../../../../src/record/load-tables.ts';
import { checkSegment } from '../../../../src/run/plan-segment.ts';
import { MOMENT } from '../../../../src/settings/kinds-of-segments.ts';
import { planScenario } from '../../../../src/traffic/plan/scenario-plan.ts';
import { scenarioRow } from '../../../../src/verdict/thresholds/thresholds.ts';

const NOW_MS = Date.parse('2026-11-28T22:00:00Z');

test('the traffic begins in ten minutes, or in the time that was given', () => {
  expect(commonStart('', NOW_MS)).toBe('2026-11-28T22:10:00.000Z');
  expect(commonStart('25m', NOW_MS)).toBe('2026-11-28T22:25:00.000Z');
});

test('no start is chosen that a segment would refuse', () => {
  const tables = loadTables();
  const segment = { index: 1, of: 2 };
  const plan = planScenario(scenarioRow(tables, 'smoke'), tables.journeys.values(), { segment });
  for (const startIn of ['', '1h']) {
    const startAtMs = MOMENT.schema.parse(commonStart(startIn, NOW_MS));
    expect(() => checkSegment({ segment, startAtMs }, 'smoke', plan, NOW_MS)).not.toThrow();
  }
  for (const startIn of ['10', '0m', '59s', '61m', 'soon'])
    expect(() => commonStart(startIn, NOW_MS)).toThrow(
      `expected START_IN from 60 s to 1 h, such as 10m, found "${startIn}"`,
    );
});
