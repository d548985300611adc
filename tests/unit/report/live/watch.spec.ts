import { mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { loadTables } from '../../../../src/record/load-tables.ts';
import { RunFolder } from '../../../../src/record/run-folder.ts';
import { LiveWatch } from '../../../../src/report/live/watch.ts';
import { decideVerdicts } from '../../../../src/verdict/verdict.ts';
import { operation } from '../../../made/verdict.ts';

const round = { journey: 'login', number: 1, of: 1, moment: 'plateau', atMs: 0, vus: 10 };

/** The folder of a run with a planned round of login, and with these lanes. */
function plannedRun(name: string, lanes: readonly string[]): RunFolder {
  const folder = new RunFolder(test.info().outputPath(name));
  mkdirSync(folder.path, { recursive: true });
  folder.write('plan.json', {
    runId: 'it',
    scenario: 'smoke',
    environment: 'development',
    baseUrl: 'http://localhost:1',
    sandbox: false,
    lanes,
    plan: { stages: [], durationMs: 60_000, peakVus: 10, rounds: [round] },
  });
  return folder;
}

/** The status that the live display shows of a round whose burst broke the SLA of its operation. */
function statusOfRound(slaCounts: boolean): string | undefined {
  const folder = plannedRun(`run-${slaCounts}`, ['traffic', 'login']);
  const verdicts = decideVerdicts(
    [
      {
        kind: 'fail',
        subject: operation('auth.login'),
        statistic: 'p95',
        column: 'sla',
        unit: 'ms',
        direction: 'below',
        limit: 500,
        figure: 900,
        samples: 400,
        interval: { lower: 850, upper: 950 },
      },
    ],
    { kind: 'round', journey: 'login', number: 1 },
    { slaCounts },
  );
  folder.write('rounds/login-1.json', { ...round, verdicts });
  return new LiveWatch(folder, loadTables()).look()?.rounds[0]?.status;
}

test('a round that breaks the SLA is broken in the live display when the run counts the SLA', () => {
  expect(statusOfRound(true)).toBe('broken');
});

test('a round that breaks the SLA is held in the live display when the run only reports the SLA', () => {
  expect(statusOfRound(false)).toBe('held');
});

test('the p95 of a run with rounds is not told to be over all, and the errors are', () => {
  const judged = (lanes: readonly string[]) =>
    new LiveWatch(plannedRun(lanes.join('-'), lanes), loadTables()).look()?.judged;
  expect(judged(['traffic', 'login'])).toMatchObject({ latencies: 'without rounds', errors: 'over all' });
  expect(judged(['traffic'])).toMatchObject({ latencies: 'over all', errors: 'over all' });
});
