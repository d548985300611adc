import { expect, test } from '@playwright/test';
import { readSettings } from '../../../src/settings/read-settings.ts';

const GATEWAY = { PUSHGATEWAY_URL: 'http://gateway' };

for (const [env, message] of [
  [{ ARRIVALS: 'even' }, 'ARRIVALS. Found: "even". Right would be: set RATE as well, or remove this setting'],
  [{ MAX_VUS: '5' }, 'MAX_VUS. Found: "5". Right would be: set RATE as well, or remove this setting'],
  [
    { METRICS_HOST: '0.0.0.0' },
    'METRICS_HOST. Found: "0.0.0.0". Right would be: set METRICS_PORT as well, or remove this setting',
  ],
  [{ ...GATEWAY, PUSHGATEWAY_USERNAME: 'ci' }, 'set PUSHGATEWAY_PASSWORD as well,'],
  [{ ...GATEWAY, PUSHGATEWAY_PASSWORD: 'x' }, 'set PUSHGATEWAY_USERNAME as well,'],
  [{ PUSHGATEWAY_USERNAME: 'ci', PUSHGATEWAY_PASSWORD: 'x' }, 'set PUSHGATEWAY_URL as well,'],
  [{ PUSHGATEWAY_USERNAME: 'ci' }, 'set PUSHGATEWAY_URL and PUSHGATEWAY_PASSWORD as well,'],
  [
    { RATE: '5', MAX_VUS: '5', VUS: '10' },
    'MAX_VUS. Found: "5". Right would be: a whole number from 10 (VUS) to 1000000',
  ],
] as const) {
  test(`${JSON.stringify(env)} contradicts itself, and the message says what is missing`, () => {
    expect(() => readSettings(env)).toThrow(message);
  });
}

test('settings that need each other are right together', () => {
  const env = {
    RATE: '5',
    ARRIVALS: 'poisson',
    VUS: '10',
    MAX_VUS: '10',
    METRICS_PORT: '0',
    METRICS_HOST: '::1',
  };
  expect(readSettings(env)).toMatchObject({
    ratePerSecond: 5,
    maxVus: 10,
    metricsPort: 0,
    metricsHost: '::1',
  });
});

test('a setting with a wrong value is one mistake: what needs it is not called wrong too', () => {
  expect(() => readSettings({ RATE: 'fast', ARRIVALS: 'poisson' })).toThrow('checked: RATE. Found: "fast".');
});
