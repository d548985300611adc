import { expect, test } from '@playwright/test';
import { BenchServer } from '../../../../../lab/bench/server/bench-server.ts';
import { CANNED_REPLIES } from '../../../../../lab/bench/server/canned-replies.ts';
import { delaySource } from '../../../../../lab/bench/server/delays.ts';
import { workFor } from '../../../../../lab/bench/work/work-file.ts';

test('the server answers each of the five operations with what its check looks for', async () => {
  const server = await BenchServer.start();
  try {
    const { operations, origin } = workFor(server.origin);
    for (const { method, requests, status, contentType, contains } of operations) {
      const { path = '', body = '' } = requests[0] ?? {};
      const headers = { 'content-type': 'application/json' };
      const reply = await fetch(origin + path, { method, headers, ...(body !== '' && { body }) });
      expect(reply.status).toBe(status);
      expect(reply.headers.get('content-type')).toContain(contentType);
      expect(await reply.text()).toContain(contains);
    }
    expect(await server.count()).toBe(5);
    await server.reset(false);
    expect(await server.count()).toBe(0);
    expect((await fetch(`${origin}/elsewhere`)).status).toBe(404);
  } finally {
    await server.stop();
  }
});

test('with delays, the log of the server has a latency for each request', async () => {
  const server = await BenchServer.start();
  try {
    await server.reset(true);
    for (let sent = 0; sent < 20; sent += 1) await (await fetch(`${server.origin}/api/v1/deals/1`)).text();
    const { requests, p50Ms, p99Ms } = await server.read();
    expect(requests).toBe(20);
    // No delay is shorter than 5 ms, and a timer is early by less than one.
    expect(p50Ms ?? 0).toBeGreaterThan(4);
    expect(p99Ms ?? 0).toBeGreaterThan(p50Ms ?? Number.NaN);
  } finally {
    await server.stop();
  }
});

test('the delays are 5 ms plus an exponential: their percentiles are those of the formula', () => {
  const next = delaySource(1);
  const sorted = Array.from({ length: 100_000 }, next).sort((a, b) => a - b);
  for (const percentile of [50, 95, 99]) {
    const expected = 5 - 10 * Math.log(1 - percentile / 100);
    expect(sorted[(percentile / 100) * sorted.length] ?? 0).toBeGreaterThan(expected * 0.97);
    expect(sorted[(percentile / 100) * sorted.length] ?? 0).toBeLessThan(expected * 1.03);
  }
});

test('no canned reply hides another one', () => {
  for (const [index, { startsWith }] of CANNED_REPLIES.entries())
    expect(CANNED_REPLIES.findIndex((reply) => startsWith.startsWith(reply.startsWith))).toBe(index);
});
