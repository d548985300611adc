import { expect, test } from '@playwright/test';

import { SettingsError } from '../../../sandbox/setting-reader.ts';
import { readSettings } from '../../../sandbox/settings.ts';

function problemsOf(environment: Record<string, string>): string {
  try {
    readSettings(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as SettingsError).message;
  }
  throw new Error(`accepted ${JSON.stringify(environment)}`);
}

test('nothing set gives the documented defaults', () => {
  expect(readSettings({})).toMatchObject({
    host: '127.0.0.1',
    port: 8080,
    jwtIssuer: 'autolytiq',
    allowedOrigins: 'http://localhost:5173',
    accessTokenSeconds: 900,
    refreshTokenSeconds: 604_800,
    bcryptCost: 10,
    rateLimits: { enabled: true, ip: 100, user: 1000, dealership: 5000, windowSeconds: 60, bypassPaths: [] },
  });
});

test('secrets that are not given are random, and long enough', () => {
  const [first, second] = [readSettings({}), readSettings({})];
  expect(first.jwtSecret.length).toBeGreaterThanOrEqual(32);
  expect(first.piiKey).toHaveLength(32);
  expect(first.jwtSecret).not.toBe(second.jwtSecret);
  expect(first.piiKey.equals(second.piiKey)).toBe(false);
});

test('in a database that stays, the default key is the same at the next start', () => {
  const environment = { DATABASE_URL: 'postgres://me:word@127.0.0.1:5432/desk' };
  const other = { DATABASE_URL: 'postgres://me:word@127.0.0.1:5432/other' };
  expect(readSettings(environment).piiKey.equals(readSettings(environment).piiKey)).toBe(true);
  expect(readSettings(environment).piiKey.equals(readSettings(other).piiKey)).toBe(false);
});

test('an empty variable counts as not set', () => {
  expect(readSettings({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({ port: 8080, databaseUrl: undefined });
});

test('times are read with their unit', () => {
  const seconds = (ttl: string) => readSettings({ REFRESH_TOKEN_TTL: ttl }).refreshTokenSeconds;
  expect(['45s', '30m', '12h', '30d'].map(seconds)).toEqual([45, 1800, 43_200, 2_592_000]);
});

test('one error names every wrong variable, what it holds and what would be right', () => {
  const message = problemsOf({ PORT: 'eighty', BCRYPT_COST: '3', LOG_LEVEL: 'loud', RATE_LIMIT_IP: '0' });
  expect(message).toContain('PORT is "eighty", it should be a whole number from 0 to 65535');
  expect(message).toContain('BCRYPT_COST is "3", it should be a whole number from 4 to 15');
  expect(message).toContain('LOG_LEVEL is "loud", it should be one of silent, fatal');
  expect(message).toContain('RATE_LIMIT_IP is "0"');
});

for (const [name, value, right] of [
  ['ACCESS_TOKEN_TTL', '15', 'such as 90s, 15m'],
  ['ACCESS_TOKEN_TTL', '0m', 'above zero'],
  ['RATE_LIMIT_ENABLED', 'maybe', 'one of true, 1, yes, on, false, 0, no, off'],
  ['RATE_LIMIT_BYPASS_PATHS', '/a,b', 'paths that start with /'],
  ['ALLOWED_ORIGINS', 'http://a\nhttp://b', 'one line of ASCII'],
  ['PORT', '70000', 'from 0 to 65535'],
] as const) {
  test(`${name}=${value} is refused`, () => {
    expect(problemsOf({ [name]: value })).toContain(right);
  });
}

test('a secret that is refused is not repeated', () => {
  const message = problemsOf({
    JWT_SECRET: 'tooshort',
    PII_ENCRYPTION_KEY: 'deadbeef',
    DATABASE_URL: 'mysql://root:hunter2@db',
  });
  expect(message).toContain('JWT_SECRET is 8 characters, it should be at least 32 characters');
  expect(message).toContain('PII_ENCRYPTION_KEY is 8 characters, it should be exactly 64 hex digits');
  expect(message).toContain(
    'DATABASE_URL is something else, it should be an address that starts with postgres://',
  );
  for (const secret of ['tooshort', 'deadbeef', 'hunter2']) expect(message).not.toContain(secret);
});

test('RATE_LIMIT_ENABLED is on or off in the words that the suite knows', () => {
  for (const [texts, enabled] of [
    [['true', '1', 'yes', 'on', 'YES'], true],
    [['false', '0', 'no', 'off', 'Off'], false],
  ] as const)
    for (const text of texts)
      expect(readSettings({ RATE_LIMIT_ENABLED: text }).rateLimits.enabled, text).toBe(enabled);
});
