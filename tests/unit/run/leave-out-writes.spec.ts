import { expect, test } from '@playwright/test';
import { loadTables } from '../../../src/record/load-tables.ts';
import { leaveOutWrites } from '../../../src/run/leave-out-writes.ts';
import { targetAt } from '../../made/test-target.ts';

const { journeys } = loadTables();
const production = targetAt('https://desk.test', { environment: 'production' });

test('a run that only reads leaves out the journeys that write, and names them', () => {
  const { target, lanes, findings } = leaveOutWrites(production, ['traffic', ...journeys.keys()], journeys);
  expect(target.readsOnly).toBe(true);
  expect(lanes).toEqual(['traffic', 'login', 'tax-quote', 'find-customer', 'open-deal']);
  expect(findings).toHaveLength(1);
  const [finding] = findings;
  expect(finding).toMatchObject({ kind: 'warning', found: 'this run only reads, as production asks for' });
  expect(finding?.wayOut).toMatch(
    /^left out, so not measured and never passed: the journeys create-deal and check-in; \d+ operations \(.*deals\.create, .*\)\. --allow-production-writes/,
  );
});

test('a run of nothing but what writes is refused with one line', () => {
  expect(() => leaveOutWrites(production, ['create-deal'], journeys)).toThrow(
    '[SCENARIO_NOT_ALLOWED] checked: what may run on production, where a run only reads. Found: nothing but create-deal, ' +
      'which writes. Right would be: a lane that reads, or --allow-production-writes',
  );
});
