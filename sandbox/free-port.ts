import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Checks that the sandbox can listen at `host` and `port`.
 *
 * @throws Error with the port and what to do when it cannot
 */
export async function assertPortFree(host: string, port: number): Promise<void> {
  const server = createServer();
  try {
    server.listen({ host, port, exclusive: true });
    await once(server, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') {
      throw new Error(
        `Port ${port} at ${host} is taken by another program. Stop that program, or choose another port: ` +
          'PORT=8099, or PORT=0 for a free one.',
      );
    }
    throw new Error(`Cannot listen at ${host}:${port} (${code ?? error}). Check HOST and PORT.`);
  }
  server.close();
  await once(server, 'close');
}
