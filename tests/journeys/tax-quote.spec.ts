import { journeyRounds } from '../../fixtures/journey-rounds.ts';
import { DealsPage } from '../../fixtures/pages/deals-page.ts';
import { NewDealDialog } from '../../fixtures/pages/new-deal-dialog.ts';
import { WorksheetDialog } from '../../fixtures/pages/worksheet-dialog.ts';

journeyRounds('tax-quote', { signedIn: true }, async (visit) => {
  const { page } = visit;
  const dialog = new NewDealDialog(page);
  const worksheet = new WorksheetDialog(page);
  await visit.startAt(DealsPage.path, DealsPage.listed);
  await new DealsPage(page).startNewDeal();
  await dialog.pickCustomer();
  await dialog.pickVehicle();
  await visit.step('open the worksheet', WorksheetDialog.shown, () => dialog.continueToWorksheet());
  const before = await worksheet.totalTax();
  await visit.step('choose the state', WorksheetDialog.totalTaxIsNot(before), () =>
    worksheet.chooseState('CA'),
  );
  await visit.step('enter the price', WorksheetDialog.totalTaxIs('$2,475.00'), () =>
    worksheet.enterPrice(30_000),
  );
  await worksheet.openTradeIn();
  await visit.step('enter the trade-in', WorksheetDialog.totalTaxIs('$2,062.50'), () =>
    worksheet.enterTradeIn(5_000),
  );
});
