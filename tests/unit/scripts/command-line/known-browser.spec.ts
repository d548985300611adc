import { rmSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { isBrowserKnown, noteBrowser } from '../../../../scripts/command-line/known-browser.ts';

/** A note on a browser that is a file of this test. */
function noted() {
  const executablePath = test.info().outputPath('browser');
  const note = test.info().outputPath('cache/browser.json');
  writeFileSync(executablePath, 'one build of it');
  noteBrowser(note, { kind: 'system', executablePath, version: 'Chromium 1.2.3' });
  return { executablePath, note };
}

test('a browser that was seen to start is known', () => {
  const { executablePath, note } = noted();
  expect(isBrowserKnown(note, undefined)).toBe(true);
  expect(isBrowserKnown(note, executablePath)).toBe(true);
});

test('an updated browser has to be proved again', () => {
  const { executablePath, note } = noted();
  writeFileSync(executablePath, 'another build of it');
  expect(isBrowserKnown(note, undefined)).toBe(false);
});

test('a browser that is gone is not known', () => {
  const { executablePath, note } = noted();
  rmSync(executablePath);
  expect(isBrowserKnown(note, undefined)).toBe(false);
});

test('a browser that DESK_BROWSER asks for is not known by the note on another one', () => {
  expect(isBrowserKnown(noted().note, '/opt/other/chrome')).toBe(false);
});

test('without a note, or with one that cannot be read, none is known', () => {
  const note = test.info().outputPath('browser.json');
  expect(isBrowserKnown(note, undefined)).toBe(false);
  writeFileSync(note, '{ half of');
  expect(isBrowserKnown(note, undefined)).toBe(false);
});

test('where no note can be written the run goes on, and the browser is not known', () => {
  const executablePath = test.info().outputPath('browser');
  writeFileSync(executablePath, 'one build of it');
  const note = `${executablePath}/browser.json`;
  noteBrowser(note, { kind: 'system', executablePath, version: 'Chromium 1.2.3' });
  expect(isBrowserKnown(note, undefined)).toBe(false);
});
