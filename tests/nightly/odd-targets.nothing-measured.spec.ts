import type { Oddity } from '../made/odd-proxy.ts';
import { onlyFor, unavailable } from '../made/oddities.ts';
import { BURST, SHORT, TRAFFIC, testRows } from './odd-target-rows.ts';

/** Each request that this fits is answered once, for the preflight; then so many in this way. */
function afterTheFirst(fits: RegExp, otherwise: Oddity, most = Number.POSITIVE_INFINITY): Oddity {
  let seen = 0;
  return onlyFor(({ request }) => {
    if (!fits.test(`${request.method} ${request.url}`)) return false;
    seen += 1;
    return seen > 1 && seen <= most + 1;
  }, otherwise);
}

const refuses: Oddity = ({ answer }) =>
  answer({
    status: 422,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from('{"error":"the dealership is closed"}'),
  });

const customers = onlyFor(
  ({ request }) => request.url?.startsWith('/api/v1/customers') === true,
  unavailable,
);

/** Users may read deals only, and each makes the one that it reads before. */
const reading = {
  args: TRAFFIC,
  settings: { ...SHORT, OPERATIONS: 'deals.get' },
  without: [/PASSED/],
} as const;

testRows([
  {
    what: 'a traffic whose service is down and let go',
    oddity: () => customers,
    args: TRAFFIC,
    settings: { ...SHORT, OPERATIONS: 'customers.*', ALLOW_MISSING: 'true' },
    exitCode: 1,
    words: ['[NOTHING_OFFERED]'],
    without: [/PASSED/],
  },
  {
    what: 'bursts whose service is down and let go',
    oddity: () => customers,
    args: ['--project=baseline', 'tests/api/customers.spec.ts'],
    settings: { ALLOW_MISSING: 'true' },
    exitCode: 1,
    words: ['[NOTHING_OFFERED]'],
    without: [/PASSED/],
  },
  {
    ...reading,
    what: 'deals to be read which the target is too broken to make',
    oddity: () => afterTheFirst(/^POST \/api\/v1\/deals$/, unavailable),
    exitCode: 99,
    words: [
      /deals: gone from second 0 to the end \(\d+ s\); (\d+) of \1 requests lost \(answered 503: \1\)/,
      'deals: nothing was measured. Found: it served none of its',
    ],
  },
  {
    ...reading,
    what: 'deals to be read which the target refuses to make',
    oddity: () => afterTheFirst(/^POST \/api\/v1\/deals$/, refuses),
    exitCode: 1,
    words: ['nothing was measured'],
  },
  {
    ...reading,
    what: 'deals to be read whose making hangs',
    oddity: () => afterTheFirst(/^POST \/api\/v1\/deals$/, () => undefined),
    exitCode: 1,
    words: ['nothing was measured'],
  },
  {
    what: 'a burst that gets no answer',
    // It has ten connections. The clean-up gets its answers again.
    oddity: () => afterTheFirst(/^GET \/api\/v1\/deals(?:\?|$)/, () => undefined, 10),
    args: BURST,
    exitCode: 99,
    words: [
      'FAILED',
      /deals\.list errorRate 100 %, limit < 1 % \(baseline\), 10 samples.*: fail/,
      'deals.list: 10 of 10 timed out',
    ],
    without: [/PASSED/],
  },
]);
