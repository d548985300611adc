import { expect } from '@playwright/test';
import { type Oddity, type OddProxy, passOn, startOddProxy } from '../made/odd-proxy.ts';
import { earlyHints, onlyFor, unaskedContinue, unavailable, withoutLength } from '../made/oddities.ts';
import { selfSigned } from '../made/self-signed.ts';
import { test } from '../suite/suite-test.ts';
import { validRun } from '../suite/valid-run.ts';

/** What a target does that is not as it should be, and what a run has to make of it. */
interface Row {
  readonly what: string;
  /** Made anew for each run. */
  oddity(): Oddity;
  readonly overTls?: true;
  readonly args: readonly string[];
  readonly settings?: Readonly<Record<string, string>>;
  readonly exitCode: 0 | 1 | 99;
  /** Each must be in what the run prints. */
  readonly words: readonly (string | RegExp)[];
}

const JSON_TYPE = { 'content-type': 'application/json' };
const traffic = ['--project=smoke', 'tests/traffic.spec.ts'];
const burst = ['--project=baseline', 'tests/api/deals.spec.ts', '-g', 'deals.list'];
const short = { VUS: '3', DURATION: '6s' };
const isOf = (path: string) => (url: string | undefined) => url?.startsWith(path) === true;

/** Answers requests of customers in this way, the others as they should be. */
function customers(answer: Oddity): Oddity {
  const isCustomers = isOf('/api/v1/customers');
  return onlyFor(({ request }) => isCustomers(request.url), answer);
}

const onCustomers = { ...short, OPERATIONS: 'customers.*' };
const broken = ['[OPERATIONS_BROKEN]', '6 are broken: customers.list, ', '--allow-missing'];

const rows: readonly Row[] = [
  {
    what: 'a service that answers 503',
    oddity: () => customers(unavailable),
    args: traffic,
    settings: onCustomers,
    exitCode: 1,
    words: [
      ...broken,
      '(503: the gateway cannot reach the service)',
      'customers: gone from the start, 18 of 18 requests lost',
    ],
  },
  {
    what: 'a web page in place of a service',
    oddity: () =>
      customers(({ answer }) =>
        answer({ headers: { 'content-type': 'text/html' }, body: Buffer.from('<!doctype html>') }),
      ),
    args: traffic,
    settings: onCustomers,
    exitCode: 1,
    words: [...broken, '(a web page (200 text/html))'],
  },
  {
    what: 'a service that resets each connection',
    oddity: () => customers(({ response }) => void response.destroy()),
    args: traffic,
    settings: onCustomers,
    exitCode: 1,
    words: [...broken, '(no answer (reset))'],
  },
  {
    what: 'a service that is down and let go',
    oddity: () => customers(unavailable),
    args: traffic,
    settings: { ...short, ALLOW_MISSING: 'true' },
    exitCode: 0,
    words: ['broken: customers.list, ', 'PASSED'],
  },
  {
    what: 'a router that knows nothing of what was asked for',
    oddity: () =>
      customers(({ answer }) =>
        answer({
          status: 404,
          headers: { 'content-type': 'text/plain' },
          body: Buffer.from('404 page not found\n'),
        }),
      ),
    args: traffic,
    settings: onCustomers,
    exitCode: 1,
    words: ['[NOTHING_OFFERED]', 'customers.list, ', '404 page not found: it has no such route'],
  },
  {
    what: 'a target that hangs until the end',
    oddity: () => {
      let [requests, hangsFromMs] = [0, Number.POSITIVE_INFINITY];
      return async (passage) => {
        requests += 1;
        // The preflight and the sign-ins take about a hundred; the traffic's first seconds take the rest.
        if (requests === 130) hangsFromMs = performance.now();
        if (performance.now() < hangsFromMs || passage.request.method === 'DELETE') await passOn(passage);
      };
    },
    args: traffic,
    settings: { VUS: '10', DURATION: '12s' },
    exitCode: 99,
    words: [/smoke availability .* limit > 99\.9 %.*: fail/, 'at the end requests had waited up to'],
  },
  { what: 'early hints', oddity: () => earlyHints, args: burst, exitCode: 0, words: ['PASSED'] },
  {
    what: 'an unasked 100 Continue',
    oddity: () => unaskedContinue,
    args: burst,
    exitCode: 0,
    words: ['PASSED'],
  },
  {
    what: 'HTTP/1.0 without length',
    oddity: () => withoutLength,
    args: burst,
    exitCode: 0,
    words: ['PASSED'],
  },
  {
    what: 'a rate limiter that nobody announced',
    oddity: () => {
      // 30 requests in each two seconds, counted from the first.
      let [fromMs, requests] = [0, 0];
      return onlyFor(
        ({ request }) => {
          if (!isOf('/api/v1/deals')(request.url)) return false;
          if (performance.now() - fromMs > 2_000) [fromMs, requests] = [performance.now(), 0];
          requests += 1;
          return requests > 30;
        },
        ({ answer }) =>
          answer({ status: 429, headers: { ...JSON_TYPE, 'retry-after': '2' }, body: Buffer.from('{}') }),
      );
    },
    args: burst,
    exitCode: 0,
    words: ['PASSED'],
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
    args: traffic,
    settings: short,
    exitCode: 1,
    words: ['[TARGET_UNHEALTHY]', '308, a redirect to https://desk.example.com/health', 'try BASE_URL='],
  },
  {
    what: 'a certificate that nobody vouches for',
    oddity: () => passOn,
    overTls: true,
    args: traffic,
    settings: short,
    exitCode: 1,
    words: ['[TARGET_UNREACHABLE]', 'NODE_EXTRA_CA_CERTS', 'TLS_VERIFY=false'],
  },
  {
    what: 'a certificate that is not to be verified',
    oddity: () => passOn,
    overTls: true,
    args: ['--project=smoke', 'tests/journeys/login.spec.ts', '-g', 'round 1'],
    settings: { TLS_VERIFY: 'false' },
    exitCode: 0,
    words: ['PASSED', '2 held, 0 broken'],
  },
];

const tls = selfSigned();

for (const { what, oddity, overTls, args, settings, exitCode, words } of rows) {
  test(`${what}: the run ends with ${exitCode} and says so`, async ({ run, sandbox }) => {
    test.skip(
      overTls === true && tls === undefined,
      'the certificate is made by openssl, which is not installed',
    );
    let proxy: OddProxy | undefined;
    try {
      const ended = await validRun(async () => {
        await proxy?.close();
        proxy = await startOddProxy(sandbox.url, oddity(), overTls && tls);
        return run(args, { ...settings, BASE_URL: proxy.url });
      });
      expect(ended.exitCode, ended.run.printed()).toBe(exitCode);
      for (const word of words)
        expect(ended.run.printed()).toMatch(typeof word === 'string' ? new RegExp(escaped(word)) : word);
    } finally {
      await proxy?.close();
    }
  });
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
