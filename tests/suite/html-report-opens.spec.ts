import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { htmlReport } from '../../src/report/html/page.ts';
import { soakRun } from '../made/report-soak.ts';
import { nameless, tooFaint } from './page-checks.ts';

/** The report of a made-up soak of two hours, made once for all tests. */
let html: string | undefined;

/** Opens the report as a file. Returns what the page writes to the console, and what it requests. */
async function open(page: Page, path: string): Promise<{ complaints: string[]; requests: string[] }> {
  html ??= htmlReport(soakRun());
  writeFileSync(path, html);
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(path).href);
  return { complaints, requests };
}

test('a report opens without a word on the console, asks for nothing, and shows its charts', async ({
  page,
}, info) => {
  const { complaints, requests } = await open(page, info.outputPath('report.html'));
  for (const id of ['latency', 'throughput', 'failures', 'loop', 'host', 'memory']) {
    const shown = page.locator(`figure[data-chart="${id}"] svg:visible`);
    await expect(shown).toHaveCount(1);
    expect(await shown.locator('path').count()).toBeGreaterThan(5);
  }
  expect(complaints).toEqual([]);
  expect(requests.filter((url) => !url.startsWith('data:'))).toHaveLength(1);
});

test('the report of a soak of two hours is there after less than 1.5 s of processor time', async ({
  page,
}, info) => {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Performance.enable');
  await open(page, info.outputPath('report.html'));
  await page.locator('footer').scrollIntoViewIfNeeded();
  const loadedMs = await page.evaluate(
    () =>
      new Promise<number>((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now()))),
      ),
  );
  const { metrics } = await devTools.send('Performance.getMetrics');
  // Of all threads of the page's process since its start. The page asks for nothing, so there is nothing else that it waits for.
  const processorMs = 1_000 * (metrics.find(({ name }) => name === 'ProcessTime')?.value ?? Number.NaN);
  info.annotations.push({
    type: 'measured',
    description: `${Math.round(processorMs)} ms of processor time, ${Math.round(loadedMs)} ms in the page`,
  });
  expect(processorMs).toBeGreaterThan(0);
  expect(processorMs).toBeLessThan(1_500);
});

test('a click on an operation opens its percentile curve, and another closes it', async ({ page }, info) => {
  const { complaints } = await open(page, info.outputPath('report.html'));
  const button = page.locator('button[data-curve="deals.create"]');
  await button.click();
  const curve = page.getByRole('img', { name: 'Percentile curve of deals.create' });
  await expect(curve).toBeVisible();
  await expect(page.locator('tr.curve')).toContainText('deals.create: percentile curve of the whole traffic');
  await expect(page.locator('tr.curve')).toContainText('p99');
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  await button.press('Enter');
  await expect(curve).toHaveCount(0);
  expect(complaints).toEqual([]);
});

test('a pointer on a chart reads the slice under it, in all charts of the same time', async ({
  page,
}, info) => {
  await open(page, info.outputPath('report.html'));
  await page.locator('figure[data-chart="latency"] .plot').hover();
  await expect(page.locator('.tip')).toContainText(/^\d+:\d\d to \d+:\d\d/);
  await expect(page.locator('.tip')).toContainText('p95');
  await expect(page.locator('.cross')).toHaveCount(6);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`on a phone nothing scrolls sideways but the tables, ${colorScheme}`, async ({ browser }, info) => {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 }, colorScheme });
    await open(page, info.outputPath('report.html'));
    await page.locator('details').evaluateAll((all) => {
      for (const details of all) details.setAttribute('open', '');
    });
    await page.locator('button[data-curve]').first().click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await expect(page.locator('figure[data-chart="latency"] svg.narrow')).toBeVisible();
    await expect(page.locator('figure[data-chart="latency"] svg.wide')).toBeHidden();
    await page.close();
  });

  test(`every picture, button and table has a name, and no text is too faint, ${colorScheme}`, async ({
    browser,
  }, info) => {
    const page = await browser.newPage({ colorScheme });
    await open(page, info.outputPath('report.html'));
    await page.locator('button[data-curve]').first().click();
    expect(await page.evaluate(nameless)).toEqual([]);
    expect(await page.evaluate(tooFaint)).toEqual([]);
    await expect(page.locator('h1')).toHaveCount(1);
    const levels = await page
      .locator('h1, h2, h3, h4')
      .evaluateAll((all) => all.map((each) => Number(each.tagName.slice(1))));
    for (const [index, level] of levels.entries())
      expect(level, `heading ${index} of ${levels.join(' ')}`).toBeLessThanOrEqual(
        (levels[index - 1] ?? 0) + 1,
      );
    await page.close();
  });
}
