import { expect, test } from '@playwright/test';
import type { AuditFigures } from '../../../src/lighthouse/audit-figures.ts';
import { isTimed, judgeAudit } from '../../../src/lighthouse/judge-audit.ts';
import { loadTables } from '../../../src/record/load-tables.ts';
import { decideVerdicts } from '../../../src/verdict/verdict.ts';
import { verdictMessage } from '../../../src/verdict/verdict-message.ts';

const row = loadTables().audits.get('login');
if (row === undefined) throw new Error('no row for the login page');

const run = (lcpMs: number, different: Partial<AuditFigures> = {}): AuditFigures => ({
  score: 95,
  lcpMs,
  fcpMs: 300,
  ttiMs: lcpMs,
  tbtMs: 0,
  cls: 0,
  transferredBytes: 97_000,
  ...different,
});
const judge = (runs: readonly AuditFigures[]) =>
  judgeAudit({ page: 'login', mode: 'navigation', device: 'desk', runs }, row);
const baseline = (runs: readonly AuditFigures[], statistic: string) =>
  judge(runs).judgements.find((each) => each.statistic === statistic && each.column === 'baseline');

test('a limit that is held is held, however long the browser waited for a core', () => {
  const starved = run(2_400, { browserWaitShare: 0.97, least: { score: 100, tbtMs: 0, lcpMs: 0 } });
  expect(baseline([starved], 'LCP')).toMatchObject({ kind: 'pass', figure: 2_400 });
});

test('a limit on time is broken only if it still is without what the waits may have added', () => {
  const slow = run(3_000, { least: { score: 95, tbtMs: 0, lcpMs: 2_600 } });
  expect(baseline([slow], 'LCP')).toMatchObject({ kind: 'fail', figure: 3_000, least: 2_600 });
  const hidden = baseline([run(3_000, { least: { score: 95, tbtMs: 0, lcpMs: 2_300 } })], 'LCP');
  expect(hidden).toMatchObject({ kind: 'inconclusive', because: 'own delay', figure: 3_000, least: 2_300 });
  expect(hidden && verdictMessage(hidden)).toContain("700 ms may be the measurer's own delay");
});

test('a limit that the waits hide is neither green nor red', () => {
  const runs = [run(3_000, { least: { score: 95, tbtMs: 0, lcpMs: 2_300 } })];
  const owner = { kind: 'audit', page: 'login' } as const;
  const verdicts = decideVerdicts(judge(runs).judgements, owner, { slaCounts: false });
  expect(verdicts.filter(({ failsTheRun }) => failsTheRun)).toEqual([]);
  expect(verdicts.filter(({ isHidden }) => isHidden)).toMatchObject([
    { statistic: 'LCP', column: 'baseline' },
  ]);
});

test('a score is lower than it may be by as much as its times are higher', () => {
  const at = (score: number) =>
    baseline([run(500, { score: 80, least: { score, tbtMs: 0, lcpMs: 400 } })], 'score');
  expect(at(88)).toMatchObject({ kind: 'fail', least: 88 });
  expect(at(93)).toMatchObject({ kind: 'inconclusive', because: 'own delay', least: 93 });
});

test('layout shifts and bytes are decided, whatever the machine did', () => {
  const least = { score: 100, tbtMs: 0, lcpMs: 0 };
  const runs = [run(500, { cls: 0.3, transferredBytes: 5_000_000, least })];
  expect(baseline(runs, 'CLS')).toMatchObject({ kind: 'fail' });
  expect(baseline(runs, 'transferred')).toMatchObject({ kind: 'fail' });
  expect(
    judge(runs)
      .judgements.filter((each) => !isTimed(each))
      .map(({ statistic }) => statistic),
  ).toEqual(expect.arrayContaining(['CLS', 'transferred']));
});

test('where the system does not report waits, what was measured is judged and the message says what is not known', () => {
  const judged = baseline([run(3_000)], 'LCP');
  expect(judged).toMatchObject({ kind: 'fail' });
  expect(judged && verdictMessage(judged)).toContain("an unknown part may be the measurer's own delay");
  const shifted = baseline([run(500, { cls: 0.3 })], 'CLS');
  expect(shifted && verdictMessage(shifted)).not.toContain('own delay');
});

test('the median of all runs is judged: none is left out for its waits', () => {
  const waiting = { browserWaitShare: 0.95 };
  expect(judge([run(900, waiting), run(500), run(2_000, waiting), run(510), run(520)])).toMatchObject({
    judged: 5,
  });
});
