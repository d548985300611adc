import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { outputDirFlag, registerCommand, reportCommand } from '../../../src/record/next-command.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';

const PROJECT = resolve(import.meta.dirname, '../../..');

test('the command for a run in the project needs no folder, for any other run it names the folder', () => {
  expect(reportCommand(new RunFolder(`${PROJECT}/reports/runs/id`))).toBe('npm run report -- id');
  expect(reportCommand(new RunFolder('/tmp/results/runs/id'))).toBe(
    'npm run report -- id --output-dir /tmp/results',
  );
});

test('a folder that a shell would take apart is quoted', () => {
  expect(outputDirFlag({ path: "/tmp/Jo's ü/runs/id" })).toBe(" --output-dir '/tmp/Jo'\\''s ü'");
});

test('the command that registers the test user goes to the target of the run', () => {
  const run = { scenario: 'smoke', environment: 'development' } as const;
  expect(registerCommand(run, { baseUrl: undefined, allowTarget: undefined })).toBe(
    './scripts/run-load-tests.sh smoke development --register-test-user',
  );
  expect(registerCommand(run, { baseUrl: 'http://desk.test:81', allowTarget: ['desk.test', 'b.test'] })).toBe(
    './scripts/run-load-tests.sh smoke development --base-url http://desk.test:81 --allow-target desk.test,b.test --register-test-user',
  );
});
