import { expect, test } from '@playwright/test';
import { parseFault } from '../../../../sandbox/faults/fault.ts';
import { withWebFaults } from '../../../../sandbox/faults/web-faults.ts';
import { loadWebClient, WEB_FOLDER } from '../../../../sandbox/gateway/web-files.ts';
import { readSettings } from '../../../../sandbox/settings.ts';

test('a fault says where, what and how much', () => {
  expect(parseFault('deals.create:db+300')).toEqual({ kind: 'db', statement: 'deals.create', delayMs: 300 });
  expect(parseFault('/deals:script+300')).toEqual({ kind: 'script', path: '/deals', blockMs: 300 });
  expect(parseFault('/deals:picture+200')).toEqual({ kind: 'picture', path: '/deals', kilobytes: 200 });
});

for (const text of ['deals.create', '/deals:db+300', 'deals:script+300', '/deals:picture+0', '/deals:fire+3'])
  test(`'${text}' is not a fault, and ends the sandbox before it starts`, () => {
    expect(parseFault(text)).toBeUndefined();
    expect(() => readSettings({ FAULTS: text })).toThrow(
      /FAULTS is .* it should be like deals\.create:db\+300/,
    );
  });

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
