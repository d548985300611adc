import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { AuditFigures } from '../../../src/lighthouse/audit-figures.ts';
import { MOST_BROWSER_WAIT_SHARE } from '../../../src/lighthouse/choose-run.ts';
import { judgeAudit } from '../../../src/lighthouse/judge-audit.ts';
import { loadTables } from '../../../src/record/load-tables.ts';

const row = loadTables().audits.get('login');
if (row === undefined) throw new Error('no row for the login page');

const run = (ttiMs: number, browserWaitShare?: number): AuditFigures => ({
  score: 100,
  lcpMs: ttiMs,
  fcpMs: 300,
  ttiMs,
  tbtMs: 0,
  cls: 0,
  transferredBytes: 97_000,
  ...(browserWaitShare !== undefined && { browserWaitShare }),
});
const judge = (runs: readonly AuditFigures[]) =>
  judgeAudit({ page: 'login', mode: 'navigation', device: 'desk', runs }, row);

test('a run in which other processes had the cores is not judged, whatever its figures', () => {
  const outcome = judge([run(900, 0.95), run(500, 0.6), run(2000, 0.9), run(510, 0.6), run(520, 0.7)]);
  expect(outcome).toMatchObject({ kind: 'judged', judged: 4 });
  if (outcome.kind === 'judged')
    expect(outcome.judgements.find(({ statistic }) => statistic === 'LCP')).toMatchObject({
      figure: 510,
      samples: 3,
      interval: { lower: 500, upper: 520 },
    });
});

test('the measurement is invalid when at most half of the runs are sound', () => {
  expect(judge([run(500, 0.9), run(500, 0.6), run(500, 0.93), run(500, 0.6)])).toEqual({
    kind: 'invalid',
    judged: 1,
    reason:
      'lighthouse login: in 2 of 4 runs the browser waited for a core for more than 85 % of the time in which it ' +
      'wanted one (up to 93 %): something else is using the cores of this machine',
  });
});

test('all runs count where the system does not report the waiting', () => {
  expect(judge([run(500), run(600), run(700)])).toMatchObject({ kind: 'judged', judged: 2 });
});

test('docs/lighthouse.md names the limit that the code applies', () => {
  const page = readFileSync(new URL('../../../docs/lighthouse.md', import.meta.url), 'utf8');
  expect(page).toContain(`more than ${MOST_BROWSER_WAIT_SHARE * 100} %`);
});
