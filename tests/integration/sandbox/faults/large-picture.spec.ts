import { expect, test } from '@playwright/test';
import { largePicture } from '../../../../sandbox/faults/large-picture.ts';

test('a picture of 200 kB has that size, each time the same, and a browser can show it', async ({ page }) => {
  const picture = largePicture(200);
  expect(Math.abs(picture.length - 200_000)).toBeLessThan(1_000);
  expect(largePicture(200).equals(picture)).toBe(true);
  const width = await page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    return image.naturalWidth;
  }, picture.toString('base64'));
  expect(width).toBe(320);
});
