import { expect, test } from '@playwright/test';
import { type AskedFor, settleOffers } from '../../../src/run/settle-offers.ts';
import { operations } from '../../../src/target/catalogue.ts';
import type { Offer } from '../../../src/target/preflight/finding.ts';
import { socketMeasures } from '../../../src/target/socket-measures.ts';

const served: Offer = { kind: 'offered', path: '/route' };
const down: Offer = { kind: 'broken', reason: '503: the gateway cannot reach the service' };
const missing: Offer = { kind: 'not offered', reason: '404: it has no such route' };

/** A target that serves everything but what these ids or services name. */
function targetWith(others: Readonly<Record<string, Offer>>) {
  const offerOf = (id: string) => others[id] ?? others[id.split('.')[0] ?? ''] ?? served;
  const offers = Object.fromEntries(operations.map(({ id }) => [id, offerOf(id)]));
  const sockets = socketMeasures.map(({ id }) => [id, others[id] ?? served]);
  return {
    offers,
    sockets: Object.fromEntries(sockets) as Record<(typeof socketMeasures)[number]['id'], Offer>,
  };
}

function asked(lanes: readonly string[], more: Partial<AskedFor> = {}): AskedFor {
  const behindJourneys = new Map([['tax-quote', { operation: 'tax.calculate' }]]);
  return { scenario: 'baseline', lanes, operations: undefined, allowMissing: false, behindJourneys, ...more };
}

test('a service that is down at the start keeps the run from starting, with its operations and the reason', () => {
  const settle = () => settleOffers(targetWith({ customers: down }), asked(['traffic']));
  expect(settle).toThrow('[OPERATIONS_BROKEN]');
  expect(settle).toThrow(
    /are broken: customers\.list, .*customers\.\w+ \(503: the gateway cannot reach the service\)/,
  );
  expect(settle).toThrow('; customers: gone from the start, 18 of 18 requests lost.');
  expect(settle).toThrow('--allow-missing');
});

test('an audit of a page needs no operation of the service of that name', () => {
  const broken = targetWith({ deals: down });
  expect(() => settleOffers(broken, asked(['deals']))).toThrow('[OPERATIONS_BROKEN]');
  expect(settleOffers(broken, asked(['deals'], { scenario: 'lighthouse' })).offers).toBeDefined();
});

test('of sockets, the handshakes are counted as lost, not what would have been measured on them', () => {
  const gone = {
    messaging: down,
    'messaging.connect': down,
    'messaging.ping': down,
    'messaging.fanout': down,
  };
  const settle = () => settleOffers(targetWith(gone), asked(['traffic'], { operations: 'messaging.*' }));
  const routes = operations.filter(({ service }) => service === 'messaging').length;
  const lost = (routes + 1) * 3;
  expect(settle).toThrow(`messaging: gone from the start, ${lost} of ${lost} requests lost`);
});

test('a service whose socket opens is not gone', () => {
  const others = { showroom: down, 'showroom.fanout': down };
  const settle = () =>
    settleOffers(targetWith(others), asked(['traffic'], { operations: 'showroom.fanout' }));
  expect(settle).toThrow('[OPERATIONS_BROKEN]');
  expect(settle).not.toThrow('gone');
});

test('a service of which a part works is not gone', () => {
  const others = { 'customers.list': down, 'customers.create': down };
  expect(() => settleOffers(targetWith(others), asked(['traffic']))).not.toThrow('gone');
});

for (const [what, others, request] of [
  ['an operation of OPERATIONS', { 'deals.get': down }, asked(['traffic'], { operations: 'deals.get' })],
  [
    'what an operation of OPERATIONS builds on',
    { 'customers.create': down },
    asked(['traffic'], { operations: 'deals.get' }),
  ],
  ['an operation of a burst', { 'tax.batch': down }, asked(['tax'])],
  ['the operation behind a journey', { 'tax.calculate': down }, asked(['tax-quote'])],
  ['a socket', { 'messaging.ping': down }, asked(['traffic'])],
] as const) {
  test(`${what} that is broken keeps the run from starting`, () => {
    expect(() => settleOffers(targetWith(others), request)).toThrow('OPERATIONS_BROKEN');
  });
}

for (const [what, request] of [
  ['another OPERATIONS', asked(['traffic'], { operations: 'tax.*' })],
  ['bursts of another service', asked(['tax'])],
  ['a burst that OPERATIONS leaves out', asked(['customers', 'tax'], { operations: 'tax.*' })],
  ['an audit of pages', asked(['sign-in-page'])],
] as const) {
  test(`a broken service does not keep ${what} from starting, and is not offered`, () => {
    const { offers } = settleOffers(targetWith({ messaging: down }), request);
    expect(offers['messaging.listConversations']).toEqual({
      kind: 'not offered',
      reason: 'broken: 503: the gateway cannot reach the service',
      broken: '503: the gateway cannot reach the service',
    });
  });
}

test('ALLOW_MISSING measures the rest, and what is broken is not offered, with its reason', () => {
  const { offers } = settleOffers(
    targetWith({ customers: down }),
    asked(['traffic'], { allowMissing: true }),
  );
  expect(offers['customers.list']?.kind).toBe('not offered');
  expect(offers['deals.list']).toEqual(served);
});

for (const [what, offer] of [
  ['not offered', missing],
  ['broken and let go', down],
] as const) {
  test(`a run of which everything is ${what} does not start: it would measure nothing`, () => {
    const settle = () =>
      settleOffers(
        targetWith({ deals: offer }),
        asked(['traffic'], { operations: 'deals.*', allowMissing: true }),
      );
    expect(settle).toThrow(/\[NOTHING_OFFERED\].*offers nothing of it: deals\.list, /);
  });
}

test('a traffic of which nothing is offered keeps the run from starting, although its rounds could measure', () => {
  const request = asked(['traffic', 'tax-quote'], { operations: 'deals.create' });
  expect(() => settleOffers(targetWith({ deals: missing }), request)).toThrow(
    /^\[NOTHING_OFFERED\] .*deals\.create/,
  );
});

test('operations that the router does not know are left out without more ado', () => {
  const { offers } = settleOffers(targetWith({ tax: missing }), asked(['traffic']));
  expect(offers['tax.batch']).toEqual(missing);
});
