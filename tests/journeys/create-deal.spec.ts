import { journeyRounds } from '../../fixtures/journey-rounds.ts';
import { DashboardPage } from '../../fixtures/pages/dashboard-page.ts';
import { DealsPage } from '../../fixtures/pages/deals-page.ts';
import { NewDealDialog } from '../../fixtures/pages/new-deal-dialog.ts';
import { WorksheetDialog } from '../../fixtures/pages/worksheet-dialog.ts';

journeyRounds('create-deal', { signedIn: true }, async (visit) => {
  const { page } = visit;
  const dialog = new NewDealDialog(page);
  await visit.startAt(DashboardPage.path, DashboardPage.greeting);
  await visit.step('open the deal list', DealsPage.listed, () => new DashboardPage(page).openDeals());
  await visit.step('start a new deal', NewDealDialog.shown, () => new DealsPage(page).startNewDeal());
  await visit.step('pick the customer', NewDealDialog.customerPicked, () => dialog.pickCustomer());
  await visit.step('pick the vehicle', NewDealDialog.vehiclePicked, () => dialog.pickVehicle());
  await visit.step('open the worksheet', WorksheetDialog.shown, () => dialog.continueToWorksheet());
  await visit.step('save the deal', DealsPage.dealCreated, () => new WorksheetDialog(page).createDeal());
});
