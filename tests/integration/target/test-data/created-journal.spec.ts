import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { readJournal } from '../../../../src/target/test-data/read-journal.ts';

test('a writer killed without warning loses at most its last 250 ms', async () => {
  const path = test.info().outputPath('journal.jsonl');
  const source = pathToFileURL(
    new URL('../../../../src/target/test-data/created-journal.ts', import.meta.url).pathname,
  );
  // Appends for ever, and tells the age of each entry by its id.
  const program = `
    import { CreatedJournal } from ${JSON.stringify(source.href)};
    const journal = new CreatedJournal(${JSON.stringify(path)});
    let count = 0;
    setInterval(() => {
      count += 1;
      const id = count + '@' + Date.now();
      journal.append({ kind: 'deal', id, operation: 'deals.create', dealershipId: 'd' });
      process.stdout.write(id + '\\n');
    }, 5);`;
  const writer = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let appended = '';
  writer.stdout.on('data', (chunk: Buffer) => {
    appended += chunk.toString();
  });
  await expect.poll(() => appended.split('\n').length, { timeout: 20_000 }).toBeGreaterThan(150);
  writer.kill('SIGKILL');
  await once(writer, 'close');
  const atMs = (id: string | undefined) => Number(id?.split('@')[1]);
  const last = appended.split('\n').at(-2);
  const { entries, unreadableLines } = readJournal(path);
  expect(unreadableLines).toBe(0);
  expect(entries.map(({ id }) => Number(id.split('@')[0]))).toEqual(entries.map((_, index) => index + 1));
  // 250 ms, and what a busy machine may add to a timer.
  expect(atMs(last) - atMs(entries.at(-1)?.id)).toBeLessThan(500);
});
