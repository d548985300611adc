import { expect, test } from '@playwright/test';
import { type BrowserHost, launchOptions } from '../../../src/browser/launch-options.ts';

const browser = { kind: 'system', executablePath: '/usr/bin/chromium', version: 'Chromium 150.0.1' } as const;
const desk: BrowserHost = { platform: 'linux', isRoot: false, sharedMemoryBytes: 8 * 1024 ** 3 };

test("the browser's sandbox is switched off only for root on Linux", () => {
  expect(launchOptions(browser, desk).args).not.toContain('--no-sandbox');
  expect(launchOptions(browser, { ...desk, isRoot: true }).args).toContain('--no-sandbox');
  expect(launchOptions(browser, { ...desk, platform: 'darwin', isRoot: true }).args).not.toContain(
    '--no-sandbox',
  );
});

test('shared memory is left alone unless it is small', () => {
  expect(launchOptions(browser, desk).args).not.toContain('--disable-dev-shm-usage');
  for (const sharedMemoryBytes of [64 * 1024 ** 2, undefined]) {
    expect(launchOptions(browser, { ...desk, sharedMemoryBytes }).args).toContain('--disable-dev-shm-usage');
  }
});

test('the outside hosts of fonts are not found, which leaves the cache on', () => {
  expect(launchOptions(browser, desk).args).toContain(
    '--host-resolver-rules=MAP fonts.googleapis.com ~NOTFOUND, MAP fonts.gstatic.com ~NOTFOUND',
  );
});

test("the browser's own requests are switched off everywhere", () => {
  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    expect(launchOptions(browser, { ...desk, platform })).toEqual({
      executablePath: '/usr/bin/chromium',
      args: expect.arrayContaining([
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ]),
    });
  }
});
