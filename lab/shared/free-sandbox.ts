import { once } from 'node:events';
import { createServer } from 'node:net';
import { startSandbox } from '../../src/run/embedded-sandbox.ts';

/** Starts the embedded Desk Studio on a port that the system chooses. */
export async function startFreeSandbox(): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  server.close();
  await once(server, 'close');
  const sandbox = await startSandbox(port);
  return { url: `http://127.0.0.1:${port}`, stop: () => sandbox.stop() };
}
