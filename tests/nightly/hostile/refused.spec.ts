import { expect, test } from '@playwright/test';
import { expectRefusal } from '../../made/refused-command.ts';
import { REFUSED_ROWS } from './refused-rows.ts';

test.skip(process.platform !== 'linux', 'the folders and programs of the rows are those of Linux');

test('each row has an id of its own', () => {
  expect(new Set(REFUSED_ROWS.map(({ id }) => id)).size).toBe(REFUSED_ROWS.length);
});

for (const row of REFUSED_ROWS)
  test(`${row.id}: ${Object.entries(row.env)
    .map(([name, value]) => `${name}=${value} `)
    .join('')}${row.command}`, () => expectRefusal(row, test.info().outputPath('out')));
