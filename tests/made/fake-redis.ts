import { createServer, type Server, type Socket } from 'node:net';
import { test as base } from '@playwright/test';

/** What a command is answered with, in Redis's protocol; undefined for no answer at all. */
export type RedisAnswer = (command: readonly string[]) => string | undefined;

/** A text as Redis sends it. */
export const bulk = (text: string) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`;

/** Tests with a server that speaks enough of Redis's protocol for simple commands. */
export const test = base.extend<{ redis(answer: RedisAnswer): Promise<string> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs off this pattern.
  redis: async ({}, use) => {
    const servers: Server[] = [];
    const sockets = new Set<Socket>();
    await use(async (answer) => {
      const server = createServer((socket) => {
        sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('data', (data) => {
          for (const command of commandsIn(data.toString())) {
            const reply = answer(command);
            if (reply !== undefined) socket.write(reply);
          }
        });
      });
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      return `127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
    });
    for (const socket of sockets) socket.destroy();
    for (const server of servers) server.close();
  },
});

/** The commands of a chunk, which is whole: what a test sends is short. */
function commandsIn(text: string): string[][] {
  const lines = text.split('\r\n');
  const commands: string[][] = [];
  for (let at = 0; at < lines.length; ) {
    const count = Number(/^\*(\d+)$/.exec(lines[at] ?? '')?.[1] ?? 0);
    if (count === 0) break;
    commands.push(Array.from({ length: count }, (_, index) => lines[at + 2 + index * 2] ?? ''));
    at += 1 + count * 2;
  }
  return commands;
}

export { expect } from '@playwright/test';
