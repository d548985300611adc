import { expect, test } from '@playwright/test';
import { openWebClient } from '../../../../made/web-client-page.ts';

const DEALS = 'GET /deals?page=1&limit=10';
/** Longer than the client waits before it asks again. */
const RETRIED_MS = 1_500;

for (const status of [404, 429, 503])
  test(`a GET that is answered with ${status} is asked once more, and only once`, async ({ page }) => {
    let asked = 0;
    const calls = await openWebClient(page, '/deals', (call) => {
      if (call !== DEALS) return { json: {} };
      asked += 1;
      return asked === 1 ? { status, json: { error: 'no' } } : { json: [] };
    });
    await expect(page.getByText('Showing 0 of 0 deals', { exact: true })).toBeVisible();
    expect(calls.filter((call) => call === DEALS)).toHaveLength(2);
  });

test('a GET that fails twice is given up', async ({ page }) => {
  const calls = await openWebClient(page, '/deals', (call) =>
    call === DEALS ? { status: 404, json: { error: 'no deals here' } } : { json: {} },
  );
  await expect(page.getByText('Failed to load deals. no deals here')).toBeVisible();
  await page.waitForTimeout(RETRIED_MS);
  expect(calls.filter((call) => call === DEALS)).toHaveLength(2);
});

test('a GET that is answered with 401 ends the session and is not asked again', async ({ page }) => {
  const calls = await openWebClient(page, '/deals', (call) =>
    call === DEALS ? { status: 401, json: { error: 'Invalid token' } } : { json: {} },
  );
  await expect(page).toHaveURL(/\/login$/);
  await page.waitForTimeout(RETRIED_MS);
  expect(calls.filter((call) => call === DEALS)).toHaveLength(1);
});
