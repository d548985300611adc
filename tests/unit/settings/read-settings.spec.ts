import { resolve } from 'node:path';
import { inspect } from 'node:util';
import { expect, test } from '@playwright/test';
import { SuiteError } from '../../../src/base/suite-error.ts';
import {
  isEmptyVariable,
  readSecrets,
  readSetting,
  readSettings,
} from '../../../src/settings/read-settings.ts';

test('without a variable each setting has its default', () => {
  expect(readSettings({})).toMatchObject({
    vus: undefined,
    arrivalPattern: 'even',
    device: 'desk',
    outputFolder: resolve('reports'),
    slaCounts: false,
    tlsVerify: true,
    environment: 'development',
    baseUrl: undefined,
    lighthouseRuns: 5,
    metricsHost: '127.0.0.1',
  });
});

test('a value is read without the blanks around it', () => {
  const env = { VUS: ' 25 ', DURATION: '1m', OUTPUT_DIR: '/tmp/out', OPERATIONS: 'deals.*', RATE: '0.5' };
  expect(readSettings(env)).toMatchObject({
    vus: 25,
    durationMs: 60_000,
    outputFolder: '/tmp/out',
    operations: 'deals.*',
    ratePerSecond: 0.5,
  });
});

test('an empty variable counts as not set', () => {
  expect(readSettings({ VUS: '', DURATION: '  ', SLA: '', METRICS_HOST: ' ' })).toEqual(readSettings({}));
});

test('a variable of blanks is empty as well, but for a secret, whose blanks count', () => {
  const env = { VUS: ' ', TEST_PASSWORD: ' ', PUSHGATEWAY_PASSWORD: '', PORT: ' ', HOST: '::' };
  const names = [...Object.keys(env), 'BASE_URL'];
  expect(names.filter((name) => isEmptyVariable(name, env))).toEqual([
    'VUS',
    'PUSHGATEWAY_PASSWORD',
    'PORT',
    'BASE_URL',
  ]);
});

test('words are the same in upper and lower case', () => {
  expect(readSettings({ DEVICE: 'Lot-Tablet', ENVIRONMENT: 'DEVELOPMENT' })).toMatchObject({
    device: 'lot-tablet',
    environment: 'development',
  });
});

const SWITCHES = { SLA: 'slaCounts', DEBUG: 'debug', TLS_VERIFY: 'tlsVerify', CI: 'ci' } as const;
for (const [name, key] of Object.entries(SWITCHES)) {
  test(`${name} knows the one dialect of on and off`, () => {
    for (const text of ['true', '1', 'yes', 'on', 'TRUE', 'Yes'])
      expect(readSettings({ [name]: text })[key], text).toBe(true);
    for (const text of ['false', '0', 'no', 'off', 'FALSE', 'Off'])
      expect(readSettings({ [name]: text })[key], text).toBe(false);
  });
}

test('CI counts as on with any other text, since some systems set it to their name', () => {
  expect(readSettings({ CI: 'woodpecker' }).ci).toBe(true);
});

test("names of other packages in DEBUG, such as Playwright's, leave the suite's debugging off", () => {
  for (const names of ['pw:api', 'pw:*', '*', 'express,http'])
    expect(readSettings({ DEBUG: names }).debug).toBe(false);
});

for (const [name, bad, right] of [
  ['VUS', '0', 'a whole number from 1 to 1000000'],
  ['VUS', '1000001', 'a whole number from 1 to 1000000'],
  ['VUS', 'many', 'a whole number from 1 to 1000000'],
  ['VUS', '1.5', 'a whole number from 1 to 1000000'],
  ['DURATION', 'soon', 'at least 5 seconds and at most 48 hours, such as 30s, 20m or 1h30m'],
  ['DURATION', '4s', 'at least 5 seconds and at most 48 hours, such as 30s, 20m or 1h30m'],
  ['DURATION', '48h1s', 'at least 5 seconds and at most 48 hours, such as 30s, 20m or 1h30m'],
  ['DURATION', '600h', 'at least 5 seconds and at most 48 hours, such as 30s, 20m or 1h30m'],
  ['RATE', '0', 'requests per second, from 0.1 to 1000000'],
  ['RATE', 'fast', 'requests per second, from 0.1 to 1000000'],
  ['RATE', '1000001', 'requests per second, from 0.1 to 1000000'],
  ['DEVICE', 'phone', 'desk or lot-tablet'],
  ['SLA', 'maybe', 'true or false (or 1/0, yes/no, on/off)'],
  ['LIGHTHOUSE_RUNS', '26', 'a whole number from 1 to 25'],
  ['METRICS_PORT', 'http', 'a port from 1 to 65535, or 0 for a free one'],
  ['METRICS_PORT', '70000', 'a port from 1 to 65535, or 0 for a free one'],
  ['PUSHGATEWAY_URL', 'gateway:9091', 'an address such as http://host:port, without user, query or fragment'],
] as const) {
  test(`${name}=${bad} is refused with what was found and what would be right`, () => {
    const read = () => readSettings({ [name]: bad });
    expect(read).toThrow(SuiteError);
    expect(read).toThrow(
      `[BAD_SETTING] checked: ${name}. Found: "${bad}". Right would be: ${right}. See docs/settings.md.`,
    );
  });
}

