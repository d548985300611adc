import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@playwright/test';
import { createdFile } from '../../src/record/run-files.ts';
import { countedRows } from '../made/counted-rows.ts';
import { elapsedMs } from '../made/elapsed-ms.ts';
import { passOn, startOddProxy } from '../made/odd-proxy.ts';
import { runCommand } from '../made/started-command.ts';
import { test } from '../suite/suite-test.ts';

const SCRIPT = resolve(import.meta.dirname, '../../scripts/clean-up.ts');

function cleanup(args: readonly string[], env: Readonly<Record<string, string>>) {
  return runCommand(process.execPath, [SCRIPT, ...args], env);
}

test('what a run leaves that was killed with all its processes is gone after npm run cleanup', {
  annotation: { type: 'row' },
}, async ({ run, sandbox }) => {
  const before = await countedRows(sandbox.databaseUrl);
  const smoke = run(['--project=smoke'], { DURATION: '60s', VUS: '20' });
  await expect.poll(() => elapsedMs(smoke.outputFolder), { timeout: 120_000 }).toBeGreaterThan(12_000);
  const env = { BASE_URL: sandbox.url, OUTPUT_DIR: smoke.outputFolder };
  const refused = await cleanup([], env);
  expect(refused.printed).toContain('[TARGET_IN_USE]');
  expect(refused.code).toBe(1);

  smoke.signal('SIGKILL');
  await smoke.ended;
  const killed = await countedRows(sandbox.databaseUrl);
  for (const kind of ['deals', 'customers', 'open conversations of their makers'])
    expect(killed[kind], `${kind} that the killed run left`).toBeGreaterThan(before[kind] ?? 0);

  const looked = await cleanup(['--dry-run'], env);
  expect(looked.code, looked.printed).toBe(1);
  expect(await countedRows(sandbox.databaseUrl), 'a dry run removes nothing').toEqual(killed);

  const cleaned = await cleanup([], env);
  expect(cleaned.printed).toContain('left, counted on the target: nothing');
  expect(cleaned.code, cleaned.printed).toBe(0);
  expect(await countedRows(sandbox.databaseUrl)).toEqual(before);

  const again = await cleanup([], env);
  expect(again.printed).toContain('found on the target: nothing');
  expect(again.code, again.printed).toBe(0);
});

test('Ctrl-C in the clean-up of a run leaves its journal, a summary that names the command, and nothing after the command', {
  annotation: { type: 'row' },
}, async ({ run, sandbox }) => {
  const before = await countedRows(sandbox.databaseUrl);
  // Deletions take three seconds, so that there is time for the Ctrl-C.
  const proxy = await startOddProxy(sandbox.url, async (passage) => {
    if (passage.request.method === 'DELETE') await sleep(3_000);
    await passOn(passage);
  });
  try {
    const args = ['--project=smoke', 'tests/traffic.spec.ts'];
    const smoke = run(args, {
      BASE_URL: proxy.url,
      DURATION: '12s',
      VUS: '30',
      OPERATIONS: 'deals.*,customers.*',
    });
    const removed = join(smoke.outputFolder, 'latest', createdFile('clean-up'));
    await expect.poll(() => existsSync(removed), { timeout: 120_000 }).toBe(true);
    smoke.signal('SIGINT');
    // The users' own deletions were as slow, which breaks their limits: that weighs more than the Ctrl-C.
    expect(await smoke.ended, smoke.printed()).toBe(99);
    expect(smoke.printed()).toContain(
      `npm run cleanup -- development --base-url ${proxy.url} --output-dir ${smoke.outputFolder}\` removes the rest`,
    );
    expect(smoke.printed()).toContain('clean-up: it stops here, and the run writes its summary; ');
    expect(smoke.record().testData).toMatchObject({ complete: false });
    const kept = await countedRows(sandbox.databaseUrl);
    expect(kept.customers).toBeGreaterThan(before.customers ?? 0);

    const cleaned = await cleanup(['--base-url', proxy.url], { OUTPUT_DIR: smoke.outputFolder });
    expect(cleaned.code, cleaned.printed).toBe(0);
    expect(await countedRows(sandbox.databaseUrl)).toEqual(before);
  } finally {
    await proxy.close();
  }
});
