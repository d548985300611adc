import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { findBrowser } from '../../../src/browser/find-browser.ts';

test.skip(process.platform === 'win32', 'the stand-ins for browsers are shell scripts');

let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'desk-browser-'));
});
test.afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** An executable that does what `script` says. */
function program(name: string, script: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

const missing = '/nowhere/chrome';
const printsVersion = 'echo "Chromium 150.0.1.2 built on Test"';

test("Playwright's own browser comes before the system's", () => {
  const own = program('own', printsVersion);
  const system = program('chromium', printsVersion);
  expect(findBrowser({ environment: {}, playwrightPath: own, places: [system] })).toEqual({
    kind: 'playwright',
    executablePath: own,
    version: 'Chromium 150.0.1.2 built on Test',
  });
});

test("a system browser is taken when Playwright's own is not there", () => {
  const system = program('chromium', printsVersion);
  const found = findBrowser({ environment: {}, playwrightPath: missing, places: [missing, system] });
  expect(found).toMatchObject({ kind: 'system', executablePath: system });
});

test('a stub that only tells how to install a browser is passed over', () => {
  const stub = program('chromium-browser', 'echo "requires the chromium snap to be installed" >&2; exit 1');
  const chatty = program('chatty', 'echo "please install chromium"');
  const real = program('google-chrome', printsVersion);
  const found = findBrowser({ environment: {}, playwrightPath: missing, places: [stub, chatty, real] });
  expect(found?.executablePath).toBe(real);
});

test("a wrapper's warning on stderr does no harm", () => {
  const wrapper = program('chromium', `echo "[: unexpected operator" >&2\n${printsVersion}`);
  const found = findBrowser({ environment: {}, playwrightPath: missing, places: [wrapper] });
  expect(found?.version).toBe('Chromium 150.0.1.2 built on Test');
});

test('DESK_BROWSER comes before everything', () => {
  const own = program('own', printsVersion);
  const wished = program('wished', 'echo "Google Chrome 151.0.0.1"');
  const found = findBrowser({ wished, environment: {}, playwrightPath: own, places: [] });
  expect(found).toEqual({ kind: 'system', executablePath: wished, version: 'Google Chrome 151.0.0.1' });
});

test('a DESK_BROWSER that is not a browser is an error, not a reason to take another', () => {
  const own = program('own', printsVersion);
  const text = join(folder, 'notes.txt');
  writeFileSync(text, 'no program');
  for (const [wished, found] of [
    [missing, 'no such file'],
    [text, 'no program'],
    [program('ls', 'echo a b c'), 'a program that prints no version of a browser'],
  ] as const)
    expect(() => findBrowser({ wished, environment: {}, playwrightPath: own })).toThrow(
      `[BROWSER_MISSING] checked: DESK_BROWSER, ${JSON.stringify(wished)}. Found: ${found}. Right would be: the full path`,
    );
});

test('with no candidate there is no browser', () => {
  expect(findBrowser({ environment: {}, playwrightPath: missing, places: [missing] })).toBeUndefined();
});
