import { expect, test } from '@playwright/test';
import type { NextRequest } from '../../../src/bursts/burst-request.ts';
import { RequestBytes } from '../../../src/bursts/request-bytes.ts';
import { burstAt } from '../../made/operation.ts';

const BUILT = Buffer.from(
  'PUT / HTTP/1.1\r\nHost: desk:8080\r\nConnection: keep-alive\r\nx-name: Zoë\r\n\r\n',
);

/** The requests of a burst that sends these, in turn. */
function bytesOf(requests: readonly NextRequest[], origin = 'http://desk:8080'): (string | undefined)[] {
  const rest = [...requests];
  const bytes = new RequestBytes(burstAt(origin, { method: 'PUT', next: () => rest.shift() }), BUILT);
  return [...requests, undefined].map(() => bytes.next());
}

test('a request has its path, the headers as autocannon built them, and nothing else without a body', () => {
  expect(bytesOf([{ path: '/deals/7' }])).toEqual([
    'PUT /deals/7 HTTP/1.1\r\nHost: desk:8080\r\nConnection: keep-alive\r\nx-name: Zoë\r\n\r\n',
    undefined,
  ]);
});

test('a body comes with its length in bytes, and an empty one is none', () => {
  const [named, empty] = bytesOf([
    { path: '/a', body: '{"name":"Zoë"}' },
    { path: '/b', body: '' },
  ]);
  expect(named).toMatch(/^PUT \/a HTTP\/1\.1\r\n.*Zoë\r\nContent-Length: 15\r\n\r\n\{"name":"Zoë"\}$/s);
  expect(empty).toMatch(/^PUT \/b HTTP\/1\.1\r\n.*Zoë\r\n\r\n$/s);
});

test('the path of the address stands before that of each request', () => {
  const [first, second] = bytesOf([{ path: '/a' }, { path: '/b' }], 'http://desk:8080/base');
  expect(first).toContain('PUT /base/a HTTP/1.1\r\n');
  expect(second).toContain('PUT /base/b HTTP/1.1\r\n');
});
