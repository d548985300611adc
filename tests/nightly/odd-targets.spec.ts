import { type Oddity, passOn } from '../made/odd-proxy.ts';
import { onlyFor, unavailable } from '../made/oddities.ts';
import { type Row, SHORT, TRAFFIC, testRows } from './odd-target-rows.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

/** Answers requests of customers in this way, the others as they should be. */
function customers(answer: Oddity): Oddity {
  return onlyFor(({ request }) => request.url?.startsWith('/api/v1/customers') === true, answer);
}

const noSuchRoute: Oddity = ({ answer }) =>
  answer({
    status: 404,
    headers: { 'content-type': 'text/plain' },
    body: Buffer.from('404 page not found\n'),
  });

const notImplemented: Oddity = ({ answer }) =>
  answer({ status: 501, headers: JSON_TYPE, body: Buffer.from('{}') });

const onCustomers = { ...SHORT, OPERATIONS: 'customers.*' };
const broken = ['[OPERATIONS_BROKEN]', '6 are broken: customers.list, ', '--allow-missing'];
const gone = 'customers: gone from the start, 18 of 18 requests lost';

const rows: readonly Row[] = [
  {
    what: 'a service that answers 503',
    oddity: () => customers(unavailable),
    args: TRAFFIC,
    settings: onCustomers,
    exitCode: 1,
    words: [...broken, '(503: the gateway cannot reach the service)', gone],
  },
  {
    what: 'a service that answers 502',
    oddity: () =>
      customers(({ answer }) => answer({ status: 502, headers: JSON_TYPE, body: Buffer.from('{}') })),
    args: TRAFFIC,
    settings: onCustomers,
    exitCode: 1,
    words: [...broken, '(502', gone],
  },
  {
    what: 'a service that never answers',
    oddity: () => customers(() => undefined),
    args: TRAFFIC,
    settings: onCustomers,
    exitCode: 1,
    words: [...broken, '(no complete answer within 8 s)', gone],
  },
  {
    what: 'a service that is back after its restart at the second look',
    oddity: () => {
      let looks = 0;
      const isRestarting = () => {
        looks += 1;
        return looks <= 6;
      };
      return customers((passage) =>
        isRestarting() ? unavailable(passage) : passage.ask().then(passage.answer),
      );
    },
    args: TRAFFIC,
    settings: onCustomers,
    exitCode: 0,
    words: ['PASSED'],
  },
  {
    what: 'a socket at whose address nothing listens',
    oddity: () => passOn,
    args: TRAFFIC,
    settings: { ...SHORT, OPERATIONS: 'messaging.*', WS_MESSAGING_URL: 'ws://127.0.0.1:9/ws' },
    exitCode: 1,
    words: ['[OPERATIONS_BROKEN]', '3 are broken: messaging.connect, ', '(the handshake failed (refused))'],
  },
  {
    what: 'a web page in place of a service',
    oddity: () =>
      customers(({ answer }) =>
        answer({ headers: { 'content-type': 'text/html' }, body: Buffer.from('<!doctype html>') }),
      ),
    args: TRAFFIC,
    settings: onCustomers,
    exitCode: 1,
    words: [...broken, '(a web page (200 text/html))'],
  },
  {
    what: 'a service that resets each connection',
    oddity: () => customers(({ response }) => void response.destroy()),
    args: TRAFFIC,
    settings: onCustomers,
    exitCode: 1,
    words: [...broken, '(no answer (reset))', gone],
  },
  {
    what: 'a service that is down and let go',
    oddity: () => customers(unavailable),
    args: TRAFFIC,
    settings: { ...SHORT, OPERATIONS: 'customers.*,deals.list', ALLOW_MISSING: 'true' },
    exitCode: 0,
    words: ['broken: customers.list, ', 'PASSED'],
  },
  {
    what: 'a router that knows nothing of what was asked for',
    oddity: () => customers(noSuchRoute),
    args: TRAFFIC,
    settings: onCustomers,
    exitCode: 1,
    words: ['[NOTHING_OFFERED]', 'customers.list, ', '404 page not found: it has no such route'],
  },
  {
    what: 'a router that has not implemented what was asked for',
    oddity: () => customers(notImplemented),
    args: TRAFFIC,
    settings: onCustomers,
    exitCode: 1,
    words: ['[NOTHING_OFFERED]', 'customers.list, ', '501: the method is not implemented'],
  },
  {
    what: 'a service that answers 503 and once 501',
    oddity: () => {
      const seen = new Map<string, number>();
      return customers((passage) => {
        const route = `${passage.request.method} ${passage.request.url?.replace(/[0-9a-f-]{36}/, '')}`;
        const looks = (seen.get(route) ?? 0) + 1;
        seen.set(route, looks);
        return looks === 2 ? notImplemented(passage) : unavailable(passage);
      });
    },
    args: TRAFFIC,
    settings: onCustomers,
    exitCode: 1,
    words: [...broken, '(503: the gateway cannot reach the service)', gone],
  },
  {
    what: 'a router that has not implemented a part of what was asked for',
    oddity: () => customers(notImplemented),
    args: TRAFFIC,
    settings: { ...SHORT, OPERATIONS: 'customers.*,deals.list' },
    exitCode: 0,
    words: [
      'PASSED',
      /Not offered by the target, .*customers\.list, .*\(501: the method is not implemented\)/,
    ],
  },
  {
    what: 'a router that knows nothing of what bursts were asked for',
    oddity: () => customers(noSuchRoute),
    args: ['--project=baseline', 'tests/api/customers.spec.ts'],
    exitCode: 1,
    words: ['[NOTHING_OFFERED]', 'customers.list, '],
  },
];

testRows(rows);
