import { expect, test } from '@playwright/test';
import { capacityPlanSvg, capacityPlanText } from '../../../../scripts/command-line/capacity-plan.ts';
import { planInstances } from '../../../../src/capacity/required-instances.ts';
import { loadTables } from '../../../../src/record/load-tables.ts';

const question = { environment: 'production', peakUsers: 2000, safetyFactor: 1.5 } as const;
const plan = planInstances(
  loadTables().capacity,
  question,
  new Map([['tax', { usersPerInstance: 800, isAtLeast: true }]]),
);

test('the text has a row for each service with instances, memory and cores', () => {
  const text = capacityPlanText(plan, 'the table');
  expect(text).toContain('for 2,000 users at the same time, safety factor 1.5');
  expect(text).toMatch(/gateway +500 +6 +3 +6 +3,072 +3\n/);
  expect(text).toMatch(/tax +≥ 800 +4 +3 +4 +512 +1$/);
});

test('the text says which figures nobody named', () => {
  expect(capacityPlanText(plan, 'the table', 'peak users, from the table')).toContain(
    'Users per instance: the table.\nAssumed, as no flag names them: peak users, from the table.\n\n',
  );
  expect(capacityPlanText(plan, 'the table')).not.toContain('Assumed');
});

test('in the picture the longest bar is the service that needs the most instances, and others are in proportion', () => {
  const picture = capacityPlanSvg(plan, 'a <run>');
  const widths = [...picture.matchAll(/width="([\d.]+)" height="18"/g)].map(([, width]) => Number(width));
  expect(widths).toEqual([240, 400, 320, 360, 160]);
  expect(picture).toContain('10 instances, 300 users each');
  expect(picture).toContain('a &lt;run&gt;');
});
