import { expect, test } from '@playwright/test';
import type { AuditFigures } from '../../../src/lighthouse/audit-figures.ts';
import { judgeRun } from '../../../src/lighthouse/judge-audit.ts';
import { auditLines } from '../../../src/report/text/tables.ts';
import type { AuditRow } from '../../../src/verdict/thresholds/thresholds.ts';
import { verdictMessage } from '../../../src/verdict/verdict-message.ts';

const baseline = { score: 89, lcpMs: 2500, tbtMs: 200, cls: 0.1, transferredBytes: 1_000_000 };
const sla = { ...baseline, score: 94, lcpMs: 1200 };
const row: AuditRow = {
  page: 'login',
  desk: { baseline, sla },
  'lot-tablet': { baseline: { ...baseline, score: 49 } },
  since: '2026-11-24',
  reason: 'a row of a test',
};
const run = (score: number, lcpMs: number): AuditFigures => ({
  score,
  lcpMs,
  tbtMs: 12,
  cls: 0.0123,
  transferredBytes: 97_040,
  least: { score, lcpMs, tbtMs: 12 },
});
const runs = [run(97, 1300), run(94, 1500), run(99, 900)];
const told = (judged: number, device: 'desk' | 'lot-tablet' = 'desk') =>
  judgeRun({ page: 'login', device, runs, judged }, row).map(verdictMessage);

test('the judged run is compared with each budget, and the verdict names the range of all runs', () => {
  expect(told(0)).toEqual([
    'lighthouse login score 97, limit > 89 (baseline), 3 runs, all of them 94 to 99: pass',
    'lighthouse login LCP 1,300 ms, limit < 2,500 ms (baseline), 3 runs, all of them 900 to 1,500 ms: pass',
    'lighthouse login TBT 12 ms, limit < 200 ms (baseline), 3 runs, all of them 12 to 12 ms: pass',
    'lighthouse login CLS 0.012, limit < 0.1 (baseline), 3 runs, all of them 0.012 to 0.012: pass',
    'lighthouse login transferred 97 kB, limit < 1,000 kB (baseline), 3 runs, all of them 97 to 97 kB: pass',
    'lighthouse login score 97, limit > 94 (sla), 3 runs, all of them 94 to 99: pass',
    'lighthouse login LCP 1,300 ms, limit < 1,200 ms (sla), 3 runs, all of them 900 to 1,500 ms: fail',
    'lighthouse login TBT 12 ms, limit < 200 ms (sla), 3 runs, all of them 12 to 12 ms: pass',
    'lighthouse login CLS 0.012, limit < 0.1 (sla), 3 runs, all of them 0.012 to 0.012: pass',
    'lighthouse login transferred 97 kB, limit < 1,000 kB (sla), 3 runs, all of them 97 to 97 kB: pass',
  ]);
});

test('a score that equals its limit fails', () => {
  expect(told(1)[5]).toBe('lighthouse login score 94, limit > 94 (sla), 3 runs, all of them 94 to 99: fail');
});

test('the budgets are those of the device; without SLA budgets there are no SLA verdicts', () => {
  expect(told(0, 'lot-tablet')).toHaveLength(5);
  expect(told(0, 'lot-tablet')[0]).toContain('limit > 49 (baseline)');
});

test('a value that a row limits and a run lacks is an error, not a pass', () => {
  const { lcpMs: _, ...withoutLcp } = run(97, 1300);
  expect(() => judgeRun({ page: 'login', device: 'desk', runs: [withoutLcp], judged: 0 }, row)).toThrow(
    'lighthouse login: a run has no lcpMs, which its row limits to 2500',
  );
});

test('the summary shows the judged run with the bound of its times, the range of the scores, and the path of the report', () => {
  const waited = { score: 97, lcpMs: 1_180, tbtMs: 12 };
  const audit = {
    page: 'login',
    mode: 'navigation',
    device: 'desk',
    lighthouse: '13.5.0',
    runs: [{ ...run(97, 1300), least: waited }, ...runs.slice(1)],
    judged: 1,
    report: 'lighthouse/login.html',
  } as const;
  expect(
    auditLines([audit])
      .split('\n')
      .map((line) => line.trim().split(/ {2,}/)),
  ).toEqual([
    ['Lighthouse, as on a desk: the judged run of each page'],
    ['page', 'score', 'scores', 'LCP', 'INP', 'TBT', 'CLS', 'transferred', 'judged run', 'report'],
    [
      'login',
      '97',
      '94 to 99',
      '1,300 ms (own ≤ 120 ms)',
      '–',
      '12 ms',
      '0.012',
      '97 kB',
      '1 of 3',
      'lighthouse/login.html',
    ],
  ]);
});
