import { expect } from '@playwright/test';
import { type Oddity, passOn } from '../made/odd-proxy.ts';
import { type Row, TRAFFIC, testRows } from './odd-target-rows.ts';

let refused = 0;

/**
 * The access token that the clean-up has dies after some of its deletions: the users of these runs delete nothing.
 *
 * @param signsIn whether it can be renewed
 */
function tokenDies(signsIn: boolean): Oddity {
  let [deletions, dead] = [0, ''];
  refused = 0;
  return async (passage) => {
    const { method, url = '', headers } = passage.request;
    if (method === 'DELETE') deletions += 1;
    if (deletions > 20 && dead === '') dead = headers.authorization ?? '';
    const isRefused =
      headers.authorization === dead || (dead !== '' && !signsIn && /\/auth\/(?:login|refresh)$/.test(url));
    if (dead === '' || !isRefused) return passOn(passage);
    refused += 1;
    passage.answer({
      status: 401,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from('{"error":"token is expired"}'),
    });
  };
}

/**
 * The limiter lets so many deletions through in each of its windows. That is more than half of what the run makes: a clean-up
 * takes what it let through after the first pause for a limit by the minute.
 */
const [DELETIONS, WINDOW_MS] = [70, 3_000];

/** Refuses more deletions than that, and says for how long in the header that `says` makes of it. */
function limitsDeletions(says: (untilMs: number) => string): Oddity {
  let [fromMs, deletions] = [0, 0];
  refused = 0;
  return async (passage) => {
    if (passage.request.method !== 'DELETE') return passOn(passage);
    const nowMs = Date.now();
    if (nowMs - fromMs > WINDOW_MS) [fromMs, deletions] = [nowMs, 0];
    deletions += 1;
    if (deletions <= DELETIONS) return passOn(passage);
    refused += 1;
    passage.answer({
      status: 429,
      headers: { 'content-type': 'application/json', 'retry-after': says(fromMs + WINDOW_MS) },
      body: Buffer.from('{"error":"too many requests"}'),
    });
  };
}

const making = {
  args: TRAFFIC,
  settings: { VUS: '10', DURATION: '10s', OPERATIONS: 'deals.create,customers.create' },
  exitCode: 0,
  afterwards: () => expect(refused, 'requests with the dead token').toBeGreaterThan(0),
} as const satisfies Partial<Row>;

/** Everything is removed, and the user hears why that takes a while. */
const limited = {
  ...making,
  words: [
    'PASSED',
    /clean-up: the rate limit of the target is used up: going on in [1-5] s/,
    /Test data: (?:.*, )?(\d+) deals created \(\1 removed\), (\d+) customers created \(\2 removed\)/,
  ],
  afterwards: () => {
    expect(refused, 'deletions that the limiter refused').toBeGreaterThan(0);
    // One window's worth of requests at once, not one after the other until the limiter gives in.
    expect(refused, 'deletions that the limiter refused').toBeLessThan(200);
  },
} as const satisfies Partial<Row>;

testRows([
  {
    ...limited,
    what: 'a rate limiter in the clean-up that says for how many seconds it refuses',
    oddity: () => limitsDeletions((untilMs) => `${Math.ceil((untilMs - Date.now()) / 1000)}`),
  },
  {
    ...limited,
    what: 'a rate limiter in the clean-up that says until when it refuses',
    oddity: () => limitsDeletions((untilMs) => new Date(Math.ceil(untilMs / 1000) * 1000).toUTCString()),
  },
  {
    ...making,
    what: 'a token that dies in the clean-up',
    oddity: () => tokenDies(true),
    words: [
      'PASSED',
      /Test data: (?:.*, )?(\d+) deals created \(\1 removed\), (\d+) customers created \(\2 removed\)/,
    ],
  },
  {
    ...making,
    what: 'a token that dies in the clean-up and cannot be renewed',
    oddity: () => tokenDies(false),
    words: ['PASSED', /Test data: .* failed\)/, '401', /`npm run cleanup .*` removes the rest/],
  },
]);
