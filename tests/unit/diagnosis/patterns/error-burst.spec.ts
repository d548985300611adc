import { expect, test } from '@playwright/test';
import { errorBurst } from '../../../../src/diagnosis/patterns/error-burst.ts';
import { type MadeRequest, madeInput } from '../../../made/made-traffic.ts';

test('errors in three short times are bursts, with their share', () => {
  const isBurst = (at: number) => at % 20 >= 8 && at % 20 < 11;
  const [found] = errorBurst(
    madeInput({ failure: ({ at, chance }) => (isBurst(at) && chance < 0.5 ? 'server_error' : undefined) }),
  );
  expect(found).toMatchObject({ kind: 'error burst', confidence: 'high' });
  expect(found?.figures[0]).toMatchObject({ name: 'bursts', value: 3 });
  expect(found?.figures[1]?.value).toBeGreaterThan(40);
  expect(found?.figures[1]?.value).toBeLessThan(60);
});

/** Fails 3 of 10 requests in a row that end in this time. */
function threeOfTen(from: number, to: number) {
  let count = 0;
  return ({ at }: MadeRequest) => {
    if (at < from || at >= to) return undefined;
    count += 1;
    return count % 10 < 3 ? ('server_error' as const) : undefined;
  };
}

const shareIn = (input: ReturnType<typeof madeInput>) =>
  errorBurst(input)[0]?.figures.find(({ name }) => name === 'errors in bursts')?.value ?? 0;

test('the share is that of the burst, however much of its first and last second lies outside of it', () => {
  for (const [from, to] of [
    [12, 20],
    [12.9, 20.1],
    [12.4, 20.6],
    [12.05, 20.05],
  ] as const) {
    const share = shareIn(madeInput({ failure: threeOfTen(from, to) }));
    expect(Math.abs(share - 30), `${from} to ${to}: ${share}`).toBeLessThan(3);
  }
});

test('single failures that follow from the burst do not thin it out', () => {
  const within = threeOfTen(12.1, 20.1);
  let later = 0;
  const failure = (request: MadeRequest) => {
    if (request.at >= 21 && request.at < 23) later += 1;
    return within(request) ?? (later === 1 || later === 40 ? 'client_error' : undefined);
  };
  const share = shareIn(madeInput({ failure, arrivals: 40 }));
  expect(Math.abs(share - 30), String(share)).toBeLessThan(3);
});

test('tokens that are refused for a while are not called a burst, since another pattern is for them', () => {
  const during = (outcome: '401' | 'server_error') =>
    madeInput({ failure: ({ at }) => (at >= 30 && at < 33 ? outcome : undefined) });
  expect(errorBurst(during('server_error'))).toHaveLength(1);
  expect(errorBurst(during('401'))).toEqual([]);
});

test('a burst of two seconds has no others: its share is that of both', () => {
  const share = shareIn(madeInput({ failure: threeOfTen(12.2, 13.8) }));
  expect(share).toBeGreaterThan(20);
  expect(share).toBeLessThanOrEqual(30);
});

test('steady errors, a few errors, none and nothing but errors are no bursts', () => {
  const steady = madeInput({ failure: ({ chance }) => (chance < 0.2 ? 'timeout' : undefined) });
  const few = madeInput({ failure: ({ chance }) => (chance < 0.002 ? 'timeout' : undefined) });
  const all = madeInput({ failure: () => 'server_error' });
  for (const input of [steady, few, madeInput(), all]) expect(errorBurst(input)).toEqual([]);
});