test('all mistakes are in one error, wrong values and contradictions alike', () => {
  const read = () =>
    readSettings({ VUS: '0', DEVICE: 'phone', ARRIVALS: 'poisson', METRICS_HOST: '0.0.0.0' });
  expect(read).toThrow('checked: VUS, DEVICE, ARRIVALS, METRICS_HOST. Found: 4 mistakes. Right would be:');
  expect(read).toThrow('\n  - VUS: a whole number from 1 to 1000000; found "0"\n');
  expect(read).toThrow(
    '\n  - METRICS_HOST: set METRICS_PORT as well, or remove this setting; found "0.0.0.0".',
  );
});

test('a command that needs one setting is not stopped by the mistakes of others', () => {
  const env = { OUTPUT_DIR: '/tmp/out', VUS: 'many', DEVICE: 'phone' };
  expect(readSetting(env, 'outputFolder')).toBe('/tmp/out');
  expect(() => readSetting(env, 'device')).toThrow('checked: DEVICE. Found: "phone"');
});

test('the settings hold no secret; secrets are read apart, with their blanks, and hide themselves', () => {
  const env = {
    TEST_PASSWORD: ' s3cret of the user ',
    PUSHGATEWAY_URL: 'https://push.example.com',
    PUSHGATEWAY_USERNAME: 'ci',
    PUSHGATEWAY_PASSWORD: 's3cret of the gateway',
  };
  const secrets = readSecrets(env);
  expect(secrets.testPassword.reveal()).toBe(' s3cret of the user ');
  expect(secrets.pushgatewayPassword?.reveal()).toBe('s3cret of the gateway');
  const printed = [readSettings(env), secrets].map(
    (each) => JSON.stringify(each) + inspect(each, { depth: 9 }),
  );
  expect(printed.join()).not.toContain('s3cret');
});

test('a message shows neither a password in an address nor a secret', () => {
  const account = { PUSHGATEWAY_PASSWORD: 's3cret' };
  for (const env of [
    { BASE_URL: 'http://me:s3cret@desk.example' },
    { BASE_URL: 'http//me:s3cret@desk.example' },
    { BASE_URL: 'me:s3cret@desk.example' },
    { PUSHGATEWAY_URL: 'https://ci:p/s3cret@gateway' },
    { PUSHGATEWAY_URL: 'https://ci:s3cret/p@gateway' },
    { ALLOW_TARGET: 'https://me:s3cret@desk.example' },
    { TRACE_URL: 'https://me:p/s3cret@traces.example/{traceId}' },
    { PUSHGATEWAY_URL: 'http://ci:s3cret@gateway' },
    { PUSHGATEWAY_URL: 'nonsense', ...account },
    account,
  ]) {
    const read = () => readSettings(env);
    expect(read).toThrow('[BAD_SETTING]');
    expect(read).toThrow(/^(?!.*s3cret)/s);
  }
});

const TRACE_URLS = [
  'http://jaeger:16686/trace/{traceId}',
  'https://ui.honeycomb.io/team/environments/live/trace?trace_id={traceId}',
  'https://grafana.example.com/explore?panes=%7B%22query%22:%22{traceId}%22%7D',
  'https://traces.example.com/#/trace/{traceId}',
];

for (const TRACE_URL of TRACE_URLS)
  test(`TRACE_URL takes ${TRACE_URL} as it is`, () => {
    expect(readSettings({ TRACE_URL }).traceUrl).toBe(TRACE_URL);
  });

const WRONG_TRACE_URLS = [
  'http://jaeger:16686/trace/',
  'http://jaeger:16686/trace/{traceid}',
  'jaeger:16686/trace/{traceId}',
  'javascript:alert("{traceId}")',
  'http://jaeger/trace/{traceId} x',
  'http://jaeger/<{traceId}>',
];

for (const TRACE_URL of WRONG_TRACE_URLS)
  test(`TRACE_URL refuses ${TRACE_URL}`, () => {
    expect(() => readSettings({ TRACE_URL })).toThrow('{traceId} where the id of a trace goes');
  });

test('TRACE_URL refuses a user, and shows no password', () => {
  const read = () => readSettings({ TRACE_URL: 'https://me:hush@traces.example.com/{traceId}' });
  expect(read).toThrow('TRACE_URL');
  expect(read).not.toThrow('hush');
});
