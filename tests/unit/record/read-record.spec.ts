import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { findEarlierRun, readMeasuredRun } from '../../../src/compare/find-runs.ts';
import { readRecord } from '../../../src/record/read-record.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';
import { upgradeRecord } from '../../../src/record/upgrade-record.ts';
import { junitXml } from '../../../src/report/junit/junit-xml.ts';
import { verdictMessage } from '../../../src/verdict/verdict-message.ts';
import { runView } from '../../../src/view/run-view.ts';

/** A smoke of version 2 with `SLA=true` and lowered limits: it was starved, and broke limits of all kinds. */
const OF_VERSION_2 = join(import.meta.dirname, '../../made/golden/run-of-version-2');

function oldRecord() {
  const record = readRecord(new RunFolder(OF_VERSION_2));
  if (record === undefined) throw new Error('there is no record of version 2');
  return record;
}

test('a verdict of version 2 gets its subject as data', () => {
  const { verdicts } = oldRecord();
  const subjects = (kind: string) =>
    verdicts.filter(({ subject }) => subject.kind === kind).map(({ subject }) => subject);
  expect(verdicts).toHaveLength(150);
  expect(subjects('scenario')).toContainEqual({ kind: 'scenario', scenario: 'smoke' });
  expect(subjects('operation')).toContainEqual({ kind: 'operation', id: 'auth.login' });
  expect(subjects('socket')).toContainEqual({ kind: 'socket', id: 'messaging.fanout' });
  expect(subjects('step')).toContainEqual({ kind: 'step', journey: 'create-deal', step: 'save the deal' });
  expect(subjects('step')).toHaveLength(12);
});

test('the same limit on one operation belongs to the traffic and to the round that broke it', () => {
  const owners = oldRecord()
    .verdicts.filter(
      ({ subject, statistic, column }) =>
        subject.kind === 'operation' &&
        subject.id === 'auth.login' &&
        statistic === 'p95' &&
        column === 'baseline',
    )
    .map(({ owner }) => owner);
  expect(owners).toEqual([{ kind: 'traffic' }, { kind: 'round', journey: 'login', number: 1 }]);
});

test('what failed the run is what its reasons name, a counted SLA included', () => {
  const { verdicts, reasons } = oldRecord();
  const failing = verdicts.filter(({ failsTheRun }) => failsTheRun);
  expect(failing.filter(({ column }) => column === 'sla')).toHaveLength(5);
  expect(reasons.map(({ kind }) => kind)).toEqual(['invalid', ...failing.map(() => 'limit')]);
  expect(reasons.slice(1).map(({ text }) => text)).toEqual(failing.map(verdictMessage));
});

test('an SLA of version 2 that no reason names failed nothing', () => {
  const stored = new RunFolder(OF_VERSION_2).read<Parameters<typeof upgradeRecord>[0]>('summary.json');
  if (stored === undefined) throw new Error('there is no record of version 2');
  const reasons = stored.reasons.filter((reason) => !reason.includes('(sla)'));
  const failing = upgradeRecord({ ...stored, reasons }).verdicts.filter(({ failsTheRun }) => failsTheRun);
  expect(failing.map(({ column }) => column)).not.toContain('sla');
  expect(failing).toHaveLength(11);
});

test('reasons of version 2 other than limits get their kinds by their places', () => {
  const stored = new RunFolder(OF_VERSION_2).read<Parameters<typeof upgradeRecord>[0]>('summary.json');
  if (stored === undefined) throw new Error('there is no record of version 2');
  const limit = stored.reasons[1] ?? '';
  const kinds = (outcome: 'fail' | 'could not run', ...reasons: string[]) =>
    upgradeRecord({ ...stored, outcome, reasons }).reasons.map(({ kind }) => kind);
  expect(kinds('fail', 'the target is gone', limit, 'the run was interrupted', 'login: Error')).toEqual([
    'stopped',
    'limit',
    'interrupted',
    'test error',
  ]);
  expect(kinds('fail', 'the target is gone')).toEqual(['stopped']);
  expect(kinds('could not run', 'login: Error: no page')).toEqual(['test error']);
});

test('reports and comparisons read a run of version 2', () => {
  expect(junitXml(runView(oldRecord(), [])).match(/<testcase/g)).toHaveLength(152);
  const reports = test.info().outputPath('reports');
  const folder = join(reports, 'runs/2026-11-24T10-00-00-smoke-a1b2');
  mkdirSync(folder, { recursive: true });
  cpSync(OF_VERSION_2, folder, { recursive: true });
  const { record, slices } = readMeasuredRun(new RunFolder(folder));
  expect(record.version).toBe(4);
  expect(slices.length).toBeGreaterThan(1);
  expect(findEarlierRun(reports, { ...record, startedAt: '2099-01-01' }, 'last green')).toBeUndefined();
});

test('a record of a version that is not known is refused by its number', () => {
  const folder = new RunFolder(test.info().outputPath('run'));
  mkdirSync(folder.path, { recursive: true });
  expect(readRecord(folder)).toBeUndefined();
  folder.write('summary.json', { version: 5 });
  expect(() => readRecord(folder)).toThrow(/Found: 5\. Right would be: 2, 3 or 4/);
});

test('a record of version 3 is read as it is: only its latencies mean something else', () => {
  const folder = new RunFolder(test.info().outputPath('run'));
  folder.write('summary.json', { version: 3, traffic: { latency: { p95Ms: 9 } } });
  expect(readRecord(folder)).toEqual({ version: 4, traffic: { latency: { p95Ms: 9 } } });
});

test('a record that notes the protocol next to its facts has it among them', () => {
  const folder = new RunFolder(test.info().outputPath('run'));
  const facts = { node: 'v24.21.0', browser: 'Chromium 141.0.7390.37', host: 'linux x64, 2 × A' };
  const measuredOn = { machine: facts.host, browser: facts.browser, protocol: 'HTTP/2' };
  folder.write('summary.json', { version: 4, facts, measuredOn });
  expect(readRecord(folder)).toEqual({ version: 4, facts: { ...facts, protocol: 'HTTP/2' } });
});
