import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { runCommand } from '../../../made/started-command.ts';

const SCRIPT = resolve(import.meta.dirname, '../../../../scripts/ci/run-scenario.sh');
/** Stands for the start command: prints what it got, and ends as a run with a broken limit. */
const PRINTS =
  '#!/bin/sh\necho "$*"\nenv | grep -E "^(VUS|DURATION|BASE_URL|SEGMENT|START_AT|TEST_)" | sort\nexit 99\n';

function projectWith(start: string): string {
  const folder = join(test.info().outputPath('project'), 'scripts');
  mkdirSync(join(folder, 'ci'), { recursive: true });
  cpSync(SCRIPT, join(folder, 'ci/run-scenario.sh'));
  writeFileSync(join(folder, 'run-load-tests.sh'), start);
  chmodSync(join(folder, 'run-load-tests.sh'), 0o755);
  return join(folder, 'ci/run-scenario.sh');
}

test('inputs that are filled in reach the run, empty ones do not, and its exit code is the step’s', async () => {
  const env = {
    SCENARIO: 'stress',
    ENVIRONMENT: 'staging',
    VUS: '300',
    DURATION: '',
    BASE_URL: '',
    SEGMENT: '',
    START_AT: '',
    TEST_USERNAME: '',
    TEST_PASSWORD: 'gehe!m "x"',
  };
  const { code, printed } = await runCommand(projectWith(PRINTS), [], env);
  expect(code).toBe(99);
  expect(printed).toBe('stress staging --ci\nTEST_PASSWORD=gehe!m "x"\nVUS=300\n');
});

test('a segment gets its number and its start', async () => {
  const env = { SCENARIO: 'load', ENVIRONMENT: 'staging', SEGMENT: '2/4', START_AT: '2030-01-31T06:00:00Z' };
  const { printed } = await runCommand(projectWith(PRINTS), [], env);
  expect(printed).toBe('load staging --ci\nSEGMENT=2/4\nSTART_AT=2030-01-31T06:00:00Z\n');
});
