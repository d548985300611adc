import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { helpText } from '../../../scripts/command-line/help.ts';
import { readCleanup } from '../../../scripts/command-line/read-cleanup.ts';
import { readCommand } from '../../../scripts/command-line/read-command.ts';
import { PROJECT_ENVIRONMENTS } from '../../../src/target/environments/load-environments.ts';
import { readTarget } from '../../../src/target/environments/resolve-target.ts';

/** A copy of the project's environments with one more file. */
function environmentsWithQa(): string {
  const folder = test.info().outputPath('environments');
  cpSync(PROJECT_ENVIRONMENTS, folder, { recursive: true });
  const qa = {
    $schema: './schema/environment.schema.json',
    description: 'The system on which testers try a release.',
    baseUrl: 'https://qa.example.com',
    ownSystem: true,
    allows: { scenarios: ['smoke', 'load'], writes: true },
  };
  writeFileSync(join(folder, 'qa.json'), JSON.stringify(qa));
  return folder;
}

test('an environment is one file: its name is a word of the command line, and its rules count', () => {
  const env = { ENVIRONMENTS_DIR: environmentsWithQa() };
  expect(readCommand(['load', 'qa'], env, '/')).toMatchObject({
    kind: 'run',
    settings: { environment: 'qa' },
  });
  expect(readCommand(['qa', 'smoke'], env, '/')).toMatchObject({ kind: 'run', scenario: 'smoke' });
  expect(readTarget({ ...env, ENVIRONMENT: 'qa' }).baseUrl).toBe('https://qa.example.com');
  expect(readCleanup(['qa'], env, '/')?.target.baseUrl).toBe('https://qa.example.com');
  expect(helpText(env)).toContain('  development, production, qa, staging; without one,');
  expect(() => readCommand(['stress', 'qa'], env, '/')).toThrow(
    '[SCENARIO_NOT_ALLOWED] checked: whether stress',
  );
});
