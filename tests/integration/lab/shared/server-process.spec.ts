import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { ServerProcess } from '../../../../lab/shared/server-process.ts';

type Order = { readonly kind: 'die' } | { readonly kind: 'greet' };
type Answer = { readonly kind: 'hello' } | { readonly kind: 'other' };

/** A server process with this code, which can call `process.send`. */
function start(code: string) {
  const path = test.info().outputPath('server.mjs');
  writeFileSync(path, code);
  return ServerProcess.start<Order, Answer>('test server', pathToFileURL(path));
}

const OBEDIENT = `
process.on('message', ({ kind }) => (kind === 'die' ? process.exit(7) : process.send({ kind: 'hello' })));
process.send({ kind: 'listening', port: 4321 });`;

test('a server says where it listens, and answers an order', async () => {
  const server = await start(OBEDIENT);
  expect(server.origin).toBe('http://127.0.0.1:4321');
  expect(await server.ask({ kind: 'greet' }, 'hello')).toEqual({ kind: 'hello' });
  await server.stop();
});

test('an answer of another kind is an error that names both', async () => {
  const server = await start(OBEDIENT);
  await expect(server.ask({ kind: 'greet' }, 'other')).rejects.toThrow(
    'test server: expected other, got hello',
  );
  await server.stop();
});

test('a server that dies instead of answering is an error, not an endless wait', async () => {
  const server = await start(OBEDIENT);
  await expect(server.ask({ kind: 'die' }, 'hello')).rejects.toThrow(
    'test server: the process ended before it answered (exit code 7)',
  );
  await expect(start('process.exit(3)')).rejects.toThrow('exit code 3');
});
