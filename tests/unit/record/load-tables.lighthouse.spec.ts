import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { AUDITED_PAGES } from '../../../src/lighthouse/audited-pages.ts';
import { loadTables } from '../../../src/record/load-tables.ts';
import { PROJECT_TABLES } from '../../../src/verdict/thresholds/load-thresholds.ts';

/** Loads the project's tables with a change in lighthouse.json. */
function loadWith(change: (pages: Record<string, Record<string, unknown>>[]) => void) {
  const folder = test.info().outputPath('tables');
  cpSync(PROJECT_TABLES, folder, { recursive: true });
  const path = join(folder, 'lighthouse.json');
  const content = JSON.parse(readFileSync(path, 'utf8'));
  change(content.pages);
  writeFileSync(path, JSON.stringify(content));
  return () => loadTables(folder);
}

test('each audited page has its row, and asks the desk for a score of 95 as SLA', () => {
  const { audits } = loadTables();
  expect([...audits.keys()].toSorted()).toEqual(Object.keys(AUDITED_PAGES).toSorted());
  for (const row of audits.values()) expect(row.desk.sla?.score, row.page).toBe(94);
});

test('a row without a page and a page without a row are errors', () => {
  const load = loadWith(([first]) => Object.assign(first ?? {}, { page: 'sign-up' }));
  expect(load).toThrow('lighthouse.json, pages row 1 (sign-up): found a row without page');
  expect(load).toThrow('lighthouse.json: found page login without a row');
});

test('a page that is loaded needs an LCP, and a dialog has none', () => {
  const load = loadWith((pages) => {
    const [login, worksheet] = [pages[0], pages.find(({ page }) => String(page) === 'worksheet')];
    const { lcpMs, ...others } = (login?.desk?.baseline ?? {}) as Record<string, number>;
    Object.assign(login?.desk ?? {}, { baseline: others });
    Object.assign(worksheet?.desk?.baseline ?? {}, { lcpMs });
  });
  expect(load).toThrow('pages row 1 (login): found desk: baseline without lcpMs');
  expect(load).toThrow('(worksheet): found desk: baseline.lcpMs; right would be no lcpMs');
});

test('an SLA that is looser than its baseline is an error, for the score the other way round', () => {
  const load = loadWith(([first]) => {
    Object.assign(first?.desk?.sla ?? {}, { score: 80, tbtMs: 300 });
  });
  expect(load).toThrow('found desk: sla.score 80 looser than baseline.score 89');
  expect(load).toThrow('found desk: sla.tbtMs 300 looser than baseline.tbtMs 200');
});

test('a score as a share of 1 is refused with the way it is written', () => {
  const load = loadWith(([first]) => Object.assign(first?.desk?.baseline ?? {}, { score: 0.95 }));
  expect(load).toThrow(
    'desk.baseline.score 0.95; right would be a performance score that has to be exceeded',
  );
});
