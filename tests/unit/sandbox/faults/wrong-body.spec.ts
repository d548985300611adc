import { expect, test } from '@playwright/test';
import { WRONG_BODY } from '../../../../sandbox/faults/wrong-body.ts';
import { switchOn, testSite } from '../../../made/fault-site.ts';

test('of 100 bodies of the operation 10 are wrong, of others none', async () => {
  const site = testSite();
  await switchOn('deals.list:wrong-body+10', site);
  const [step] = site.answerSteps;
  const bodies = Array.from({ length: 100 }, () => step?.('deals.list', '[]'));
  expect(bodies.filter((body) => body === WRONG_BODY)).toHaveLength(10);
  expect(step?.('deals.get', '{}')).toBe('{}');
});
