import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';

const MODULE = pathToFileURL(resolve(import.meta.dirname, '../../../src/base/terminal.ts')).href;

/** Prints for a third of a second, and writes down how it ended. */
const PROGRAM = (file: string) => `
  import { writeFileSync } from 'node:fs';
  import { outliveReaders } from ${JSON.stringify(MODULE)};
  outliveReaders();
  for (let line = 0; line < 30; line += 1) {
    process.stdout.write('line ' + line + '\\n');
    console.log('and another');
    await new Promise((tick) => setTimeout(tick, 10));
  }
  await new Promise((written) => process.stdout.write('the last one', written));
  writeFileSync(${JSON.stringify(file)}, 'everything is on disk');
  process.exitCode = 7;`;

for (const [what, sink] of [
  ['the reader of its output has ended', '| head -1'],
  ['its output goes to a full disk', '> /dev/full'],
] as const)
  test(`a process goes on to its end and its exit code when ${what}`, () => {
    test.skip(process.platform !== 'linux', 'the test needs bash, and /dev/full, which only Linux has');
    const file = test.info().outputPath('end.txt');
    const script = `set -o pipefail; "$0" --input-type=module -e "$1" ${sink}`;
    const { status, stderr } = spawnSync('bash', ['-c', script, process.execPath, PROGRAM(file)], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(7);
    expect(readFileSync(file, 'utf8')).toBe('everything is on disk');
  });
