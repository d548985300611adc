import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { RunFolder } from '../../../src/record/run-folder.ts';

test('a reader never meets half a file while another process writes it', async () => {
  const folder = new RunFolder(test.info().outputPath('run-4'));
  folder.write('big.json', { round: -1, filler: '' });
  const source = pathToFileURL(resolve(import.meta.dirname, '../../../src/record/run-folder.ts')).href;
  const program = `
    import { RunFolder } from ${JSON.stringify(source)};
    const folder = new RunFolder(${JSON.stringify(folder.path)});
    for (let round = 0; round < 300; round += 1)
      folder.write('big.json', { round, filler: 'x'.repeat((round % 2) * 400_000) });`;
  const writer = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: 'inherit' });
  const ended = once(writer, 'exit');
  const seen = new Set<number>();
  while (writer.exitCode === null) {
    // A torn file would be no JSON, and this would throw.
    const { round, filler } = folder.read<{ round: number; filler: string }>('big.json') ?? {
      round: -2,
      filler: '',
    };
    expect(filler.length).toBe(round < 0 ? 0 : (round % 2) * 400_000);
    seen.add(round);
    await new Promise((tick) => setImmediate(tick));
  }
  expect((await ended)[0]).toBe(0);
  expect(folder.read<{ round: number }>('big.json')?.round).toBe(299);
  expect(seen.size).toBeGreaterThan(3);
});
