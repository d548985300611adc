import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { killedRun, runThatBegan } from '../../made/killed-run.ts';
import { unusedPort } from '../../made/small-server.ts';
import { startCommand } from '../../made/started-command.ts';
import { StoredStudio } from '../../made/stored-studio.ts';

const SCRIPT = resolve(import.meta.dirname, '../../../scripts/clean-up.ts');

/** A target with the deals of a killed run, each deletion of which takes 20 ms. */
async function studioWithDeals(count: number) {
  const studio = new StoredStudio();
  const listener = async (...[request, response]: Parameters<StoredStudio['answer']>) => {
    if (request.method === 'DELETE') await sleep(20);
    await studio.answer(request, response);
  };
  const server = createServer((...exchange) => void listener(...exchange));
  // It comes back to this port, which no server of another test must get in between.
  const port = await unusedPort();
  await listening(server, port);
  const origin = `http://127.0.0.1:${port}`;
  const run = runThatBegan(0.1);
  const ids = Array.from({ length: count }, (_, index) => `d-${index}`);
  const folder = killedRun(run, origin, ids);
  studio.deals = ids.map((id) => ({ id, dealership_id: run.traffic, customer_id: 'x' }));
  return { studio, server, port, origin, folder };
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((done) => server.listen(port, '127.0.0.1', done));
}

async function cleanup(origin: string, during: (child: ChildProcess) => Promise<void> = async () => {}) {
  const env = { BASE_URL: origin, OUTPUT_DIR: test.info().outputPath('reports') };
  const { child, ended, printed } = startCommand(process.execPath, [SCRIPT], env);
  await during(child);
  return { code: await ended, printed: printed() };
}

test('a target that restarts in the middle is waited for', async () => {
  const { studio, server, port, origin } = await studioWithDeals(400);
  const { code, printed } = await cleanup(origin, async () => {
    await expect.poll(() => studio.deals.length, { timeout: 20_000, intervals: [20] }).toBeLessThan(330);
    // No new connections first: one that it had taken up as it stopped would be reset, and not refused.
    const closed = new Promise((done) => server.close(done));
    server.closeAllConnections();
    await closed;
    await sleep(2_500);
    await listening(server, port);
  });
  server.close();
  expect(printed).toContain('clean-up: the target does not answer (refused): waiting for it, at most 2 min');
  expect(printed).toContain('left, counted on the target: nothing');
  expect(code, printed).toBe(0);
  expect(studio.ids).toEqual([]);
});

test('Ctrl-C ends the clean-up, its journal names what is left, and the same command goes on', async () => {
  const { studio, server, origin, folder } = await studioWithDeals(600);
  const interrupted = await cleanup(origin, async (child) => {
    await expect.poll(() => studio.deals.length, { timeout: 20_000, intervals: [20] }).toBeLessThan(500);
    child.kill('SIGINT');
  });
  expect(interrupted.code, interrupted.printed).toBe(1);
  expect(interrupted.printed).toContain('not looked at: what is left, since the clean-up was interrupted');
  expect(interrupted.printed).toContain('the same command goes on with what is left');
  const left = studio.deals.length;
  expect(left).toBeGreaterThan(50);
  expect(existsSync(folder.file('created/traffic.jsonl'))).toBe(true);

  const { code, printed } = await cleanup(origin);
  server.close();
  expect(printed).toContain(`found on the target: ${left} deals`);
  expect(printed).toMatch(new RegExp(`600 deals created \\(${left} removed, ${600 - left} already gone\\)`));
  expect(code, printed).toBe(0);
  expect(studio.ids).toEqual([]);
});
