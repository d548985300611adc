import { neverFound } from '../../../src/browser/launch-options.ts';
import { expect, test } from '../../made/small-server.ts';

test('the browser finds none of the hosts that it is told never to find, and all others', async ({
  serve,
  playwright,
  launchOptions,
}) => {
  const { origin } = await serve((_request, response) => response.end('here'));
  // The last of several such switches holds. Both names would be found.
  const browser = await playwright.chromium.launch({
    ...launchOptions,
    args: [...(launchOptions.args ?? []), neverFound(['one.localhost', 'localhost'])],
  });
  try {
    const { port } = new URL(origin);
    // A page each: Chromium's own error page may come late, and would break off the page's next navigation.
    for (const host of ['one.localhost', 'localhost']) {
      const page = await browser.newPage();
      await expect(page.goto(`http://${host}:${port}/`), host).rejects.toThrow('ERR_NAME_NOT_RESOLVED');
    }
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
    await expect(page.locator('body')).toHaveText('here');
  } finally {
    await browser.close();
  }
});
