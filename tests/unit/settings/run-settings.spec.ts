import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { SuiteError } from '../../../src/base/suite-error.ts';
import { readRunSettings } from '../../../src/settings/run-settings.ts';

test('without settings a run is as its scenario has it', () => {
  expect(readRunSettings({})).toEqual({
    vus: undefined,
    durationMs: undefined,
    outputFolder: resolve('reports'),
    operations: undefined,
    device: 'desk',
    slaCounts: false,
  });
});

test('settings are read with the blanks around them left out', () => {
  const env = { VUS: ' 25 ', DURATION: '1m', OUTPUT_DIR: '/tmp/out', OPERATIONS: 'deals.*', SLA: 'true' };
  expect(readRunSettings(env)).toEqual({
    vus: 25,
    durationMs: 60_000,
    outputFolder: '/tmp/out',
    operations: 'deals.*',
    device: 'desk',
    slaCounts: true,
  });
});

test('an empty setting is one that was not made', () => {
  expect(readRunSettings({ VUS: '', DURATION: '  ', SLA: '' })).toEqual(readRunSettings({}));
});

for (const [name, bad, right] of [
  ['VUS', '0', 'a whole number from 1 to 10000'],
  ['VUS', '10001', 'a whole number from 1 to 10000'],
  ['VUS', 'many', 'a whole number from 1 to 10000'],
  ['VUS', '1.5', 'a whole number from 1 to 10000'],
  ['DURATION', 'soon', 'at least 5 seconds, such as 30s, 20m or 1h30m'],
  ['DURATION', '4s', 'at least 5 seconds, such as 30s, 20m or 1h30m'],
  ['DURATION', '0', 'at least 5 seconds, such as 30s, 20m or 1h30m'],
  ['DEVICE', 'phone', 'desk or lot-tablet'],
  ['SLA', 'yes', 'true or false'],
] as const) {
  test(`${name}=${bad} is refused by name, with what was found and what would be right`, () => {
    const read = () => readRunSettings({ [name]: bad });
    expect(read).toThrow(SuiteError);
    expect(read).toThrow(`[BAD_SETTING] checked: ${name}. Found: "${bad}". Right would be: ${right}.`);
  });
}
