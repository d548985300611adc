import type { Socket } from 'node:net';
import { type Oddity, passOn } from '../made/odd-proxy.ts';
import { earlyHints, harmlessOddities, PLAIN, unaskedContinue, withoutLength } from '../made/oddities.ts';
import { BURST, LOGIN, type Row, SHORT, TRAFFIC, testRows } from './odd-target-rows.ts';

const onDeals = { ...SHORT, OPERATIONS: 'deals.list' };
const onTax = { ...SHORT, OPERATIONS: 'tax.*' };

/** Closes a connection that was idle when the next request comes, as servers do whose patience has just ended. */
function closesIdle(afterMs: number): Oddity {
  const usedMs = new WeakMap<Socket, number>();
  return async (passage) => {
    const { socket } = passage.request;
    if (performance.now() - (usedMs.get(socket) ?? Number.POSITIVE_INFINITY) > afterMs) {
      socket.destroy();
      return;
    }
    await passOn(passage);
    usedMs.set(socket, performance.now());
  };
}

/** Answers below the prefix only. */
function below(prefix: string): Oddity {
  return async (passage) => {
    const { request, answer } = passage;
    if (request.url?.startsWith(`${prefix}/`) !== true) {
      answer({ status: 404, body: Buffer.from('not found') });
      return;
    }
    request.url = request.url.slice(prefix.length);
    await passOn(passage);
  };
}

/** Says of each access token that it lives so long, in seconds; nothing when undefined. */
function tokensLive(seconds: number | undefined): Oddity {
  return async (passage) => {
    const reply = await passage.ask(PLAIN);
    if (passage.request.url?.startsWith('/api/v1/auth/') !== true) {
      passage.answer(reply);
      return;
    }
    const body = JSON.parse(reply.body.toString() || 'null', (key, value) =>
      key === 'expires_in' ? seconds : value,
    );
    passage.answer({ ...reply, body: Buffer.from(body === null ? '' : JSON.stringify(body)) });
  };
}

const passes = { exitCode: 0, words: ['PASSED'] } as const;
const onlyHttp2 = {
  what: 'a target that speaks HTTP/2 and nothing else',
  oddity: () => passOn,
  overTls: 'HTTP/2',
} as const;
const signsIn = {
  oddity: () => passOn,
  overTls: 'HTTP/1.1',
  args: LOGIN,
  exitCode: 0,
  words: ['PASSED', '2 held, 0 broken'],
} as const;

const rows: readonly Row[] = [
  { what: 'early hints', oddity: () => earlyHints, args: BURST, ...passes },
  { what: 'an unasked 100 Continue', oddity: () => unaskedContinue, args: BURST, ...passes },
  {
    what: 'an unasked 100 Continue under traffic',
    oddity: () => unaskedContinue,
    args: TRAFFIC,
    settings: onDeals,
    ...passes,
  },
  { what: 'HTTP/1.0 without length', oddity: () => withoutLength, args: BURST, ...passes },
  ...['gzip, asked for or not', 'a content type in capitals', 'a byte order mark'].map(
    (what): Row => ({
      what,
      oddity: () => harmlessOddities[what] ?? passOn,
      args: TRAFFIC,
      settings: onDeals,
      ...passes,
    }),
  ),
  {
    what: 'a path prefix in BASE_URL',
    oddity: () => below('/desk'),
    prefix: '/desk',
    args: TRAFFIC,
    settings: onDeals,
    ...passes,
  },
  {
    what: 'a server that has just closed the connection which a request comes on',
    oddity: () => closesIdle(400),
    args: TRAFFIC,
    settings: onDeals,
    exitCode: 0,
    words: ['PASSED', /stale connections\.*: \d+, each request was sent again/],
  },
  {
    what: 'access tokens that live for ten seconds',
    oddity: () => tokensLive(10),
    args: TRAFFIC,
    settings: { VUS: '5', DURATION: '12s', OPERATIONS: 'deals.list,tax.*' },
    exitCode: 0,
    // Five accounts and the visitor's, each of which renews when a fifth of the life is left.
    words: ['PASSED', /token renewals\.*: [1-9] \(not measured\)/],
  },
  {
    what: 'access tokens that do not say how long they live',
    oddity: () => tokensLive(undefined),
    args: TRAFFIC,
    settings: onTax,
    ...passes,
  },
  {
    what: 'a redirect at the front door',
    oddity:
      () =>
      ({ answer }) =>
        answer({
          status: 308,
          headers: { location: 'https://desk.example.com/health' },
          body: Buffer.alloc(0),
        }),
    args: TRAFFIC,
    settings: SHORT,
    exitCode: 1,
    words: ['[TARGET_UNHEALTHY]', '308, a redirect to https://desk.example.com/health', 'try BASE_URL='],
  },
  {
    ...onlyHttp2,
    what: `${onlyHttp2.what}, under traffic`,
    args: TRAFFIC,
    settings: { ...onTax, TLS_VERIFY: 'false' },
    exitCode: 0,
    words: ['PASSED', 'the target speaks HTTP/2 only'],
  },
  {
    ...onlyHttp2,
    what: `${onlyHttp2.what}, before bursts`,
    args: BURST,
    settings: { TLS_VERIFY: 'false' },
    exitCode: 1,
    words: ['[HTTP2_ONLY]', 'bursts speak HTTP/1.1'],
  },
  {
    what: 'a certificate that nobody vouches for',
    oddity: () => passOn,
    overTls: 'HTTP/1.1',
    args: TRAFFIC,
    settings: SHORT,
    exitCode: 1,
    words: ['[TARGET_UNREACHABLE]', 'NODE_EXTRA_CA_CERTS', 'TLS_VERIFY=false'],
  },
  { what: 'a certificate that is not to be verified', ...signsIn, settings: { TLS_VERIFY: 'false' } },
  { what: 'a certificate that NODE_EXTRA_CA_CERTS vouches for', ...signsIn, vouches: true },
];

testRows(rows);
