import { expect } from '@playwright/test';
import { test } from '../suite/suite-test.ts';
import { SHORT, TRAFFIC } from './odd-target-rows.ts';

// Options of Playwright that would measure something else than a run says.
for (const [option, named = option] of [
  ['--retries=1', '--retries'],
  ['--repeat-each=2', '--repeat-each'],
  ['--shard=1/2', '--shard'],
  ['-x', '-x or --max-failures'],
  ['--fully-parallel'],
  ['--last-failed'],
] as const) {
  test(`a run with ${option} ends with 1 before anything starts, and names it`, async ({ run }) => {
    const refused = run(['--project=smoke', option], SHORT);
    expect(await refused.ended, refused.printed()).toBe(1);
    expect(refused.printed()).toContain(
      `[BAD_OPTION] checked: the options of Playwright for a run of smoke. Found: ${named}`,
    );
  });
}

test('a second run on the target of another is refused with the name of that one, which goes on', async ({
  run,
}) => {
  const first = run(TRAFFIC, { ...SHORT, DURATION: '20s' });
  await first.until(() => first.printed().includes('preflight'));
  const second = run(TRAFFIC, SHORT);
  expect(await second.ended, second.printed()).toBe(1);
  expect(second.printed()).toContain('[TARGET_IN_USE]');
  expect(second.printed()).toContain(first.outputFolder);
  expect(await first.ended, first.printed()).toBe(0);
});
