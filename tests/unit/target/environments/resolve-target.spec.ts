import { inspect } from 'node:util';
import { expect, test } from '@playwright/test';
import { readTarget } from '../../../../src/target/environments/resolve-target.ts';
import { routeOf } from '../../../../src/target/environments/target.ts';

const STAGING = { ENVIRONMENT: 'staging', BASE_URL: 'https://desk.example/' };

test('without settings the target is the default of the guide', () => {
  const target = readTarget({});
  expect(target).toMatchObject({
    environment: 'development',
    baseUrl: 'http://localhost:8080',
    baseUrlIsDefault: true,
    uiBaseUrl: 'http://localhost:8080',
    socketUrls: {
      'messaging.connect': 'ws://localhost:8080/ws/messaging',
      'showroom.connect': 'ws://localhost:8080/ws/showroom',
    },
    debug: false,
    tlsVerify: true,
  });
  expect(target.account.email).toBe('loadtest@example.com');
  expect(target.account.password.reveal()).toBe('LoadTest123!');
});

test('settings override the defaults, addresses lose their last slash', () => {
  const target = readTarget({
    ...STAGING,
    TEST_USERNAME: 'me@example.com',
    TEST_PASSWORD: ' secret ',
    DEBUG: 'true',
    UI_BASE_URL: 'https://ui.example/desk/',
    WS_MESSAGING_URL: 'wss://chat.example/ws',
    DEALERSHIP_ID: 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11',
    TLS_VERIFY: 'no',
  });
  expect(target).toMatchObject({
    baseUrl: 'https://desk.example',
    baseUrlIsDefault: false,
    uiBaseUrl: 'https://ui.example/desk',
    socketUrls: {
      'messaging.connect': 'wss://chat.example/ws',
      'showroom.connect': 'wss://desk.example/ws/showroom',
    },
    dealershipId: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
    debug: true,
    tlsVerify: false,
  });
  expect(target.account.password.reveal()).toBe(' secret ');
});

test('staging and production have no default address', () => {
  for (const ENVIRONMENT of ['staging', 'production']) {
    expect(() => readTarget({ ENVIRONMENT, BASE_URL: '' })).toThrow(
      `checked: BASE_URL. Found: nothing, and ${ENVIRONMENT} has no address by default`,
    );
  }
});

const badSettings: readonly [name: string, value: string, found: string][] = [
  ['ENVIRONMENT', 'prod', '"prod". Right would be: development, production or staging'],
  ['BASE_URL', 'localhost:8080', '"localhost:8080"'],
  ['BASE_URL', 'ftp://desk.example', '"ftp://desk.example"'],
  ['BASE_URL', 'http://desk.example/?a=1', 'without user, query or fragment'],
  ['TEST_USERNAME', 'loadtest', '"loadtest". Right would be: an e-mail address'],
  ['DEBUG', 'maybe', '"maybe". Right would be: true or false'],
  ['WS_SHOWROOM_URL', 'http://desk.example/ws', '"http://desk.example/ws"'],
  ['DEALERSHIP_ID', '42', '"42". Right would be: a UUID'],
  ['OFFERED', 'taxes.*', '"taxes.*" matches nothing, the closest are tax.batch'],
];
for (const [name, value, found] of badSettings) {
  test(`${name}=${value} is one clear error`, () => {
    const resolve = () => readTarget({ [name]: value });
    expect(resolve).toThrow(`[BAD_SETTING] checked: ${name}. Found: `);
    expect(resolve).toThrow(found);
  });
}

test('one error lists several bad settings', () => {
  expect(() => readTarget({ ENVIRONMENT: 'prod', DEBUG: 'maybe', DEALERSHIP_ID: '42' })).toThrow(
    /^(?=.*checked: DEBUG, DEALERSHIP_ID, ENVIRONMENT\. Found: 3 mistakes)/,
  );
});

test('a user in an address is refused without showing its password', () => {
  for (const BASE_URL of ['http://me:hidden-word@desk.example', 'http//me:hidden-word@desk.example']) {
    let message = '';
    try {
      readTarget({ BASE_URL });
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain('BASE_URL');
    expect(message).not.toContain('hidden-word');
  }
});

test("Playwright's own DEBUG names do not switch the suite's debugging on", () => {
  expect(readTarget({ DEBUG: 'pw:api' }).debug).toBe(false);
});

test('the password shows in no way of printing a target', () => {
  const target = readTarget({ TEST_PASSWORD: 'hidden-word' });
  const { password } = target.account;
  const printed = [
    JSON.stringify(target),
    inspect(target, { depth: 9, showHidden: true }),
    `${password}`,
    String(password),
    `${[password]}`,
  ];
  for (const text of printed) expect(text).not.toContain('hidden-word');
  expect(JSON.stringify(target.account)).toBe('{"email":"loadtest@example.com","password":"***"}');
});

test('an override moves a route, or declares it not offered with a reason', () => {
  const target = {
    overrides: {
      'deals.get': { path: '/v2/deals/{id}' },
      'tax.*': { offered: false, reason: 'no tax service' },
    } as const,
    offered: ['tax.batch'],
  };
  const route = (id: string) => routeOf(target, { id, path: '/own' });
  expect(route('deals.get')).toEqual({ kind: 'offered', path: '/v2/deals/{id}' });
  expect(route('deals.list')).toEqual({ kind: 'offered', path: '/own' });
  expect(route('tax.calculate')).toEqual({ kind: 'not offered', reason: 'no tax service' });
  expect(route('tax.batch')).toEqual({ kind: 'offered', path: '/own' });
});

test('a deployed product is not expected to offer what its known build lacks, until OFFERED says so', () => {
  const operation = { id: 'inventory.list', path: '/api/v1/inventory/vehicles' };
  expect(routeOf(readTarget(STAGING), operation).kind).toBe('not offered');
  expect(routeOf(readTarget({ ...STAGING, OFFERED: 'inventory.*' }), operation).kind).toBe('offered');
  expect(routeOf(readTarget({}), operation).kind).toBe('offered');
});
