import { expect, test } from '@playwright/test';
import type { ApiUser } from '../../../../fixtures/api-user.ts';
import { requestOf } from '../../../../lanes/bursts/request-of-burst.ts';
import { operationById } from '../../../../src/target/catalogue.ts';

const operation = operationById('deals.list');
const run = { target: { baseUrl: 'http://desk.test', tlsVerify: true } };

/** Somebody with a token, and how often their headers were built. */
function senderOf(authorization: string) {
  const sender = {
    authorization,
    built: 0,
    headers: () => {
      sender.built += 1;
      return { accept: '*/*', authorization: sender.authorization };
    },
  };
  return sender;
}

const user = {
  context: { known: {}, dealershipId: 'd1' },
  path: () => '/api/v1/deals',
  headers: () => ({ authorization: 'Bearer own' }),
} as unknown as ApiUser;

test('senders take turns, and their headers are built once for each token', () => {
  const [one, other] = [senderOf('Bearer 1'), senderOf('Bearer 2')];
  const request = requestOf(run, operation, user, [one, other]);
  const sent = (count: number) => Array.from({ length: count }, () => request.next()?.headers?.at(-1));
  expect(sent(4)).toEqual(['Bearer 1', 'Bearer 2', 'Bearer 1', 'Bearer 2']);
  other.authorization = 'Bearer 3';
  expect(sent(4)).toEqual(['Bearer 1', 'Bearer 3', 'Bearer 1', 'Bearer 3']);
  expect([one.built, other.built]).toEqual([1, 2]);
  expect(request.next()?.headers).toEqual(['accept', '*/*', 'authorization', 'Bearer 1']);
});

test('a burst whose headers stay as they are has them from its user', () => {
  const request = requestOf(run, operation, user, []);
  expect(request.headers).toEqual({ authorization: 'Bearer own' });
  expect(request.next()).not.toHaveProperty('headers');
});
