import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { changeTable, copyProject } from '../../made/copied-project.ts';
import { listTests } from '../../made/listed-tests.ts';

const JOURNEY = `import { DashboardPage } from '../pages/dashboard-page.ts';
import { DealsPage } from '../pages/deals-page.ts';
import { journey } from '../visits/journey.ts';

export const leaveDeals = journey({
  name: 'leave-deals',
  signedIn: true,
  steps: ['open the deal list'],
  begin: async () => async (visit) => {
    await visit.startAt(DashboardPage.path, DashboardPage.greeting);
    await visit.step('open the deal list', DealsPage.listed, () => new DashboardPage(visit.page).openDeals());
  },
});
`;

/** A copy of the project with the two files of a new journey: its code, and its row in the tables. */
function projectWithJourney(stepOfRow: string): string {
  const folder = test.info().outputPath('project');
  copyProject(folder);
  writeFileSync(join(folder, 'fixtures/journeys/leave-deals.ts'), JOURNEY);
  const step = { step: stepOfRow, medianMs: 1000, since: '2026-11-28', reason: 'A list is opened.' };
  changeTable<{ journeys: object[] }>(join(folder, 'thresholds/journeys.json'), ({ journeys }) => {
    journeys.push({ journey: 'leave-deals', operation: 'deals.list', everyRound: true, steps: [step] });
  });
  return folder;
}

test.afterEach(() => rmSync(test.info().outputPath('project'), { recursive: true, force: true }));

test('a journey is its file and its row: it gets a lane, a worker and rounds, and is found by its name', () => {
  const folder = projectWithJourney('open the deal list');
  const { status, stdout } = listTests('smoke', { folder, words: ['leave-deals'] });
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /journeys[/\\]journey-rounds\.ts:\d+:\d+ › smoke › leave deals, round 1 of 1, at 10 users/,
  );
  expect(stdout).not.toContain('login');
  expect(existsSync(join(folder, 'tests/journeys/leave-deals.spec.ts'))).toBe(true);
});

test('a step that has another name in the table is an error that lists both names', () => {
  const { status, stderr } = listTests('smoke', { folder: projectWithJourney('see the deal list') });
  expect(status).toBe(1);
  expect(stderr).toContain('2 mistakes');
  expect(stderr).toContain('(leave-deals), steps row 1 (see the deal list): found a row without step');
  expect(stderr).toContain('journeys.json: found step open the deal list without a row');
});
