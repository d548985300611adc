import { expect, test } from '@playwright/test';
import { parseFlags } from '../../../src/base/parse-flags.ts';

const options = {
  only: { type: 'string' },
  fault: { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

test('flags are read as parseArgs reads them', () => {
  const { values, positionals } = parseFlags({
    args: ['--only', 'k6', '--fault', 'a', 'word', '--fault=b'],
    options,
    allowPositionals: true,
  });
  expect({ ...values }).toEqual({ only: 'k6', fault: ['a', 'b'], help: false });
  expect(positionals).toEqual(['word']);
});

test('a flag given twice is refused, in each way of writing it', () => {
  for (const args of [
    ['--only', 'k6', '--only', 'wrk'],
    ['--only=k6', '--only=k6'],
  ])
    expect(() => parseFlags({ args, options })).toThrow(
      '[BAD_SETTING] checked: the flag --only. Found: the same flag twice. Right would be: the flag once.',
    );
  expect(() => parseFlags({ args: ['-h', '--help'], options })).toThrow('the flag --help');
});

test('what parseArgs refuses is refused as before', () => {
  expect(() => parseFlags({ args: ['--onli', 'k6'], options })).toThrow("Unknown option '--onli'");
});
