import { expect } from '@playwright/test';
import type { Oddity, Reply } from '../made/odd-proxy.ts';
import { BURST, type Row, testRows } from './odd-target-rows.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

/** A reply without what it says of rate limits. */
function silent({ headers, ...reply }: Reply): Reply {
  const kept = Object.entries(headers).filter(([name]) => !name.includes('ratelimit'));
  return { ...reply, headers: Object.fromEntries(kept) };
}

/**
 * Refuses more than so many requests to deals in each window, counted from its first. Nothing says so before.
 *
 * @param headers of a refusal, or what makes them
 */
function limiter(
  headers: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>),
  most = 400,
  windowMs = 4_000,
): Oddity {
  let [fromMs, requests] = [0, 0];
  return async ({ request, ask, answer }) => {
    if (request.url?.startsWith('/api/v1/deals') === true) {
      if (performance.now() - fromMs > windowMs) [fromMs, requests] = [performance.now(), 0];
      requests += 1;
      if (requests > most) {
        const said = typeof headers === 'function' ? headers() : headers;
        return answer({ status: 429, headers: { ...JSON_TYPE, ...said }, body: Buffer.from('{}') });
      }
    }
    answer(silent(await ask()));
  };
}

/**
 * A burst that met a limiter goes on at half of what it lets through in a minute: of this one 400 requests, or up to 800
 * where the first burst took longer than its 4 s. At 3.3/s that is 150 requests, which leaves room for a few slow ones.
 */
const enoughForP95 = { BURST_DURATION: '45s' };
const PACED = /paced at (?:3\.[3-9]|[4-6]\.\d)\/s, below the rate limits/;

/** A minute of it lets so many requests to the API through: half of them are 5/s, so 150 in 30 s. */
const PER_MINUTE = 600;

/**
 * A target under a limit that it announces on each reply in this form, and that it enforces. A burst has to stay below
 * it, so that nothing is refused.
 */
function announced(form: string, headersOf: (left: number) => Readonly<Record<string, string>>): Row {
  let refused = 0;
  const announcing = (): Oddity => {
    let [fromMs, requests] = [0, 0];
    refused = 0;
    return async ({ request, ask, answer }) => {
      if (request.url?.startsWith('/api/') !== true) return answer(await ask());
      if (performance.now() - fromMs > 60_000) [fromMs, requests] = [performance.now(), 0];
      requests += 1;
      const limits = headersOf(Math.max(0, PER_MINUTE - requests));
      if (requests > PER_MINUTE) {
        refused += 1;
        return answer({ status: 429, headers: { ...JSON_TYPE, ...limits }, body: Buffer.from('{}') });
      }
      const { headers, ...reply } = silent(await ask());
      answer({ ...reply, headers: { ...headers, ...limits } });
    };
  };
  return {
    what: `a rate limit announced as ${form}`,
    oddity: announcing,
    args: BURST,
    settings: { BURST_DURATION: '30s' },
    exitCode: 0,
    words: [
      'PASSED',
      `preflight rate limits: warning, bursts are paced below them: 5 bursts of 150 requests (${PER_MINUTE} a minute and user)`,
      'paced at 5.0/s, below the rate limits',
    ],
    afterwards: () => expect(refused, 'requests that were refused').toBe(0),
  };
}

/** The other form of Retry-After, which has whole seconds. */
function dateIn(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toUTCString();
}

const rows: readonly Row[] = [
  announced('RateLimit-Policy', (left) => ({
    'ratelimit-policy': `"default";q=${PER_MINUTE};w=60`,
    ratelimit: `"default";r=${left};t=30`,
  })),
  announced('RateLimit with its window', (left) => ({
    ratelimit: `limit=${PER_MINUTE};w=60, remaining=${left}`,
  })),
  announced('RateLimit-Limit with its window', (left) => ({
    'ratelimit-limit': `${PER_MINUTE}, ${PER_MINUTE};w=60`,
    'ratelimit-remaining': `${left}`,
  })),
  {
    what: 'a rate limiter that nobody announced and that refuses what is over 100 in a minute',
    oddity: () => limiter({ 'retry-after': '60' }, 100, 60_000),
    args: BURST,
    // Half of 100 a minute are 116 requests then.
    settings: { BURST_DURATION: '140s' },
    exitCode: 0,
    words: ['PASSED', 'paced at 0.8/s, below the rate limits'],
  },
  {
    what: 'a rate limiter that nobody announced',
    oddity: () => limiter({ 'retry-after': '4' }),
    args: BURST,
    settings: enoughForP95,
    exitCode: 0,
    words: ['PASSED', PACED],
  },
  {
    what: 'a rate limiter that nobody announced and that says until when it refuses',
    oddity: () => limiter(() => ({ 'retry-after': dateIn(5) })),
    args: BURST,
    settings: enoughForP95,
    exitCode: 0,
    words: ['PASSED', PACED],
  },
  {
    what: 'a rate limiter that nobody announced and that does not say how long it refuses',
    oddity: () => limiter({}),
    args: BURST,
    settings: enoughForP95,
    exitCode: 0,
    words: ['PASSED', PACED],
  },
  {
    what: 'a rate limiter that leaves a burst too few requests to decide anything',
    oddity: () => limiter({ 'retry-after': '4' }, 30),
    args: BURST,
    exitCode: 1,
    words: ['[NOTHING_DECIDED]', 'of the 72 samples that it needs to hold', 'BURST_DURATION'],
  },
];

testRows(rows);
