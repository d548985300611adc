import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const PROGRAM = fileURLToPath(new URL('../../../made/ends-share.ts', import.meta.url));

test('a process ends when its share is written, while a user of it still waits for a rate limiter', async () => {
  const child = fork(PROGRAM, [], { execArgv: [] });
  const told: unknown[] = [];
  child.on('message', (message) => told.push(message));
  const ended = AbortSignal.timeout(10_000);
  ended.addEventListener('abort', () => child.kill('SIGKILL'));
  const [code, signal] = await once(child, 'exit');
  expect([told, code, signal]).toEqual([['written'], 7, null]);
});
