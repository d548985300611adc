import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { runCode } from '../../../../lab/real-runs/run-code.ts';

test('the hash is that of the files that make runs, and of no other', () => {
  const { outputDir } = test.info();
  const write = (file: string, text: string) => writeFileSync(join(outputDir, file), text);
  const now = () => runCode(outputDir, ['src', 'one.json']);
  mkdirSync(join(outputDir, 'src/deep'), { recursive: true });
  write('src/deep/a.ts', 'a');
  write('one.json', '{}');
  const first = now();
  write('README.md', 'a page');
  expect(now()).toBe(first);
  write('src/deep/a.ts', 'b');
  const second = now();
  expect(second).not.toBe(first);
  write('src/b.ts', '');
  expect(now()).not.toBe(second);
  write('src/deep/a.ts', 'a');
  expect(now()).not.toBe(first);
});

test('all that makes runs of this project is there', () => {
  expect(runCode()).toMatch(/^[0-9a-f]{12}$/);
  expect(runCode()).toBe(runCode());
});
