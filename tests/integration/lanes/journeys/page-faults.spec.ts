import { expect, test } from '@playwright/test';
import { FaultNotes } from '../../../../lanes/journeys/fault-notes.ts';
import { MeasuredVisit } from '../../../../lanes/journeys/measured-visit.ts';

const HERE = { selector: 'h1', text: '^Desk$' };
const BODY = `<!doctype html><title>made</title><link rel="stylesheet" href="https://fonts.googleapis.com/css2?family=Inter">
  <h1>Desk</h1>`;

test('a page that does not get its outside fonts is shown without them, and that is no fault of the page', async ({
  context,
}) => {
  const faults = new FaultNotes();
  const visit = await MeasuredVisit.begin(context, 'http://desk.test', { faults });
  await visit.page.route('http://desk.test/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: BODY }),
  );
  const failed = visit.page.waitForEvent('requestfailed');
  await visit.open('open it', '/', HERE);
  expect((await failed).failure()?.errorText).toBe('net::ERR_NAME_NOT_RESOLVED');
  expect(faults.sum()).toBeUndefined();
});
