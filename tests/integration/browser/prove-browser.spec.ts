import { expect, test } from '@playwright/test';
import { findBrowser } from '../../../src/browser/find-browser.ts';
import { proveBrowser } from '../../../src/browser/prove-browser.ts';
import { processSettings } from '../../../src/record/process-settings.ts';

test('the browser of this machine starts and shows a page', async () => {
  const found = findBrowser({ wished: processSettings().browser });
  if (found === undefined) throw new Error('this machine has no browser: npm run browser provides one');
  expect(await proveBrowser(found)).toEqual({ kind: 'runs', startMs: expect.any(Number) });
});

test('starting a program shows that it is not a browser', async () => {
  const proof = await proveBrowser({
    kind: 'system',
    executablePath: process.execPath,
    version: process.version,
  });
  expect(proof).toEqual({ kind: 'broken', reason: expect.stringContaining('launch') });
});
