import { inspect } from 'node:util';
import { expect, test } from '@playwright/test';
import { readMetricsSettings } from '../../../src/settings/metrics-settings.ts';
import { readRunSettings } from '../../../src/settings/run-settings.ts';

test('without settings nothing is offered', () => {
  expect(readMetricsSettings({})).toBeUndefined();
  expect(readMetricsSettings({ METRICS_PORT: ' ', PUSHGATEWAY_URL: '' })).toBeUndefined();
});

test('a port alone listens on this machine only', () => {
  expect(readMetricsSettings({ METRICS_PORT: '9464' })?.endpoint).toEqual({ host: '127.0.0.1', port: 9464 });
  expect(readMetricsSettings({ METRICS_PORT: '0', METRICS_HOST: '0.0.0.0' })?.endpoint).toEqual({
    host: '0.0.0.0',
    port: 0,
  });
});

const wrong: readonly [env: Record<string, string>, said: RegExp][] = [
  [{ METRICS_PORT: 'http' }, /METRICS_PORT\. Found: "http"/],
  [{ METRICS_PORT: '70000' }, /METRICS_PORT\. Found: "70000"/],
  [{ METRICS_HOST: '0.0.0.0' }, /nothing without METRICS_PORT/],
  [{ PUSHGATEWAY_URL: 'gateway:9091' }, /PUSHGATEWAY_URL/],
  [{ PUSHGATEWAY_URL: 'http://g', PUSHGATEWAY_USERNAME: 'ci' }, /both or neither/],
  [{ PUSHGATEWAY_USERNAME: 'ci', PUSHGATEWAY_PASSWORD: 'x' }, /nothing without PUSHGATEWAY_URL/],
];
for (const [env, said] of wrong) {
  test(`${JSON.stringify(env)} ends the run before it begins, with one line`, () => {
    expect(() => readRunSettings(env)).toThrow(said);
  });
}

test('no secret is in a message or in the settings when they are printed', () => {
  const secret = 's3cret-of-the-gateway';
  expect(() => readMetricsSettings({ PUSHGATEWAY_URL: `http://ci:${secret}@g` })).toThrow(/not shown/);
  const account = { PUSHGATEWAY_USERNAME: 'ci', PUSHGATEWAY_PASSWORD: secret };
  expect(() => readMetricsSettings({ PUSHGATEWAY_URL: 'nonsense', ...account })).toThrow(/^(?!.*s3cret)/);
  const settings = readMetricsSettings({ PUSHGATEWAY_URL: 'https://gateway.example.com', ...account });
  expect(settings?.push?.account?.password.reveal()).toBe(secret);
  expect(inspect(settings, { depth: 9 }) + JSON.stringify(settings)).not.toContain(secret);
});
