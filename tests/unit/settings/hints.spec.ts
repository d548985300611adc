import { expect, test } from '@playwright/test';
import { misspeltSettings, unmaskedSecrets } from '../../../src/settings/hints.ts';

for (const [variable, meant] of [
  ['DURATON', 'DURATION'],
  ['DURATOIN', 'DURATION'],
  ['MAXVUS', 'MAX_VUS'],
  ['base_url', 'BASE_URL'],
  ['TEST_USER_NAME', 'TEST_USERNAME'],
] as const) {
  test(`${variable} is most likely a misspelt ${meant}`, () => {
    expect(misspeltSettings({ [variable]: 'x' })).toEqual([
      `${variable} is not a setting; did you mean ${meant}?`,
    ]);
  });
}

test('variables of other programs are left alone', () => {
  const others = {
    DATE: 'x',
    RATES: '1',
    VU: '3',
    API_BASE_URL: 'x',
    DATABASE_URL: 'x',
    TERMINAL: 'x',
    HOME: '/',
  };
  expect(misspeltSettings(others)).toEqual([]);
});

test('a variable that is close to a setting which is made, or that is empty, is left alone', () => {
  expect(misspeltSettings({ DURATON: '1m', DURATION: '2m' })).toEqual([]);
  expect(misspeltSettings({ DURATON: ' ' })).toEqual([]);
});

test('no hint shows a value', () => {
  expect(misspeltSettings({ TEST_PASSWORT: 's3cret' }).join()).not.toContain('s3cret');
});

test('a secret that is too short to be masked is named, without the secret', () => {
  expect(unmaskedSecrets({ TEST_PASSWORD: 'q1z', PUSHGATEWAY_PASSWORD: 'long enough' })).toEqual([
    'TEST_PASSWORD has fewer than 5 bytes: it is not masked in traces, attachments and reports. Use a longer one',
  ]);
  expect(unmaskedSecrets({ TEST_PASSWORD: 'äöü', TEST_USERNAME: 'q' })).toEqual([]);
  expect(unmaskedSecrets({ TEST_PASSWORD: '' })).toEqual([]);
});
