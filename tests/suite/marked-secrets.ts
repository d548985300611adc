import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Transform } from 'node:stream';

/** How every web token of the sandbox begins: its algorithm and type. */
const TOKEN_HEADER = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9';
/** As long, so that no length changes: with it a token is no web token any more. */
export const MARKED_TOKEN = 'opaque_Session_Token_4711_of-nobody_'.padEnd(TOKEN_HEADER.length, 'x');
/** A cookie that every reply sets: percent-encoded, as most servers do. */
export const MARKED_COOKIE = 'cookie:Sitzung ünd "Keks"/4711';

const STATUS_LINE = 'HTTP/1.1 200 OK\r\n';
const SET_COOKIE = `set-cookie: desk_session=${encodeURIComponent(MARKED_COOKIE)}; Path=/; HttpOnly\r\n`;

/** A target whose tokens are no web tokens, and that sets a cookie. */
export interface MarkedTarget {
  readonly url: string;
  /** How many tokens were handed out. */
  tokens(): number;
  close(): void;
}

/** Starts a proxy before the sandbox, on a port that the system chooses, which rewrites tokens both ways. */
export async function startMarkedTarget(sandbox: string): Promise<MarkedTarget> {
  const { hostname, port } = new URL(sandbox);
  const sockets = new Set<Socket>();
  let tokens = 0;
  const server = createServer((client) => {
    const behind = connect(Number(port), hostname);
    for (const [from, to] of [
      [client, behind],
      [behind, client],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      from.on('error', () => to.destroy()).once('close', () => sockets.delete(from));
    }
    client.pipe(replacing([[MARKED_TOKEN, TOKEN_HEADER]])).pipe(behind);
    behind
      .on('data', (chunk: Buffer) => {
        tokens += chunk.includes(TOKEN_HEADER) ? 1 : 0;
      })
      .pipe(
        replacing([
          [TOKEN_HEADER, MARKED_TOKEN],
          [STATUS_LINE, STATUS_LINE + SET_COOKIE],
        ]),
      )
      .pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tokens: () => tokens,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Replaces texts in a stream. A text that may go on in the next chunk waits for it. */
function replacing(pairs: readonly (readonly [from: string, to: string])[]): Transform {
  let held = '';
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      const text = pairs.reduce(
        (changed, [from, to]) => changed.replaceAll(from, to),
        held + chunk.toString('latin1'),
      );
      const kept = Math.max(...pairs.map(([from]) => lengthOfBeginning(text, from)));
      held = text.slice(text.length - kept);
      done(null, Buffer.from(text.slice(0, text.length - kept), 'latin1'));
    },
    flush: (done) => done(null, Buffer.from(held, 'latin1')),
  });
}

/** A message whose last letter is that of a token must not wait for more: there may be none. */
const LEAST_BEGINNING = 6;

/** How many letters at the end of a text are the beginning of the wanted one. */
function lengthOfBeginning(text: string, wanted: string): number {
  for (let length = Math.min(wanted.length - 1, text.length); length >= LEAST_BEGINNING; length -= 1)
    if (text.endsWith(wanted.slice(0, length))) return length;
  return 0;
}
