import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { loadTables } from '../../../src/record/load-tables.ts';
import { PROJECT } from '../../made/listed-tests.ts';

test('docs/journeys.md lists each journey with its steps and the operation behind it, in the order of the table', () => {
  const page = readFileSync(join(PROJECT, 'docs/journeys.md'), 'utf8');
  const listed = page.match(/^\| `[a-z-]+` \| .* \| `[\w.]+` \|$/gm);
  expect(listed).toEqual(
    [...loadTables().journeys.values()].map(
      ({ journey, steps, operation }) =>
        `| \`${journey}\` | ${steps.map(({ step }) => step).join(', ')} | \`${operation}\` |`,
    ),
  );
});
