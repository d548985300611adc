import { expect, test } from '@playwright/test';
import { loadTables } from '../../../src/record/load-tables.ts';
import { idleSettings } from '../../../src/run/idle-settings.ts';

const SHAPED = { VUS: '50', DURATION: '5m', RATE: '20' };
const tables = loadTables();
const said = (scenario: string, env: NodeJS.ProcessEnv) => idleSettings(scenario, env, tables);

test('a run without traffic says which settings it has no use for, and bursts what does the same for them', () => {
  for (const scenario of ['lighthouse', 'check'])
    expect(said(scenario, SHAPED)).toEqual([
      `VUS, DURATION, RATE: of no use in ${scenario}, which has neither users nor stages`,
    ]);
  expect(said('baseline', { DURATION: '45s', ACCOUNTS: '500' })).toEqual([
    'DURATION, ACCOUNTS: of no use in baseline, which has neither users nor stages; BURST_DURATION is the length of its bursts; ' +
      'BURST_ACCOUNTS is the number of accounts that send its bursts',
  ]);
});

test('nothing is said where a run uses them, or where none is made', () => {
  const ofTraffic = { ...SHAPED, ACCOUNTS: '5', SEED: '7', STOP_AT_ERRORS: '20', METRICS_PORT: '9464' };
  const ofJourneys = { JOURNEYS: 'login', SHIMS: 'none', DEVICE: 'lot-tablet' };
  expect(said('load', { ...ofTraffic, ...ofJourneys, TRACES: 'none', SLA: 'true' })).toEqual([]);
  expect(said('baseline', { BURST_DURATION: '45s', OPERATIONS: 'deals.*', SLA: 'true' })).toEqual([]);
  expect(said('lighthouse', { LIGHTHOUSE_RUNS: '3', DEVICE: 'lot-tablet', SLA: 'true' })).toEqual([]);
  expect(said('check', { ...ofJourneys, OPERATIONS: 'deals.*' })).toEqual([]);
  for (const scenario of ['load', 'capacity', 'baseline', 'lighthouse', 'check'])
    expect(said(scenario, { ACCOUNTS: '', DEVICE: ' ' })).toEqual([]);
});

const cases: readonly [scenario: string, env: NodeJS.ProcessEnv, line: string][] = [
  ['baseline', { SEED: '7' }, 'SEED: of no use in baseline, which has neither users nor stages'],
  [
    'check',
    { STOP_AT_ERRORS: '20', METRICS_PORT: '9464', PUSHGATEWAY_URL: 'http://push:9091' },
    'STOP_AT_ERRORS, METRICS_PORT, PUSHGATEWAY_URL: of no use in check, which has no traffic',
  ],
  [
    'smoke',
    { BURST_DURATION: '45s', BURST_ACCOUNTS: '5' },
    'BURST_DURATION, BURST_ACCOUNTS: of no use in smoke, only in baseline',
  ],
  ['check', { BURST_ACCOUNTS: '5' }, 'BURST_ACCOUNTS: of no use in check, only in baseline'],
  ['baseline', { LIGHTHOUSE_RUNS: '3' }, 'LIGHTHOUSE_RUNS: of no use in baseline, only in lighthouse'],
  [
    'lighthouse',
    { OPERATIONS: 'deals.*', ALLOW_MISSING: 'true' },
    'OPERATIONS, ALLOW_MISSING: of no use in lighthouse, which audits pages',
  ],
  [
    'check',
    { ALLOW_MISSING: 'true', SLA: 'true' },
    'ALLOW_MISSING, SLA: of no use in check, which lists what is broken and judges no limits',
  ],
  [
    'baseline',
    { JOURNEYS: 'none', SHIMS: 'S1', DEVICE: 'desk' },
    'JOURNEYS, SHIMS, DEVICE: of no use in baseline, which has no journeys',
  ],
  ['capacity', { DEVICE: 'lot-tablet' }, 'DEVICE: of no use in capacity, which has no journeys'],
  ['lighthouse', { JOURNEYS: 'none' }, 'JOURNEYS: of no use in lighthouse, which has no journeys'],
  ['check', { TRACES: 'none' }, 'TRACES: of no use in check, which has no rounds of journeys'],
];
for (const [scenario, env, line] of cases)
  test(`${scenario} has no use for ${Object.keys(env).join(', ')}, and says so in one line`, () => {
    expect(said(scenario, env)).toEqual([line]);
  });
