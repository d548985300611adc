import { expect, test } from '@playwright/test';
import {
  announcedLimit,
  refusedLimit,
  retryAfterSeconds,
} from '../../../../src/target/http/rate-limit-headers.ts';

for (const [headers, perMinute, remaining] of [
  [{ 'x-ratelimit-limit': '1000', 'x-ratelimit-remaining': '999' }, 1000, 999],
  [{ 'ratelimit-limit': '100', 'ratelimit-remaining': '7', 'ratelimit-reset': '30' }, 100, 7],
  [{ 'ratelimit-limit': '100, 100;w=60', 'ratelimit-remaining': '99' }, 100, 99],
  [{ 'ratelimit-limit': '100, 100;w=30' }, 200, undefined],
  [{ 'x-rate-limit-limit': '60', 'x-rate-limit-remaining': '0' }, 60, 0],
  [{ 'ratelimit-policy': '100;w=60' }, 100, undefined],
  [{ 'ratelimit-policy': '10;w=1, 100;w=60' }, 100, undefined],
  [{ 'ratelimit-policy': '"burst";q=20;w=1,"day";q=14400;w=86400' }, 10, undefined],
  [{ 'ratelimit-policy': '"default";q=100;w=60', ratelimit: '"default";r=50;t=30' }, 100, 50],
  [{ ratelimit: 'limit=100, remaining=50, reset=5' }, 100, 50],
  [{ ratelimit: 'limit=100;w=60, remaining=99' }, 100, 99],
  [{ ratelimit: '100;w=60' }, 100, undefined],
] as const) {
  test(`${JSON.stringify(headers)} announces ${perMinute} a minute`, () => {
    expect(announcedLimit(headers)).toMatchObject({ perMinute, remaining });
  });
}

for (const headers of [
  {},
  { 'x-ratelimit-limit': 'many', 'x-ratelimit-remaining': '' },
  { 'ratelimit-policy': '' },
  { 'ratelimit-limit': '0' },
  { ratelimit: '"default";r=50;t=30' },
]) {
  test(`${JSON.stringify(headers)} announces nothing`, () => {
    expect(announcedLimit(headers)).toBeUndefined();
  });
}

test('Retry-After is a number of seconds or a date', () => {
  const nowMs = Date.parse('Sat, 28 Nov 2026 04:00:00 GMT');
  expect(retryAfterSeconds({ 'retry-after': '60' }, nowMs)).toBe(60);
  expect(retryAfterSeconds({ 'retry-after': 'Sat, 28 Nov 2026 04:00:30 GMT' }, nowMs)).toBe(30);
  expect(retryAfterSeconds({ 'retry-after': 'Sat, 28 Nov 2026 03:00:00 GMT' }, nowMs)).toBe(0);
  expect(retryAfterSeconds({}, nowMs)).toBeUndefined();
  expect(retryAfterSeconds({ 'retry-after': 'soon' }, nowMs)).toBeUndefined();
});

test('the body of a refusal names the limit, unless it does not', () => {
  const body = Buffer.from('{"error":"Rate limit exceeded","limit_type":"dealership","retry_after":9}');
  expect(refusedLimit(body)).toBe('dealership');
  expect(refusedLimit(Buffer.from('slow down'))).toBeUndefined();
});
