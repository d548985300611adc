import { expect, test } from '@playwright/test';
import { browserPlaces } from '../../../src/browser/browser-places.ts';

test('the names on PATH are looked at in order before the well-known places', () => {
  const places = browserPlaces('linux', { PATH: '/a:/b' });
  expect(places.slice(0, 3)).toEqual(['/a/chromium', '/b/chromium', '/a/chromium-browser']);
  expect(places.indexOf('/snap/bin/chromium')).toBeGreaterThan(places.indexOf('/b/google-chrome'));
});

test('macOS and Windows have their own places', () => {
  expect(browserPlaces('darwin', { HOME: '/Users/ann' })).toContain(
    '/Users/ann/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  );
  expect(browserPlaces('win32', { LOCALAPPDATA: 'C:\\Local' })).toContain(
    'C:\\Local\\Google\\Chrome\\Application\\chrome.exe',
  );
});
