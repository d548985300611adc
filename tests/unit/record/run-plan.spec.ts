import { expect, test } from '@playwright/test';
import { RUN_FILES } from '../../../src/record/run-files.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';
import { type RunPlan, readRunPlan } from '../../../src/record/run-plan.ts';
import { readSettings } from '../../../src/settings/read-settings.ts';
import { planScenario } from '../../../src/traffic/plan/scenario-plan.ts';

test('the lanes read the plan as it was written', () => {
  const folder = new RunFolder(test.info().outputPath('run'));
  const plan: RunPlan = {
    runId: folder.runId,
    scenario: 'smoke',
    settings: JSON.parse(JSON.stringify(readSettings({ VUS: '3' }))),
    environment: 'development',
    baseUrl: 'http://localhost:8080',
    uiBaseUrl: 'http://localhost:8080',
    sandbox: true,
    startedAt: '2026-11-23T09:30:00.000Z',
    plan: planScenario(
      { stages: [{ durationSeconds: 60, targetVus: 10 }], rounds: [{ atSeconds: 5, moment: 'early' }] },
      [{ journey: 'login', everyRound: true }],
      {},
    ),
    lanes: ['traffic', 'login'],
    shims: ['S1'],
    offers: { 'tax.batch': { kind: 'not offered', reason: 'it has no tax service' } },
    sockets: { 'messaging.ping': { kind: 'offered', path: '/ws/messaging' } },
    findings: [{ check: 'clock', kind: 'fine', found: 'in step' }],
    connection: { protocol: 'HTTP/1.1', speaksHttp1: true, keys: [] },
    rateLimits: {
      enabled: false,
      perUserPerMinute: 1000,
      perDealershipPerMinute: 5000,
      perAddressPerMinute: 100,
    },
    dealerships: { traffic: 'a', bursts: 'b', accounts: 'c' },
    runTag: 'r7f3a',
  };
  folder.write(RUN_FILES.plan, plan);
  expect(readRunPlan(folder)).toEqual(plan);
});

test('a run that never got as far as a plan has none', () => {
  expect(readRunPlan(new RunFolder(test.info().outputPath('none')))).toBeUndefined();
});
