import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { quotePart, writePart } from '../../../../lab/calibration/calibration-page.ts';

test('a part of the page is replaced, and the other part stays', () => {
  const folder = test.info().outputPath('docs');
  const page = () => readFileSync(join(folder, 'calibration.md'), 'utf8');
  writePart(folder, 'real', '## In real runs\n\nfirst');
  writePart(folder, 'lab', '## In the lab\n\nknown');
  writePart(folder, 'real', '## In real runs\n\nsecond');
  const lines = page()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('<!--'));
  expect(lines).toEqual(['# Calibration', '## In the lab', 'known', '## In real runs', 'second']);
});

test('a result is quoted between its marks, and a page without marks stays as it is', () => {
  const path = test.info().outputPath('page.md');
  const marked = (text: string) =>
    `before\n\n<!-- begin: npm run calibrate -- --part real -->\n\n${text}\n\n<!-- end -->\n\nafter\n`;
  writeFileSync(path, marked('Not measured yet.'));
  quotePart(path, 'real', '| $& | $1 |');
  expect(readFileSync(path, 'utf8')).toBe(marked('| $& | $1 |'));
  quotePart(path, 'lab', 'nowhere');
  expect(readFileSync(path, 'utf8')).toBe(marked('| $& | $1 |'));
});
