import { expect, test } from '@playwright/test';

import type { Identity } from '../../../../sandbox/context.ts';
import { clientAddress } from '../../../../sandbox/gateway/client-address.ts';
import { isBypassed, RateLimiter } from '../../../../sandbox/gateway/rate-limiter.ts';
import type { RateLimitSettings } from '../../../../sandbox/settings.ts';
import { InProcessStore } from '../../../../sandbox/store/in-process-store.ts';

const limits: RateLimitSettings = {
  enabled: true,
  ip: 2,
  user: 2,
  dealership: 3,
  windowSeconds: 60,
  bypassPaths: [],
};
const ann: Identity = { userId: 'ann', email: '', role: '', dealershipId: 'north' };
const bob: Identity = { ...ann, userId: 'bob' };

async function withLimiter(
  settings: Partial<RateLimitSettings>,
  work: (limiter: RateLimiter, store: InProcessStore, seen: string[]) => Promise<void>,
): Promise<void> {
  const store = new InProcessStore();
  const seen: string[] = [];
  const limiter = new RateLimiter(store, { ...limits, ...settings }, (type, allowed) => {
    seen.push(`${type} ${allowed}`);
  });
  await work(limiter, store, seen);
  await store.close();
}

test('the dealership is checked before the user', () =>
  withLimiter({}, async (limiter, _store, seen) => {
    await limiter.checkIdentity(ann);
    expect(seen).toEqual(['dealership true', 'user true']);
  }));

test("what is shown is the user's state, and no state when the dealership refuses", () =>
  withLimiter({}, async (limiter) => {
    expect(await limiter.checkIdentity(ann)).toMatchObject({
      kind: 'allowed',
      state: { limit: 2, remaining: 1 },
    });
    await limiter.checkIdentity(ann);
    await limiter.checkIdentity(bob);
    expect(await limiter.checkIdentity(bob)).toMatchObject({
      kind: 'refused',
      limitType: 'dealership',
      state: undefined,
      retryAfterSeconds: 61,
    });
  }));

test('a request that the user tier refuses has used a unit of the dealership', () =>
  withLimiter({}, async (limiter) => {
    for (let request = 1; request <= 2; request += 1) await limiter.checkIdentity(ann);
    expect(await limiter.checkIdentity(ann)).toMatchObject({ kind: 'refused', limitType: 'user' });
    expect(await limiter.checkIdentity(bob)).toMatchObject({ kind: 'refused', limitType: 'dealership' });
  }));

test('each address has its own quota', () =>
  withLimiter({}, async (limiter) => {
    for (let request = 1; request <= 2; request += 1) await limiter.checkAddress('10.0.0.1');
    expect((await limiter.checkAddress('10.0.0.1')).kind).toBe('refused');
    expect((await limiter.checkAddress('10.0.0.2')).kind).toBe('allowed');
  }));

test('switched off, every answer shows the full limit and the store stays empty', () =>
  withLimiter({ enabled: false }, async (limiter, store, seen) => {
    for (let request = 1; request <= 5; request += 1) {
      expect(await limiter.checkIdentity(ann)).toMatchObject({ state: { limit: 2, remaining: 2 } });
    }
    expect(store.size).toBe(0);
    expect(seen).toEqual([]);
  }));

test('a bypass path covers its sub-paths and no other path that begins alike', () => {
  const paths = ['/api/v1/tax', '/internal/'];
  expect(isBypassed('/api/v1/tax', paths)).toBe(true);
  expect(isBypassed('/api/v1/tax/batch?x=1', paths)).toBe(true);
  expect(isBypassed('/internal/a', paths)).toBe(true);
  expect(isBypassed('/api/v1/taxes', paths)).toBe(false);
});

test('the client is the first forwarded address, else the real-ip header, else the peer', () => {
  expect(clientAddress({ 'x-forwarded-for': '10.1.1.1, 10.2.2.2' }, '127.0.0.1')).toBe('10.1.1.1');
  expect(clientAddress({ 'x-forwarded-for': '2001:db8::1' }, '127.0.0.1')).toBe('2001:db8::1');
  const both = { 'x-forwarded-for': 'unknown', 'x-real-ip': '10.3.3.3' };
  expect(clientAddress(both, '127.0.0.1')).toBe('10.3.3.3');
  expect(clientAddress({ 'x-forwarded-for': 'nonsense' }, '127.0.0.1')).toBe('127.0.0.1');
});
