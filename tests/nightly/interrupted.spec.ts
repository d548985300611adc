import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Oddity, startOddProxy } from '../made/odd-proxy.ts';
import { processesOf } from '../made/processes-of.ts';
import { startCommand } from '../made/started-command.ts';

const SCRIPT = resolve(import.meta.dirname, '../../scripts/run-load-tests.ts');
/** A tenth of the time that the target is waited for otherwise. */
const ENDS_WITHIN_MS = 3_000;

test.skip(process.platform !== 'linux', 'processes of a run are found by their environment in /proc');

const hangs: Oddity = () => undefined;
/** Slow enough that the limit on the size of a reply does not end it first. */
const endless: Oddity = ({ response }) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 200);
  response.once('close', () => clearInterval(timer));
};
const hangsAtSignIn: Oddity = ({ request, answer }) => {
  if (request.url === '/health')
    answer({ headers: { 'content-type': 'application/json' }, body: Buffer.from('{"status":"healthy"}') });
};

for (const [what, oddity, waitsFor] of [
  ['the health of a silent target', hangs, 'GET /health'],
  ['the end of a body that has none', endless, 'GET /health'],
  ['a sign-in that hangs', hangsAtSignIn, 'POST /api/v1/auth/login'],
] as const)
  test(`Ctrl-C while a run waits for ${what} ends it at once, with the code of a run that could not begin`, {
    annotation: { type: 'row' },
  }, async () => {
    const proxy = await startOddProxy('http://127.0.0.1:9', oddity);
    try {
      const folder = test.info().outputPath('interrupted');
      const env = { BASE_URL: proxy.url, OUTPUT_DIR: folder };
      const args = [SCRIPT, 'smoke', 'development', '--', 'traffic'];
      const { child, ended, printed } = startCommand(process.execPath, args, env);
      await expect.poll(() => proxy.requests, { timeout: 60_000 }).toContain(waitsFor);
      child.kill('SIGINT');
      const atMs = performance.now();
      expect(await ended, printed()).toBe(1);
      expect(performance.now() - atMs).toBeLessThan(ENDS_WITHIN_MS);
      expect(printed()).toContain('Stopping: the run has not begun, so it has no summary.');
      expect(existsSync(join(folder, 'latest')), 'latest points at a run that never began').toBe(false);
      expect(printed()).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
      await expect.poll(() => processesOf(folder)).toEqual([]);
    } finally {
      await proxy.close();
    }
  });
