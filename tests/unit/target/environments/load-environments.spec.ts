import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { loadTables } from '../../../../src/record/load-tables.ts';
import { UNLOADED_PROJECTS } from '../../../../src/record/run-plan.ts';
import { environmentNames, loadEnvironments } from '../../../../src/target/environments/load-environments.ts';
import { readTarget } from '../../../../src/target/environments/resolve-target.ts';

const PLAIN = { description: 'A test.', ownSystem: true, allows: { scenarios: 'all', writes: true } };

const WHY = { since: '2026-11-28', reason: 'Fewer cores than production.' };

/** A folder with these environments. */
function folderWith(files: Readonly<Record<string, unknown>>): string {
  const folder = test.info().outputPath('environments');
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return folder;
}

/** What is said about a file `qa.json` with this content. */
function complaint(content: unknown): string {
  try {
    loadEnvironments(folderWith({ 'qa.json': content }));
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test("the project's environments are right, and name scenarios that exist", () => {
  expect(environmentNames()).toEqual(['development', 'production', 'staging']);
  const known = [...Object.keys(loadTables().scenarios), ...UNLOADED_PROJECTS];
  for (const [name, { allows }] of loadEnvironments())
    if (allows.scenarios !== 'all')
      expect(known, name).toEqual(expect.arrayContaining([...allows.scenarios]));
});

test('a setting wins over the file, which wins over the default', () => {
  const ENVIRONMENTS_DIR = folderWith({
    'qa.json': {
      ...PLAIN,
      baseUrl: 'https://qa.example.com/',
      uiBaseUrl: 'https://app.qa.example.com',
      messagingSocketUrl: 'wss://chat.qa.example.com/ws',
      operations: { 'deals.get': { path: '/v2/deals/{id}' } },
      budgets: { requests: 5, writes: 1, reason: 'few' },
    },
  });
  const env = { ENVIRONMENTS_DIR, ENVIRONMENT: 'qa' };
  expect(readTarget(env)).toMatchObject({
    environment: 'qa',
    baseUrl: 'https://qa.example.com',
    uiBaseUrl: 'https://app.qa.example.com',
    socketUrls: {
      'messaging.connect': 'wss://chat.qa.example.com/ws',
      'showroom.connect': 'wss://qa.example.com/ws/showroom',
    },
    overrides: { 'deals.get': { path: '/v2/deals/{id}' } },
    budgets: { requests: 5, writes: 1 },
  });
  expect(readTarget({ ...env, UI_BASE_URL: 'http://ui.test' }).uiBaseUrl).toBe('http://ui.test');
});

test('with BASE_URL the other addresses follow it, and not the file: two systems would be measured as one', () => {
  const ENVIRONMENTS_DIR = folderWith({
    'qa.json': { ...PLAIN, baseUrl: 'https://qa.example.com', uiBaseUrl: 'https://app.qa.example.com' },
  });
  const { baseUrl, uiBaseUrl, socketUrls } = readTarget({
    ENVIRONMENTS_DIR,
    ENVIRONMENT: 'qa',
    BASE_URL: 'https://branch.test',
  });
  expect([baseUrl, uiBaseUrl, socketUrls['messaging.connect']]).toEqual([
    'https://branch.test',
    'https://branch.test',
    'wss://branch.test/ws/messaging',
  ]);
});

const MISTAKES: readonly [title: string, content: unknown, said: string][] = [
  ['no JSON', '{', 'qa.json: found no JSON; right would be a readable file with JSON'],
  [
    'a member too few',
    { ...PLAIN, ownSystem: undefined },
    'found without ownSystem; right would be ownSystem given',
  ],
  ['an unknown member', { ...PLAIN, colour: 'red' }, 'with the unknown member "colour"; right would be only'],
  [
    'a wrong address',
    { ...PLAIN, baseUrl: 'desk.test' },
    'baseUrl "desk.test"; right would be the address of the gateway',
  ],
  [
    'a wrong list',
    { ...PLAIN, allows: { scenarios: [], writes: true } },
    'allows.scenarios []; right would be "all", or',
  ],
  [
    'a budget of nothing',
    { ...PLAIN, budgets: { requests: 0, writes: 0, reason: 'none' } },
    'budgets.requests 0; right',
  ],
  [
    'an override that is none',
    { ...PLAIN, operations: { 'tax.*': {} } },
    'operations.tax.* {}; right would be { "path"',
  ],
  [
    'an unknown operation',
    { ...PLAIN, operations: { 'taxes.*': { path: '/x' } } },
    '"taxes.*" matches nothing, the closest',
  ],
  [
    'a list of limits that no table has',
    { ...PLAIN, limits: { operation: [] } },
    'limits with the unknown member "operation"; right would be only global, services, operations, sockets, scenarios, journeys, pages',
  ],
  [
    'a figure that a row does not have',
    { ...PLAIN, limits: { operations: [{ operation: 'deals.list', baseline: { p90Ms: 9 }, ...WHY }] } },
    'limits.operations row 1 (deals.list) baseline with the unknown member "p90Ms"; right would be only p95Ms, p99Ms',
  ],
  [
    'a limit in the wrong unit',
    { ...PLAIN, limits: { scenarios: [{ scenario: 'load', p95Ms: 0.5, ...WHY }] } },
    'limits.scenarios row 1 (load) p95Ms 0.5; right would be milliseconds as a number from 5',
  ],
  [
    'a limit without a reason',
    { ...PLAIN, limits: { global: { baseline: { p95Ms: 400 }, since: '2026-11-28' } } },
    'limits.global without reason; right would be reason given',
  ],
];
for (const [title, content, said] of MISTAKES) {
  test(`${title} in an environment is one clear mistake`, () => {
    const message = complaint(content);
    expect(message).toMatch(
      /^\[BAD_ENVIRONMENT\] checked: the environments in .*\. Found: 1 mistake\n {2}- qa\.json: /,
    );
    expect(message).toContain(said);
  });
}

const SECRETS: readonly [place: string, content: object][] = [
  ['testPassword', { testPassword: 'hidden-word' }],
  ['headers.Authorization', { headers: { Authorization: 'hidden-word' } }],
  ['api-key', { 'api-key': 'hidden-word' }],
  ['baseUrl', { baseUrl: 'https://me:hidden-word@desk.test' }],
  ['uiBaseUrl', { uiBaseUrl: 'https://hidden-word@desk.test' }],
  ['showroomSocketUrl', { showroomSocketUrl: 'me:hidden-word@desk.test' }],
  ['messagingSocketUrl', { messagingSocketUrl: 'wss://me:p/hidden-word@desk.test' }],
  ['description', { description: 'Bearer hidden-word' }],
  ['budgets.reason', { budgets: { requests: 1, writes: 1, reason: 'eyJhbGciOiJI.hidden-word.x' } }],
];
for (const [place, content] of SECRETS) {
  test(`a secret in ${place} is refused with one line that does not show it`, () => {
    const message = complaint({ ...PLAIN, ...content });
    expect(message).toMatch(
      /^\[BAD_ENVIRONMENT\] checked: .*qa\.json\. Found: a secret in \S+ \(not shown\)\. Right would be: .*\.env/,
    );
    expect(message).toContain(`a secret in ${place} (not shown)`);
    expect(message).not.toContain('hidden-word');
    expect(message).not.toContain('\n');
  });
}

test('operations whose ids speak of passwords are no secrets', () => {
  expect(complaint({ ...PLAIN, operations: { 'auth.changePassword': { path: '/v2/password' } } })).toBe('');
});

test('a folder without environments is one clear line', () => {
  expect(() => loadEnvironments('/nonexistent')).toThrow(
    '[BAD_ENVIRONMENT] checked: the environments in /nonexistent. Found: no file that ends in .json.',
  );
});
