import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { judgeSteps } from '../../../../lanes/journeys/judge-steps.ts';
import { loadTables } from '../../../../src/record/load-tables.ts';
import { RunFolder } from '../../../../src/record/run-folder.ts';

const thresholds = loadTables();
const limitMs = thresholds.journeys.get('login')?.steps.find(({ step }) => step === 'sign in')?.medianMs ?? 0;

let folder: RunFolder;

test.beforeEach(() => {
  folder = new RunFolder(mkdtempSync(join(tmpdir(), 'journey-judge-steps-')));
});

test.afterEach(() => rmSync(folder.path, { recursive: true }));

function steps(visitsMs: readonly number[]) {
  return [{ step: 'sign in', visitsMs, medianMs: 0, requests: [] }];
}

function judged(number: number, vus: number, visitsMs: readonly number[], environment = 'development') {
  const verdicts = judgeSteps(
    { thresholds, folder, plan: { environment } },
    { journey: 'login', number, vus, steps: steps(visitsMs) },
  );
  return verdicts.find(({ subject }) => subject.kind === 'step' && subject.step === 'sign in');
}

test('three visits of one round decide nothing', () => {
  expect(judged(1, 10, [100, 110, 120])).toMatchObject({ kind: 'inconclusive', samples: 3 });
});

test('with those of the round before, at as many users, they do', () => {
  folder.write('rounds/login-1.json', { vus: 10, steps: steps([100, 110, 120]) });
  expect(judged(2, 10, [105, 115, 125])).toMatchObject({ kind: 'pass', samples: 6 });
  const slow = [limitMs, limitMs + 1, limitMs + 2];
  folder.write('rounds/login-1.json', { vus: 10, steps: steps(slow) });
  expect(judged(2, 10, slow)).toMatchObject({
    kind: 'fail',
    samples: 6,
    explanation: expect.stringContaining('while 10 users were on'),
  });
});

test('no more is borrowed than is missing, and from the nearest round', () => {
  folder.write('rounds/login-1.json', { vus: 10, steps: steps([9_000, 9_000, 9_000]) });
  folder.write('rounds/login-2.json', { vus: 10, steps: steps([9_000, 100, 110]) });
  expect(judged(3, 10, [105, 115, 125, 130])).toMatchObject({ kind: 'pass', samples: 6 });
});

test('a round with other users in between has nothing to lend, nor what lies before it', () => {
  folder.write('rounds/login-1.json', { vus: 10, steps: steps([100, 110, 120]) });
  folder.write('rounds/login-2.json', { vus: 50, steps: steps([100, 110, 120]) });
  expect(judged(3, 10, [105, 115, 125])).toMatchObject({ kind: 'inconclusive', samples: 3 });
});

test('a round with six visits of its own stands for itself', () => {
  folder.write('rounds/login-1.json', { vus: 10, steps: steps([100, 100, 100, 100, 100, 100]) });
  const slow = Array.from({ length: 6 }, () => limitMs + 1);
  expect(judged(2, 10, slow)).toMatchObject({ kind: 'fail', samples: 6 });
});

test('what a step takes unloaded is told of the environment that it was measured in, and of no other', () => {
  const slow = Array.from({ length: 6 }, () => limitMs + 1);
  const [here, elsewhere] = [judged(1, 10, slow), judged(1, 10, slow, 'staging')];
  expect(here).toMatchObject({ explanation: expect.stringContaining('; unloaded it takes ') });
  expect(elsewhere).toMatchObject({ explanation: expect.not.stringContaining('unloaded') });
});
