import { expect, test } from '@playwright/test';
import type { Clock } from '../../../src/base/clock.ts';
import { SuiteError } from '../../../src/base/suite-error.ts';
import {
  type MetricsEndpoint,
  openMetricsEndpoint,
  type ServedMetrics,
} from '../../../src/metrics/metrics-endpoint.ts';
import { FakeClock } from '../../made/fake-clock.ts';

const metrics: ServedMetrics = { contentType: 'text/plain; version=0.0.4', text: async () => 'up 1\n' };

async function opened(use: (endpoint: MetricsEndpoint) => Promise<void>, clock?: Clock): Promise<void> {
  const endpoint = await openMetricsEndpoint('127.0.0.1', 0, metrics, clock);
  try {
    await use(endpoint);
  } finally {
    await endpoint.close();
  }
}

test('the metrics are served at /metrics, and nothing else is', async () => {
  await opened(async ({ url }) => {
    const answer = await fetch(url);
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200,
      'text/plain; version=0.0.4',
      'up 1\n',
    ]);
    expect((await fetch(new URL('/', url))).status).toBe(404);
    expect((await fetch(url, { method: 'POST' })).status).toBe(404);
  });
});

test('a port that is taken keeps the run from starting, and says so', async () => {
  await opened(async ({ url }) => {
    const again = openMetricsEndpoint('127.0.0.1', Number(new URL(url).port), metrics);
    await expect(again).rejects.toThrow(SuiteError);
    await expect(again).rejects.toThrow(/METRICS_PORT.*EADDRINUSE.*a free port/);
  });
});

test('the end waits for nobody when nobody ever came', async () => {
  // A clock that stands still: whoever waited would wait for ever.
  await opened(async (endpoint) => expect(await endpoint.scrapedOnceMore()).toBe(false), new FakeClock());
});

test('the end waits for the scraper that came before, and goes on as soon as it has come again', async () => {
  await opened(async (endpoint) => {
    await (await fetch(endpoint.url)).text();
    const waiting = endpoint.scrapedOnceMore();
    await (await fetch(endpoint.url)).text();
    expect(await waiting).toBe(true);
  });
});

test('a scraper that stays away is given up after two of its intervals and five seconds', async () => {
  const clock = new FakeClock();
  await opened(async (endpoint) => {
    await (await fetch(endpoint.url)).text();
    clock.jump(2_000);
    await (await fetch(endpoint.url)).text();
    const startedMs = clock.nowMs();
    expect(await clock.during(endpoint.scrapedOnceMore(), 50)).toBe(false);
    expect(clock.nowMs() - startedMs).toBe(9_000);
  }, clock);
});

test('a reading that fails is a 500 with the reason', async () => {
  const failing = { ...metrics, text: () => Promise.reject(new Error('no rounds')) };
  const endpoint = await openMetricsEndpoint('127.0.0.1', 0, failing);
  const answer = await fetch(endpoint.url);
  expect([answer.status, await answer.text()]).toEqual([500, 'Error: no rounds\n']);
  await endpoint.close();
});
