import { expect, test } from '@playwright/test';
import { whyNotOffered } from '../../../../src/target/preflight/probe-offers.ts';

const answer = (status: number, contentType: string, body: string) => ({
  status,
  contentType,
  body: Buffer.from(body),
  failure: undefined,
});
const JSON_TYPE = 'application/json';

for (const [what, reply] of [
  ['a list', answer(200, JSON_TYPE, '[]')],
  ['a refusal of the empty body', answer(400, JSON_TYPE, '{"error":"customer_id is required"}')],
  ['a refusal of the token', answer(401, JSON_TYPE, '{"error":"Invalid token"}')],
  ['a refusal of the dealership', answer(403, JSON_TYPE, '{"error":"Forbidden"}')],
  ['a 404 of the service itself', answer(404, JSON_TYPE, '{"error":"Deal not found"}')],
  ['a 404 of the service as plain text', answer(404, 'text/plain; charset=utf-8', 'Deal not found\n')],
  ['a failure within the service', answer(500, 'text/plain', 'Failed to update conversation')],
  ['nothing but 204', answer(204, '', '')],
] as const) {
  test(`${what} is an offer: the operation is served`, () => {
    expect(whyNotOffered(reply)).toBeUndefined();
  });
}

for (const [what, reply, reason] of [
  [
    'a web page with 200',
    answer(200, 'text/html; charset=utf-8', '<!doctype html>'),
    'its web page (200 text/html)',
  ],
  [
    'a web page with 404',
    answer(404, 'text/html', '<h1>404 page not found</h1>'),
    'its web page (404 text/html)',
  ],
  [
    "the router's own 404",
    answer(404, 'text/plain; charset=utf-8', '404 page not found\n'),
    '404 page not found',
  ],
  ['405', answer(405, '', ''), 'no such method'],
  ['501', answer(501, JSON_TYPE, '{}'), '501: the gateway cannot reach the service'],
  ['502', answer(502, JSON_TYPE, '{}'), '502: the gateway cannot reach the service'],
  [
    '503',
    answer(503, JSON_TYPE, '{"error":"Service unavailable"}'),
    '503: the gateway cannot reach the service',
  ],
  ['no answer', { ...answer(0, '', ''), failure: 'timeout' as const }, 'the probe got no answer (timeout)'],
] as const) {
  test(`${what} does not count as an offer, and the reason is given`, () => {
    expect(whyNotOffered(reply)).toContain(reason);
  });
}
