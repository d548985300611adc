import { chromium, type Page } from '@playwright/test';
import { startTimespan } from 'lighthouse';
import { DealsPage } from '../../fixtures/pages/deals-page.ts';
import { NewDealDialog } from '../../fixtures/pages/new-deal-dialog.ts';
import { WorksheetDialog } from '../../fixtures/pages/worksheet-dialog.ts';
import { machineMs } from '../../src/base/clock.ts';
import { lighthouseConfig } from '../../src/lighthouse/lighthouse-config.ts';
import type { Landmark } from '../../src/measure/page/landmark.ts';
import { stepWatchScript } from '../../src/measure/page/step-watch.ts';
import type { Audit, Audited, AuditRun } from './audit-browser.ts';

const SHOWN_WITHIN_MS = 30_000;

/**
 * Audits the worksheet: from the click that opens it, over the choice of a state and the price, until the page shows
 * the tax. Playwright acts as the user, in the same page and with the page objects of the journeys. Its clicks are
 * trusted input, so the page has an INP.
 *
 * @param shownWithinMs how long the page may take for each thing that is waited for; 30 s by default
 * @throws Error when it takes longer
 */
export function useWorksheet(shownWithinMs = SHOWN_WITHIN_MS): Audit {
  return (run) => worksheetAudit(run, shownWithinMs);
}

async function worksheetAudit(
  { page: audited, baseUrl, device, what }: AuditRun,
  shownWithinMs: number,
): Promise<Audited> {
  const { settings } = lighthouseConfig(device);
  const { width = 1350, height = 940, deviceScaleFactor = 1 } = settings?.screenEmulation || {};
  // Otherwise the page would change its size when the timespan begins.
  await audited.setViewport({ width, height, deviceScaleFactor });
  const browser = await chromium.connectOverCDP(audited.browser().wsEndpoint());
  try {
    const page = browser.contexts()[0]?.pages()[0];
    if (page === undefined) throw new Error(`${what}: the browser has no page; expected one`);
    // A page that was connected to would wait until the test times out.
    page.setDefaultTimeout(shownWithinMs);
    page.setDefaultNavigationTimeout(shownWithinMs);
    const seen = (landmark: Landmark) => waitUntilSeen(page, landmark, { what, shownWithinMs });
    const dialog = await chooseCustomerAndVehicle(page, baseUrl, seen);
    const watchedFromMs = machineMs();
    const timespan = await startTimespan(audited, { config: lighthouseConfig(device) });
    // Lighthouse occupies the page for a moment when it starts, and the first click would have to wait for that.
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 2_000 })));
    const worksheet = new WorksheetDialog(page);
    const fromMs = machineMs();
    await dialog.continueToWorksheet();
    await seen(WorksheetDialog.shown);
    await worksheet.chooseState('CA');
    await worksheet.enterPrice(30_000);
    await seen(WorksheetDialog.totalTaxIs('$2,475.00'));
    const used = { fromMs, toMs: machineMs() };
    const found = await timespan.endTimespan();
    const watched = { fromMs: watchedFromMs, toMs: machineMs() };
    if (found === undefined) throw new Error(`${what}: Lighthouse returned no result`);
    return { result: found.lhr, timespan: { watched, used } };
  } finally {
    await browser.close();
  }
}

/** Everything before the worksheet, until the page is at rest: none of it belongs to the audit. */
async function chooseCustomerAndVehicle(
  page: Page,
  baseUrl: string,
  seen: (landmark: Landmark) => Promise<void>,
): Promise<NewDealDialog> {
  await page.goto(baseUrl + DealsPage.path, { waitUntil: 'networkidle' });
  await page.evaluate(stepWatchScript());
  const dialog = await new DealsPage(page).startNewDeal();
  await seen(NewDealDialog.shown);
  await dialog.pickCustomer();
  await dialog.pickVehicle();
  await page.waitForLoadState('networkidle');
  return dialog;
}

async function waitUntilSeen(
  page: Page,
  landmark: Landmark,
  { what, shownWithinMs }: { readonly what: string; readonly shownWithinMs: number },
): Promise<void> {
  try {
    // `arm` returns false when the landmark is there already.
    await page.waitForFunction((wanted) => window.deskStudioSteps?.arm(wanted) === false, landmark, {
      timeout: shownWithinMs,
      polling: 100,
    });
  } catch (error) {
    throw new Error(
      `${what}: ${JSON.stringify(landmark)} did not appear within ${shownWithinMs / 1000} s; expected the deals and the worksheet of contract/ui.md`,
      { cause: error },
    );
  }
}
