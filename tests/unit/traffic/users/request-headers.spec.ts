import { expect, test } from '@playwright/test';
import type { Session } from '../../../../src/target/session/session.ts';
import { RequestHeaders } from '../../../../src/traffic/users/request-headers.ts';

const session = { authorization: 'Bearer one' } as { authorization: string } as Session & {
  authorization: string;
};

test('a signed-in request with a body carries trace, address, token and type', () => {
  expect(new RequestHeaders(session, ['x-forwarded-for', '198.18.0.1']).next(true, true, '00-a')).toEqual([
    'traceparent',
    '00-a',
    'x-forwarded-for',
    '198.18.0.1',
    'authorization',
    'Bearer one',
    'content-type',
    'application/json',
  ]);
});

test('a request that is not signed in carries no token', () => {
  expect(new RequestHeaders(session).next(false, false, '00-b')).toEqual(['traceparent', '00-b']);
  expect(new RequestHeaders(session).next(false, true, '00-c').join()).not.toContain('Bearer');
});

test('a renewed token is used from the next request on', () => {
  const renewable = { authorization: 'Bearer old' };
  const headers = new RequestHeaders(renewable as Session);
  expect(headers.next(true, false, '1').join()).toContain('Bearer old');
  renewable.authorization = 'Bearer new';
  expect(headers.next(true, false, '2')).toEqual(['traceparent', '2', 'authorization', 'Bearer new']);
  expect(headers.next(true, true, '3').join()).toContain('Bearer new');
});
