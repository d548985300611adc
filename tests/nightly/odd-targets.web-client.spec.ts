import { knownBuild } from '../made/known-build.ts';
import { type Oddity, passOn } from '../made/odd-proxy.ts';
import { onlyFor, PLAIN } from '../made/oddities.ts';
import { SHORT, testRows } from './odd-target-rows.ts';

const TRAFFIC_AND_LOGIN = ['--project=smoke', 'tests/traffic.spec.ts', 'tests/journeys/login.spec.ts'];

/** The API is as it should be, and no page is there. */
const withoutClient: Oddity = onlyFor(
  ({ request }) => !/^\/(?:api|ws|health|ready|live|metrics)\b/.test(request.url ?? ''),
  ({ answer }) =>
    answer({ status: 404, headers: { 'content-type': 'text/plain' }, body: Buffer.from('not found') }),
);

/** A page gets a list of deals that its script cannot show; others get it as it is. */
const unreadableDeals: Oddity = onlyFor(
  ({ request }) => request.url?.startsWith('/api/v1/deals') === true && 'sec-fetch-mode' in request.headers,
  async ({ ask, answer }) => answer({ ...(await ask(PLAIN)), body: Buffer.from('[null]') }),
);

testRows([
  {
    what: 'a healthy target without a web client',
    oddity: () => withoutClient,
    args: TRAFFIC_AND_LOGIN,
    settings: SHORT,
    exitCode: 1,
    words: [
      '[WEB_CLIENT_MISSING]',
      '/login. Found: 404 text/plain',
      'UI_BASE_URL is the address of the client',
      'JOURNEYS=none runs without journeys',
      'JOURNEYS=auto where there is no client',
    ],
  },
  {
    what: 'a healthy target without a web client, whose journeys may go',
    oddity: () => withoutClient,
    args: TRAFFIC_AND_LOGIN,
    settings: { ...SHORT, OPERATIONS: 'deals.list', JOURNEYS: 'auto' },
    exitCode: 0,
    words: [
      'PASSED',
      'preflight web client: warning, nothing at ',
      'JOURNEYS=auto: the journeys are left out and never passed',
    ],
  },
  {
    what: 'a journey that JOURNEYS names next to one that it does not',
    oddity: () => passOn,
    args: ['--project=smoke', 'tests/journeys/login.spec.ts', 'tests/journeys/tax-quote.spec.ts'],
    settings: { JOURNEYS: 'login' },
    exitCode: 0,
    // The lane of the other is not among the tests.
    words: ['PASSED', 'Running 1 test using 1 worker', /login, round 1 of 1, alone +open the sign-in page/],
  },
  {
    what: 'a page that throws',
    oddity: () => unreadableDeals,
    args: ['--project=smoke', 'tests/journeys/create-deal.spec.ts', '-g', 'round 1'],
    exitCode: 1,
    words: [
      "step 'open the deal list': what ends it was not seen within",
      /Faults in the page: the page threw TypeError: .*null/,
    ],
  },
  {
    what: 'the known build with its own web client',
    oddity: () => knownBuild,
    args: ['--project=smoke'],
    settings: { VUS: '5', DURATION: '60s' },
    exitCode: 0,
    words: [
      'PASSED',
      /login, round 1 of 1, 5 users +open the sign-in page/,
      /create-deal, round 1 of 1, 5 users +open the deal list/,
      /tax-quote, round 1 of 1, 5 users +open the worksheet/,
      /The web client had help.*S1 POST \/api\/v1\/v1\/auth\/login .*S2 GET \/api\/v1\/deals .*S3 GET \/api\/v1\/inventory\/vehicles .*S4 POST \/api\/v1\/deals /,
    ],
  },
  {
    what: 'the known build, which gives its showroom no way in',
    oddity: () => knownBuild,
    args: ['--project=load', 'tests/journeys/check-in.spec.ts'],
    exitCode: 1,
    words: ['[NOTHING_OFFERED]', 'showroom.createVisit (404'],
  },
  {
    what: 'the known build, whose search of customers ignores its text',
    oddity: () => knownBuild,
    args: ['--project=load', 'tests/journeys/find-customer.spec.ts', '-g', 'round 1'],
    exitCode: 1,
    words: [
      /journey find-customer: it searches customers for '\w+'\. Found: .* so the target ignores the text/,
    ],
  },
]);
