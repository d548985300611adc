import { expect, test } from '@playwright/test';
import { DashboardPage } from '../../../../../../fixtures/pages/dashboard-page.ts';
import { type ApiAnswer, madeDeal, openWebClient } from '../../../../../made/web-client-page.ts';

const customer = {
  id: 'c-1',
  first_name: 'Grace',
  last_name: 'Hopper',
  email: 'grace@example.com',
  created_at: '2026-01-01T00:00:00Z',
};
/** Longer than a page that has its list would wait before it asks for more. */
const SETTLED_MS = 300;

function answer(call: string): ApiAnswer {
  if (call.startsWith('GET /deals?')) return { json: [madeDeal('deal-1', customer.id)] };
  if (call.startsWith('GET /customers?')) return { json: [customer] };
  return { json: call.startsWith('GET /auth/me') ? { first_name: 'Ada', dealership_id: 'd-1' } : [] };
}

test('dashboard and deals make the calls of the contract and no other', async ({ page }) => {
  const calls = await openWebClient(page, DashboardPage.path, answer);
  await expect(page.locator('tbody tr td').first()).toHaveText('-');
  await page.waitForTimeout(SETTLED_MS);
  await new DashboardPage(page).openDeals();
  await expect(page.getByText('Showing 1 of 1 deals', { exact: true })).toBeVisible();
  await expect(page.locator('tbody tr td .cell-main').first()).toHaveText('-');
  await page.waitForTimeout(SETTLED_MS);
  expect(calls.toSorted()).toEqual([
    'GET /auth/me',
    'GET /deals?limit=100',
    'GET /deals?limit=5&sort=created_at:desc',
    'GET /deals?page=1&limit=10',
    'GET /inventory/vehicles?limit=100',
  ]);
});

test('a customer that another page has loaded is named in the list of deals', async ({ page }) => {
  await openWebClient(page, '/customers', answer);
  await expect(page.getByRole('cell', { name: customer.email })).toBeVisible();
  await new DashboardPage(page).openDeals();
  await expect(page.locator('tbody tr td .cell-main').first()).toHaveText('Grace Hopper');
});
