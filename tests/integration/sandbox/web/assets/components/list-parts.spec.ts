import { expect, test } from '@playwright/test';
import { DealsPage } from '../../../../../../fixtures/pages/deals-page.ts';
import { madeDeal, openWebClient } from '../../../../../made/web-client-page.ts';

test('a thousand deals are counted without a comma, as the contract has it', async ({ page }) => {
  const deals = Array.from({ length: 1_234 }, (_, index) => madeDeal(`deal-${index}`));
  await openWebClient(page, DealsPage.path, (call) => ({
    json: call.startsWith('GET /deals?') ? deals : {},
  }));
  await expect(page.getByText('Showing 10 of 1234 deals', { exact: true })).toBeVisible();
});
