import { expect, test } from '@playwright/test';
import { CLEANUP_USAGE, readCleanup } from '../../../../scripts/command-line/read-cleanup.ts';

const read = (args: readonly string[], env: NodeJS.ProcessEnv = {}) => readCleanup(args, env, '/home/me');

test('without anything it is the development environment, its folder and three hours', () => {
  expect(read([])).toMatchObject({
    target: { environment: 'development', baseUrl: 'http://localhost:8080', baseUrlIsDefault: true },
    outputFolder: expect.stringMatching(/reports$/),
    olderThanMs: 3 * 3_600_000,
    dryRun: false,
  });
});

test('flags win over variables, and a relative folder starts where the caller is', () => {
  const args = [
    'staging',
    '--base-url',
    'https://s.example.com',
    '--output-dir',
    'out',
    '--older-than',
    '30m',
    '--dry-run',
  ];
  expect(read(args, { BASE_URL: 'http://other', ENVIRONMENT: 'production', OUTPUT_DIR: '/x' })).toMatchObject(
    {
      target: { environment: 'staging', baseUrl: 'https://s.example.com' },
      outputFolder: '/home/me/out',
      olderThanMs: 1_800_000,
      dryRun: true,
    },
  );
  expect(read(['--older-than', '0'])?.olderThanMs).toBe(0);
});

test('what cannot be used is named with what would be right', () => {
  expect(() => read(['stagin'])).toThrow(/\[BAD_SETTING\].*"stagin".*staging, most likely/);
  expect(() => read(['staging'])).toThrow(/\[BAD_SETTING\].*BASE_URL/);
  expect(() => read(['--older-than', 'soon'])).toThrow(/\[BAD_SETTING\].*--older-than.*soon/);
  expect(() => read(['--force'])).toThrow('--force');
  expect(() => read(['staging', 'production'])).toThrow(
    /\[BAD_SETTING\].*the words after the environment.*"production"/,
  );
});

test('the usage lists every flag and both exit codes', () => {
  expect(read(['--help'])).toBeUndefined();
  for (const part of [
    '--base-url',
    '--output-dir',
    '--older-than',
    '--dry-run',
    'TEST_USERNAME',
    'Exit codes',
  ])
    expect(CLEANUP_USAGE).toContain(part);
});
