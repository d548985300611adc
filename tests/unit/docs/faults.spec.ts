import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { FAULT_KINDS } from '../../../sandbox/faults/fault.ts';

const page = readFileSync(new URL('../../../docs/faults.md', import.meta.url), 'utf8');

test('the page of faults has a row for each kind, with its promise as the code states it', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  const kinds = FAULT_KINDS.map(({ example, promise }) => `| \`${example}\` | ${promise} |`);
  expect(rows.filter((row) => /[:+]/.test(row.slice(0, 40)))).toEqual(kinds);
});
