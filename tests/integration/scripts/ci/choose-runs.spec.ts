import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { runCommand } from '../../../made/started-command.ts';

const SCRIPT = resolve(import.meta.dirname, '../../../../scripts/ci/choose-runs.ts');

test('the runs are the output of the step', async () => {
  const output = test.info().outputPath('output');
  writeFileSync(output, 'earlier=1\n');
  const env = {
    EVENT: 'workflow_dispatch',
    SCENARIO: 'stress',
    ENVIRONMENT: 'staging',
    GITHUB_OUTPUT: output,
  };
  const { code } = await runCommand(process.execPath, [SCRIPT], env);
  expect(code).toBe(0);
  expect(readFileSync(output, 'utf8')).toBe(
    'earlier=1\nruns=[{"scenario":"stress","environment":"staging"}]\n',
  );
});

test('an event that nothing is planned for fails the workflow with one line', async () => {
  const { code, printed } = await runCommand(process.execPath, [SCRIPT], { EVENT: 'release' });
  expect(code).toBe(1);
  expect(printed).toBe(
    'choose-runs: expected the input scenario, a pull request or a schedule, found the event "release"\n',
  );
});
