import { expect } from '@playwright/test';
import { test } from '../suite/suite-test.ts';
import { SHORT, TRAFFIC } from './odd-target-rows.ts';

test('a second run on the target of another is refused with the name of that one, which goes on', {
  annotation: { type: 'row' },
}, async ({ run }) => {
  const first = run(TRAFFIC, { ...SHORT, DURATION: '20s' });
  await first.until(() => first.printed().includes('preflight'));
  const second = run(TRAFFIC, SHORT);
  expect(await second.ended, second.printed()).toBe(1);
  expect(second.printed()).toContain('[TARGET_IN_USE]');
  expect(second.printed()).toContain(first.outputFolder);
  expect(await first.ended, first.printed()).toBe(0);
});
