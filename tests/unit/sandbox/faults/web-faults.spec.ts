import { expect, test } from '@playwright/test';
import { withWebFaults } from '../../../../sandbox/faults/web-faults.ts';
import { loadWebClient, WEB_FOLDER } from '../../../../sandbox/gateway/web-files.ts';
import { readSettings } from '../../../../sandbox/settings.ts';

test('nothing is wrong unless it is asked for', async () => {
  const { faults } = readSettings({});
  expect(faults).toEqual([]);
  const client = await loadWebClient(WEB_FOLDER);
  expect(await withWebFaults(client, faults)).toBe(client);
});

test('the page gets its faults in a script before all others', async () => {
  const { faults } = readSettings({ FAULTS: '/deals:picture+200,/deals:script+300,deals.create:db+300' });
  const client = await withWebFaults(await loadWebClient(WEB_FOLDER), faults);
  const page = client.index.plain.toString();
  expect(page.indexOf('page-faults.js')).toBeGreaterThan(0);
  expect(page.indexOf('page-faults.js')).toBeLessThan(page.indexOf('<script>'));
  expect(client.assets.get('faults/picture-200.png')?.plain.length).toBeGreaterThan(198_000);
});
