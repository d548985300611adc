import { expect, test } from '@playwright/test';
import { burstTitle, operationOfBurst } from '../../../src/bursts/burst-title.ts';
import { operations } from '../../../src/target/catalogue.ts';

test('the operation of a burst is read from the title that it gives its test', () => {
  for (const operation of operations) expect(operationOfBurst(burstTitle(operation))).toBe(operation.id);
});
