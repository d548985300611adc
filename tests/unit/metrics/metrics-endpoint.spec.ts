import { expect, test } from '@playwright/test';
import { SuiteError } from '../../../src/base/suite-error.ts';
import { MetricsEndpoint, type ServedMetrics } from '../../../src/metrics/metrics-endpoint.ts';

const metrics: ServedMetrics = { contentType: 'text/plain; version=0.0.4', text: async () => 'up 1\n' };

async function opened(use: (endpoint: MetricsEndpoint) => Promise<void>): Promise<void> {
  const endpoint = await MetricsEndpoint.open('127.0.0.1', 0, metrics);
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
    const again = MetricsEndpoint.open('127.0.0.1', Number(new URL(url).port), metrics);
    await expect(again).rejects.toThrow(SuiteError);
    await expect(again).rejects.toThrow(/METRICS_PORT.*EADDRINUSE.*a free port/);
  });
});

test('the end waits for nobody when nobody ever came', async () => {
  await opened(async (endpoint) => {
    const startedMs = performance.now();
    expect(await endpoint.scrapedOnceMore()).toBe(false);
    expect(performance.now() - startedMs).toBeLessThan(1_000);
  });
});

test('the end waits for the scraper that came before, and goes on as soon as it has come again', async () => {
  await opened(async (endpoint) => {
    await (await fetch(endpoint.url)).text();
    const waiting = endpoint.scrapedOnceMore();
    await (await fetch(endpoint.url)).text();
    expect(await waiting).toBe(true);
  });
});

test('a scraper that stays away is given up', async () => {
  await opened(async (endpoint) => {
    for (let scrape = 0; scrape < 2; scrape += 1) await (await fetch(endpoint.url)).text();
    expect(await endpoint.scrapedOnceMore(200)).toBe(false);
  });
});

test('a reading that fails is a 500 with the reason', async () => {
  const failing = { ...metrics, text: () => Promise.reject(new Error('no rounds')) };
  const endpoint = await MetricsEndpoint.open('127.0.0.1', 0, failing);
  const answer = await fetch(endpoint.url);
  expect([answer.status, await answer.text()]).toEqual([500, 'Error: no rounds\n']);
  await endpoint.close();
});
