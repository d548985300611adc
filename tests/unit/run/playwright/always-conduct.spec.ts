import { basename } from 'node:path';
import { expect, test } from '@playwright/test';
import { alwaysConduct } from '../../../../src/run/playwright/always-conduct.ts';

test('Playwright loads the conductor in addition to the reporters that are chosen', () => {
  const env: NodeJS.ProcessEnv = {};
  expect(alwaysConduct(env)).toEqual([]);
  expect(basename(env.PW_TEST_REPORTER ?? '')).toBe('conductor-reporter.ts');
});

test('the configuration may be loaded twice', () => {
  const env: NodeJS.ProcessEnv = {};
  alwaysConduct(env);
  expect(alwaysConduct(env)).toEqual([]);
});

test('a reporter that somebody else added that way stays, and the configuration lists the conductor', () => {
  const env: NodeJS.ProcessEnv = { PW_TEST_REPORTER: '/opt/their-reporter.js' };
  expect(alwaysConduct(env).map(([path]) => basename(path ?? ''))).toEqual(['conductor-reporter.ts']);
  expect(env.PW_TEST_REPORTER).toBe('/opt/their-reporter.js');
});

test('a worker hands the conductor to nothing that it starts', () => {
  const env: NodeJS.ProcessEnv = {};
  alwaysConduct(env);
  expect(alwaysConduct(Object.assign(env, { TEST_WORKER_INDEX: '0' }))).toEqual([]);
  expect(env.PW_TEST_REPORTER).toBeUndefined();
});
