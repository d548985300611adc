import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { STATEMENT_NAMES } from '../../../../sandbox/faults/statements.ts';

const SANDBOX = join(import.meta.dirname, '../../../../sandbox');

/** The names that the sandbox gives its statements, as its code has them. */
function namesInCode(): string[] {
  const files = readdirSync(SANDBOX, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('faults'))
    .map((file) => readFileSync(join(SANDBOX, file), 'utf8'))
    .filter((code) => code.includes('text:'));
  return files.flatMap((code) => code.match(/(?<=')[a-z]+\.[a-z-]+(?=')/g) ?? []);
}

test('the statements that can be slow are those of the sandbox', () => {
  const ofBothWays = STATEMENT_NAMES.filter((name) => name.startsWith('messages.list-'));
  expect(ofBothWays).toEqual(['messages.list-after', 'messages.list-before']);
  expect(new Set([...namesInCode(), ...ofBothWays])).toEqual(new Set(STATEMENT_NAMES));
});
