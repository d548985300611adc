import type { BrowserContext, Page } from '@playwright/test';
import { DashboardPage } from '../../fixtures/pages/dashboard-page.ts';
import { DealsPage } from '../../fixtures/pages/deals-page.ts';
import { NewDealDialog } from '../../fixtures/pages/new-deal-dialog.ts';
import { WorksheetDialog } from '../../fixtures/pages/worksheet-dialog.ts';
import { PageTimelines } from '../../lanes/journeys/page-timelines.ts';
import type { Landmark } from '../../src/measure/page/landmark.ts';
import { stepWatchScript } from '../../src/measure/page/step-watch.ts';

/** Time between two steps for the page to settle, so that a step does not include work of the previous one. */
const REST_MS = 100;

/**
 * Creates a deal once and times each step by the runner's clock: from before its input until a check at each frame sees
 * its landmark. That check costs the same in every visit.
 *
 * @param watched whether the page measures itself during the visit, as in a round
 * @returns the time of each step in milliseconds, by its name
 */
export async function timedVisit(
  context: BrowserContext,
  baseUrl: string,
  watched: boolean,
): Promise<ReadonlyMap<string, number>> {
  const page = await context.newPage();
  if (watched) {
    await PageTimelines.of(page, [new URL(baseUrl).origin]);
    await page.addInitScript({ content: stepWatchScript(DashboardPage.greeting) });
  }
  const steps = new Map<string, number>();
  const step = async (name: string, landmark: Landmark, action: () => Promise<unknown>) => {
    await page.evaluate((wanted) => window.deskStudioSteps?.arm(wanted), landmark);
    await page.waitForTimeout(REST_MS);
    const startMs = performance.now();
    await action();
    await see(page, landmark);
    steps.set(name, performance.now() - startMs);
  };
  const startMs = performance.now();
  await page.goto(baseUrl + DashboardPage.path, { waitUntil: 'commit' });
  await see(page, DashboardPage.greeting);
  steps.set('open the dashboard', performance.now() - startMs);
  const dialog = new NewDealDialog(page);
  await step('open the deal list', DealsPage.listed, () => new DashboardPage(page).openDeals());
  const before = await new DealsPage(page).count();
  await step('start a new deal', NewDealDialog.shown, () => new DealsPage(page).startNewDeal());
  await step('pick the customer', NewDealDialog.customerPicked, () => dialog.pickCustomer());
  await step('pick the vehicle', NewDealDialog.vehiclePicked, () => dialog.pickVehicle());
  await step('open the worksheet', WorksheetDialog.shown, () => dialog.continueToWorksheet());
  await step('save the deal', DealsPage.dealCreated(before), () => new WorksheetDialog(page).createDeal());
  await page.close();
  return steps;
}

/** Looks for the landmark alone, not for what would do in its place (`or`): nobody else makes or removes deals here. */
async function see(page: Page, landmark: Landmark): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const shown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
      const textOf = (element: Element) => (element as HTMLElement).innerText.trim();
      const isThere = (each: Landmark): boolean => {
        const found = [...document.querySelectorAll(each.selector)].some((element) => {
          if (!shown(element) || !new RegExp(each.text ?? '').test(textOf(element))) return false;
          const next = element.nextElementSibling;
          return each.next === undefined || (next !== null && new RegExp(each.next.text).test(textOf(next)));
        });
        return found !== (each.gone === true) && (each.and === undefined || isThere(each.and));
      };
      return isThere(wanted);
    },
    landmark,
    { polling: 'raf' },
  );
}
