import { expect } from '@playwright/test';
import { HARD_PASSWORD } from '../made/secret-writings.ts';
import { MARKED_COOKIE, MARKED_TOKEN, startMarkedTarget } from '../suite/marked-secrets.ts';
import { archivesBelow, secretsOnDisk } from '../suite/secrets-on-disk.ts';
import { test } from '../suite/suite-test.ts';
import { validRun } from '../suite/valid-run.ts';

test('traces that Playwright records itself have no secret, those of the sessions that workers began included', async ({
  run,
  sandbox,
}) => {
  const target = await startMarkedTarget(sandbox.url);
  try {
    const settings = {
      BASE_URL: target.url,
      TEST_USERNAME: 'traced@example.com',
      TEST_PASSWORD: HARD_PASSWORD,
      REGISTER_TEST_USER: 'true',
    };
    const { run: traced, exitCode } = await validRun(() =>
      run(['--project=smoke', 'create-deal', 'login', '--trace', 'on'], settings),
    );
    expect([0, 99], traced.printed()).toContain(exitCode);
    expect(target.tokens(), 'the target handed out tokens').toBeGreaterThan(1);
    expect(archivesBelow(traced.outputFolder).length, 'traces of both journeys').toBeGreaterThanOrEqual(2);
    const found = secretsOnDisk(traced.outputFolder, HARD_PASSWORD, MARKED_TOKEN, MARKED_COOKIE);
    expect(found, 'files with a secret').toEqual([]);
  } finally {
    target.close();
  }
});
