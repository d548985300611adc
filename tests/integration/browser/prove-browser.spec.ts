import { expect, test } from '@playwright/test';
import { proveBrowser } from '../../../src/browser/prove-browser.ts';

test('the browser of this machine starts and shows a page', async ({ launchOptions: { executablePath } }) => {
  if (executablePath === undefined)
    throw new Error('this machine has no browser: npm run browser provides one');
  expect(await proveBrowser({ kind: 'system', executablePath, version: 'any' })).toEqual({
    kind: 'runs',
    startMs: expect.any(Number),
  });
});

test('starting a program shows that it is not a browser', async () => {
  const proof = await proveBrowser({
    kind: 'system',
    executablePath: process.execPath,
    version: process.version,
  });
  expect(proof).toEqual({ kind: 'broken', reason: expect.stringContaining('launch') });
});
