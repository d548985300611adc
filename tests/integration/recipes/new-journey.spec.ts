import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { changeTable, copyProject } from '../../made/copied-project.ts';
import { listTests, PROJECT } from '../../made/listed-tests.ts';

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

const TABLE = 'thresholds/journeys.json';

/** A copy of the project with the code of a new journey: one for all tests, since Playwright compiles each copy anew. */
let folder: string;

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'desk-studio-journey-'));
  copyProject(folder, 'src as a link');
  writeFileSync(join(folder, 'fixtures/journeys/leave-deals.ts'), JOURNEY);
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Lists the smoke of the copy. Its `src` is a link, and would find the tables of this project by itself. */
const listSmoke = (...words: string[]) =>
  listTests('smoke', { folder, words, env: { THRESHOLDS_DIR: join(folder, 'thresholds') } });

/** Gives the new journey its row in the tables. */
function addRow(nameOfStep: string): void {
  cpSync(join(PROJECT, TABLE), join(folder, TABLE));
  const step = { step: nameOfStep, medianMs: 1000, since: '2026-11-28', reason: 'A list is opened.' };
  changeTable<{ journeys: object[] }>(join(folder, TABLE), ({ journeys }) => {
    journeys.push({ journey: 'leave-deals', operation: 'deals.list', everyRound: true, steps: [step] });
  });
}

test('a journey is its file and its row: it gets a lane, a worker and rounds, and is found by its name', () => {
  addRow('open the deal list');
  const { status, stdout } = listSmoke('leave-deals');
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /journeys[/\\]journey-rounds\.ts:\d+:\d+ › smoke › leave deals, round 1 of 1, at 10 users/,
  );
  expect(stdout).not.toContain('login');
  expect(existsSync(join(folder, 'tests/journeys/leave-deals.spec.ts'))).toBe(true);
});

test('a step that has another name in the table is an error that lists both names', () => {
  addRow('see the deal list');
  const { status, stderr } = listSmoke();
  expect(status).toBe(1);
  expect(stderr).toContain('2 mistakes');
  expect(stderr).toContain('(leave-deals), steps row 1 (see the deal list): found a row without step');
  expect(stderr).toContain('journeys.json: found step open the deal list without a row');
});
