import { mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { loadTables } from '../../../../src/record/load-tables.ts';
import { RunFolder } from '../../../../src/record/run-folder.ts';
import { LiveWatch } from '../../../../src/report/live/watch.ts';
import { decideVerdicts } from '../../../../src/verdict/verdict.ts';
import { operation } from '../../../made/verdict.ts';

/** The status that the live display shows of a round whose burst broke the SLA of its operation. */
function statusOfRound(slaCounts: boolean): string | undefined {
  const folder = new RunFolder(test.info().outputPath(`run-${slaCounts}`));
  mkdirSync(folder.path, { recursive: true });
  const round = { journey: 'login', number: 1, of: 1, moment: 'plateau', atMs: 0, vus: 10 };
  folder.write('plan.json', {
    runId: 'it',
    scenario: 'smoke',
    environment: 'development',
    baseUrl: 'http://localhost:1',
    sandbox: false,
    lanes: ['traffic', 'login'],
    plan: { stages: [], durationMs: 60_000, peakVus: 10, rounds: [round] },
  });
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
