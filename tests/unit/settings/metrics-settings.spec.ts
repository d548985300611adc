import { expect, test } from '@playwright/test';
import { metricsSettings } from '../../../src/settings/metrics-settings.ts';
import { readSecrets, readSettings } from '../../../src/settings/read-settings.ts';

const read = (env: NodeJS.ProcessEnv) => metricsSettings(readSettings(env), readSecrets(env));

test('without settings the metrics are neither served nor pushed', () => {
  expect(read({})).toBeUndefined();
  expect(read({ METRICS_PORT: ' ', PUSHGATEWAY_URL: '' })).toBeUndefined();
});

test('a port alone listens on this machine only', () => {
  expect(read({ METRICS_PORT: '9464' })?.endpoint).toEqual({ host: '127.0.0.1', port: 9464 });
  expect(read({ METRICS_PORT: '0', METRICS_HOST: '0.0.0.0' })?.endpoint).toEqual({
    host: '0.0.0.0',
    port: 0,
  });
});

test('the account of the Pushgateway is its user and its password', () => {
  const env = { PUSHGATEWAY_URL: 'https://gateway.example.com/' };
  expect(read(env)?.push).toEqual({ url: 'https://gateway.example.com', account: undefined });
  const account = { PUSHGATEWAY_USERNAME: 'ci', PUSHGATEWAY_PASSWORD: 'word' };
  const push = read({ ...env, ...account })?.push;
  expect(push?.account?.username).toBe('ci');
  expect(push?.account?.password.reveal()).toBe('word');
});
