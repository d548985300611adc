import { createHmac } from 'node:crypto';

import { expect, test } from '@playwright/test';

import { createTokens, goDuration } from '../../../../sandbox/auth/tokens.ts';
import { bearerToken, checkToken } from '../../../../sandbox/gateway/token-check.ts';

const settings = {
  jwtSecret: 'a secret of more than thirty-two characters',
  jwtIssuer: 'autolytiq',
  accessTokenSeconds: 900,
  refreshTokenSeconds: 604_800,
};
const user = { id: 'u1', email: 'a@example.com', role: 'SALESPERSON', dealershipId: 'd1' };

function setting() {
  const clock = { nowMs: 1_800_000_000_500 };
  return { clock, tokens: createTokens(settings, () => clock.nowMs) };
}

function claimsOf(token: string): unknown {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}

function signed(header: object, claims: object, algorithm: string, secret = settings.jwtSecret): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${createHmac(algorithm, secret).update(input).digest('base64url')}`;
}

test('an access token holds exactly the documented claims', () => {
  const iat = 1_800_000_000;
  expect(claimsOf(setting().tokens.accessToken(user))).toEqual({
    iss: 'autolytiq',
    sub: 'u1',
    iat,
    exp: iat + 900,
    user_id: 'u1',
    email: 'a@example.com',
    role: 'SALESPERSON',
    dealership_id: 'd1',
  });
});

test('a refresh token holds exactly the documented claims', () => {
  const iat = 1_800_000_000;
  const claims = { iss: 'autolytiq', sub: 'u1', iat, exp: iat + 604_800, user_id: 'u1' };
  expect(claimsOf(setting().tokens.refreshToken('u1'))).toEqual(claims);
});

test('two tokens of one second are the same text, of two seconds are not', () => {
  const { clock, tokens } = setting();
  const first = tokens.refreshToken('u1');
  expect(tokens.refreshToken('u1')).toBe(first);
  clock.nowMs += 1000;
  expect(tokens.refreshToken('u1')).not.toBe(first);
});

test('a token read a second time still expires', () => {
  const { clock, tokens } = setting();
  const token = tokens.accessToken(user);
  expect(tokens.read(token)).toMatchObject({ kind: 'valid', identity: { userId: 'u1', dealershipId: 'd1' } });
  clock.nowMs += 899_499;
  expect(tokens.read(token).kind).toBe('valid');
  clock.nowMs += 62_001;
  expect(tokens.read(token)).toEqual({ kind: 'invalid', reason: 'token is expired by 1m2s' });
});

test('a refresh token names no dealership', () => {
  const { tokens } = setting();
  expect(tokens.read(tokens.refreshToken('u1'))).toMatchObject({ identity: { dealershipId: '' } });
});

test('a changed claim is a wrong signature', () => {
  const { tokens } = setting();
  const [header, , signature] = tokens.accessToken(user).split('.');
  const claims = Buffer.from('{"user_id":"other"}').toString('base64url');
  const reading = tokens.read(`${header}.${claims}.${signature}`);
  expect(reading).toEqual({ kind: 'invalid', reason: 'signature is invalid' });
});

test('any HMAC variant is taken, an unsigned token is not', () => {
  const { tokens } = setting();
  const claims = { iss: 'autolytiq', exp: 1_900_000_000, user_id: 'u1' };
  expect(tokens.read(signed({ alg: 'HS512' }, claims, 'sha512')).kind).toBe('valid');
  const unsigned = signed({ alg: 'none' }, claims, 'sha256');
  expect(tokens.read(unsigned).kind).toBe('invalid');
  expect(tokens.read(unsigned.replace(/\.[^.]*$/, '.')).kind).toBe('invalid');
});

test('another issuer gives another error than a wrong signature', () => {
  const { tokens } = setting();
  const token = signed({ alg: 'HS256' }, { iss: 'other', exp: 1_900_000_000 }, 'sha256');
  expect(tokens.read(token)).toEqual({ kind: 'foreign-issuer' });
  const check = checkToken(`Bearer ${token}`, tokens);
  expect(check).toEqual({ kind: 'refused', error: 'Invalid token issuer' });
});

test('the scheme is exactly Bearer and one space', () => {
  expect(bearerToken('Bearer abc')).toBe('abc');
  for (const wrong of ['bearer abc', 'Bearer  abc', 'Bearer abc ', 'Bearer', 'Bearer ', 'abc', 'Basic abc']) {
    expect(bearerToken(wrong), wrong).toBeUndefined();
  }
  const error = 'Missing authorization header';
  expect(checkToken(undefined, setting().tokens)).toEqual({ kind: 'refused', error });
});

test("durations are written as the product's language writes them", () => {
  expect([250, 1500, 62_000, 3_600_000, 93_784_250].map(goDuration)).toEqual([
    '250ms',
    '1.5s',
    '1m2s',
    '1h0m0s',
    '26h3m4.25s',
  ]);
});
