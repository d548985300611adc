import { Connection } from '../../src/target/http/connection.ts';

const CONNECTIONS = 10;
const REQUESTS_PER_CONNECTION = 300;

/**
 * Sends the target a few thousand requests that it answers immediately, before its log is cleared. A process that has
 * just started compiles code while it answers, which takes tenths of a millisecond that its log does not contain.
 */
export async function warmUp(origin: string): Promise<void> {
  const request = {
    method: 'GET' as const,
    path: '/warm-up',
    headers: ['traceparent', '00-00000000000000000000000000000000-0000000000000000-01'],
    body: undefined,
  };
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const connection = new Connection(origin, { tlsVerify: true });
      for (let sent = 0; sent < REQUESTS_PER_CONNECTION; sent += 1) await connection.send(request);
      await connection.destroy();
    }),
  );
}
