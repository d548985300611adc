import { expect, test } from '@playwright/test';
import { lifeInToken } from '../../../../src/target/session/token-life.ts';

const jwt = (claims: unknown) =>
  ['{"alg":"HS256"}', JSON.stringify(claims), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');

test('a JWT says how long it lives, by the clock of whoever made it', () => {
  expect(lifeInToken(jwt({ sub: 'user-1', iat: 1_000_000, exp: 1_000_045 }))).toBe(45);
});

for (const [what, token] of [
  ['without a beginning', jwt({ exp: 1_000_045 })],
  ['that ended before it began', jwt({ iat: 1_000_045, exp: 1_000_000 })],
  ['with words for times', jwt({ iat: 'now', exp: 'soon' })],
  ['with no claims', jwt(null)],
  ['that is no JWT', 'access-1'],
  ['with a part that is no JSON', 'a.b.c'],
  ['that is empty', ''],
] as const)
  test(`a token ${what} does not say how long it lives`, () => {
    expect(lifeInToken(token)).toBeUndefined();
  });
