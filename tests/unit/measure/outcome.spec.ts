import { lookup } from 'node:dns/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { Client, errors } from 'undici';
import {
  failureKinds,
  isConnectionFailure,
  isFailure,
  OUTCOMES,
  type Outcome,
  outcomeIndex,
  outcomeOfError,
  outcomeOfStatus,
} from '../../../src/measure/outcome.ts';
import { selfSigned } from '../../made/self-signed.ts';
import { expect, test, unusedPort } from '../../made/small-server.ts';

/** The outcome of the error that a real request to this address ends with. */
async function outcomeAt(origin: string, options: Client.Options = {}): Promise<string> {
  const client = new Client(origin, options);
  try {
    const { statusCode, body } = await client.request({ method: 'GET', path: '/' });
    await body.text();
    return `no error but ${statusCode}`;
  } catch (error) {
    return outcomeOfError(error);
  } finally {
    await client.destroy();
  }
}

/** A bare TCP server that does this with whoever sends something. */
async function withRawServer(onData: (socket: Socket) => void, use: (origin: string) => Promise<void>) {
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => onData(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  try {
    await use(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
  } finally {
    server.close();
  }
}

test('a port where nothing listens is refused', async () => {
  expect(await outcomeAt(`http://127.0.0.1:${await unusedPort()}`)).toBe('refused');
});

test('a name with several refusing addresses is refused', async () => {
  expect(await outcomeAt(`http://localhost:${await unusedPort()}`)).toBe('refused');
});

test('a connection that the target resets is a reset', async () => {
  await withRawServer(
    (socket) => socket.resetAndDestroy(),
    async (origin) => expect(await outcomeAt(origin)).toBe('reset'),
  );
});

test('a connection that the target closes without an answer is a reset', async () => {
  await withRawServer(
    (socket) => socket.end(),
    async (origin) => expect(await outcomeAt(origin)).toBe('reset'),
  );
});

test('an answer that breaks off in its body is a reset', async () => {
  await withRawServer(
    (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'),
    async (origin) => expect(await outcomeAt(origin)).toBe('reset'),
  );
});

test('headers that do not come in time, and a body that does not go on in time, are a timeout', () => {
  const { HeadersTimeoutError, BodyTimeoutError, ConnectTimeoutError } = errors;
  for (const error of [new HeadersTimeoutError(), new BodyTimeoutError(), new ConnectTimeoutError()])
    expect(outcomeOfError(error), error.name).toBe('timeout');
});

test('a name that does not exist is a matter of DNS', () => {
  expect(outcomeOfError(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))).toBe('dns');
});

test('a name that cannot be looked up is one of two matters', async () => {
  // Reserved by RFC 2606: no resolver may know it. Without a network there is no resolver that could say so.
  const name = 'desk-studio.invalid';
  // Without a limit on the connection: where a resolver's packets are lost, it is the resolver that gives up.
  const outcome = await outcomeAt(`http://${name}`, { connectTimeout: 0 });
  if (!['dns', 'own_fault'].includes(outcome)) {
    const address = await lookup(name).catch(() => undefined);
    test.skip(address !== undefined, 'the resolver makes up addresses for names that do not exist');
  }
  expect(['dns', 'own_fault']).toContain(outcome);
});

for (const code of ['EMFILE', 'ENFILE', 'EADDRNOTAVAIL', 'ENOBUFS', 'ENOMEM', 'EAI_AGAIN'])
  test(`${code} is a fault of the measuring machine, and no failure of the target`, () => {
    expect(outcomeOfError(Object.assign(new Error('no'), { code }))).toBe('own_fault');
    expect([isFailure('own_fault'), isConnectionFailure('own_fault')]).toEqual([false, false]);
    expect(failureKinds({ ok: 1, own_fault: 3, unfinished: 2 })).toEqual([]);
  });

test('a certificate that nobody vouches for is a matter of TLS', async ({ serve }) => {
  const tls = selfSigned();
  test.skip(tls === undefined, 'the certificate is made by openssl, which is not installed');
  if (tls === undefined) return;
  const { origin } = await serve((_request, response) => response.end('ok'), { tls });
  expect(await outcomeAt(origin)).toBe('tls');
});

test('TLS spoken to a server without it is a matter of TLS', async ({ serve }) => {
  const { origin } = await serve((_request, response) => response.end('ok'));
  expect(await outcomeAt(origin.replace('http:', 'https:'))).toBe('tls');
});

test('the reason of an error is found beneath the error that wraps it', () => {
  const cause = Object.assign(new Error('no'), { code: 'ECONNREFUSED' });
  expect(outcomeOfError(new TypeError('fetch failed', { cause }))).toBe('refused');
  expect(outcomeOfError(new AggregateError([cause, cause]))).toBe('refused');
});

test('anything other than an error with a code counts as another failure', () => {
  expect([new Error('?'), 'text', undefined].map(outcomeOfError)).toEqual(['other', 'other', 'other']);
});

test('a status that is not accepted is named by its kind', () => {
  const kinds = [429, 400, 401, 404, 500, 503, 599, 200, 302].map(outcomeOfStatus);
  expect(kinds.slice(0, 4)).toEqual(['rate_limited', 'client_error', 'client_error', 'client_error']);
  expect(kinds.slice(4, 7)).toEqual(['server_error', 'server_error', 'server_error']);
  expect(kinds.slice(7)).toEqual(['unexpected_status', 'unexpected_status']);
});

test('only what kept the target from being talked to is a connection failure', () => {
  expect(OUTCOMES.filter(isConnectionFailure)).toEqual(['reset', 'refused', 'dns', 'tls']);
});

test('an unknown outcome is an error: it must not count as a success', () => {
  expect(OUTCOMES.map(outcomeIndex)).toEqual(OUTCOMES.map((_, index) => index));
  expect(() => outcomeIndex('odd' as Outcome)).toThrow('found "odd"; right would be one of ok, rate_limited');
});
