import { expect, test } from '@playwright/test';
import { listTests } from '../../../made/listed-tests.ts';

test('OPERATIONS narrows the bursts of a baseline to those that it names', () => {
  const { stdout, stderr } = listTests('baseline', { env: { OPERATIONS: 'tax.*,deals.get' } });
  const bursts = [...stdout.matchAll(/› ([\w.]+): [A-Z]+ \//g)].map(([, id]) => id);
  expect(bursts.toSorted(), stderr).toEqual(['deals.get', 'tax.batch', 'tax.calculate']);
});
