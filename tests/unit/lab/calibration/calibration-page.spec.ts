import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { writePart } from '../../../../lab/calibration/calibration-page.ts';

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
