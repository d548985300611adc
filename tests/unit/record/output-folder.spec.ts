import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { checkOutputFolder, playwrightFolder, tryOut } from '../../../src/record/output-folder.ts';
import { UNUSABLE_FOLDERS } from '../../hostile/folder-rows.ts';

const folderOf = (name: string) => test.info().outputPath(name);

for (const { id, env, expectedLine } of UNUSABLE_FOLDERS)
  test(`${id}: ${env.OUTPUT_DIR} is refused at once, with one coded line`, () => {
    test.skip(process.platform !== 'linux', 'the folders are those of Linux');
    const began = performance.now();
    let message = '';
    try {
      checkOutputFolder(env.OUTPUT_DIR ?? '');
    } catch (error) {
      message = String(error instanceof Error ? error.message : error);
    }
    expect(message).toMatch(expectedLine);
    expect(message).not.toContain('\n');
    expect(performance.now() - began).toBeLessThan(1_000);
  });

test('a folder that is missing is made, and a probe is not left behind', () => {
  const folder = join(folderOf('a'), 'b/c');
  checkOutputFolder(folder);
  expect(readdirSync(folder)).toEqual(['runs']);
});

test('an error of the disk names its code, and a coded error stays as it is', () => {
  const failing = (error: Error) => () =>
    tryOut('/reports', () => {
      throw error;
    });
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  expect(failing(full)).toThrow(/^\[OUTPUT_UNUSABLE\] .*"\/reports"\. Found: no free space \(ENOSPC\)\. /);
  expect(() => tryOut('/reports', () => tryOut('/inner', failing(full)))).toThrow('"/reports"');
});

test('processes that run at the same time get a folder each, and their workers share it', () => {
  const env: NodeJS.ProcessEnv = {};
  const first = playwrightFolder(folderOf('reports'), env);
  const second = playwrightFolder(folderOf('reports'), {});
  expect([first, second]).toEqual([1, 2].map((each) => join(folderOf('reports'), `playwright-work/${each}`)));
  expect(playwrightFolder(folderOf('reports'), { ...env, TEST_WORKER_INDEX: '0' })).toBe(first);
});

test('a folder of that name with the files of somebody else is refused, and keeps them', () => {
  const file = join(folderOf('reports'), 'playwright-work/mine.txt');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, 'mine');
  expect(() => playwrightFolder(folderOf('reports'), {})).toThrow(
    /\[OUTPUT_UNUSABLE\] .*playwright-work in it that the suite did not make/,
  );
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

test('what Playwright empties has the marker next to it, so that the next start knows the folder', () => {
  const taken = playwrightFolder(folderOf('reports'), {});
  expect(existsSync(join(dirname(taken), '.made-by-desk-studio'))).toBe(true);
  expect(() => playwrightFolder(folderOf('reports'), {})).not.toThrow();
});
