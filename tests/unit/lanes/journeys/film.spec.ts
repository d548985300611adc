import { chromium, expect, test } from '@playwright/test';
import { type Frame, filmPage } from '../../../../lanes/journeys/film.ts';
import { findBrowser } from '../../../../src/browser/find-browser.ts';
import { launchOptions } from '../../../../src/browser/launch-options.ts';

test('a film shows at each moment the picture that was on the page then', async () => {
  const found = findBrowser();
  const browser = await chromium.launch(found === undefined ? {} : launchOptions(found));
  try {
    const page = await browser.newPage();
    const frames: Frame[] = [];
    for (const [atMs, colour] of [
      [5_000, 'red'],
      [5_400, 'blue'],
    ] as const) {
      await page.setContent(`<body style="background:${colour}">`);
      frames.push({ jpeg: await page.screenshot({ type: 'jpeg' }), atMs });
    }
    await page.setContent(filmPage('login <1>', frames));
    const shownAt = async (ms: number) => {
      await page.getByRole('slider').fill(String(ms));
      const source = await page.getByRole('img').getAttribute('src');
      return frames.findIndex(({ jpeg }) => source?.endsWith(jpeg.toString('base64')));
    };
    expect(await page.getByRole('slider').getAttribute('max')).toBe('400');
    expect([await shownAt(0), await shownAt(399), await shownAt(400)]).toEqual([0, 0, 1]);
    await expect(page.getByText('login <1>')).toBeVisible();
  } finally {
    await browser.close();
  }
});
