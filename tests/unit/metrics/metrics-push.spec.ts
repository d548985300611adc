import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { MetricsPush } from '../../../src/metrics/metrics-push.ts';
import { Secret } from '../../../src/settings/secret.ts';
import { metricsInTest, samplesIn, sampleValue } from '../../made/metrics-run.ts';

const PASSWORD = 's3cret-of-the-gateway';

interface Received {
  readonly request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>;
  readonly text: string;
}

/** A gateway that takes pushes and answers with this status, and what it got. */
async function gateway(
  status = 200,
  body = '',
): Promise<{ url: string; received: Received[]; server: Server }> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method, url, headers } = request;
    received.push({
      request: { method, url, headers },
      text: gunzipSync(Buffer.concat(chunks)).toString('utf8'),
    });
    response.writeHead(status).end(body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received, server };
}

const account = { username: 'ci', password: new Secret(PASSWORD) };
const groupings = { environment: 'staging', scenario: 'load' };

test('how the run ended is pushed under its environment and scenario, with the account and in place of what was there', async () => {
  const { url, received, server } = await gateway();
  const metrics = metricsInTest();
  const troubles: string[] = [];
  let refreshed = 0;
  const push = new MetricsPush({
    url,
    account,
    registry: metrics.registry,
    groupings,
    refresh: async () => {
      refreshed += 1;
    },
    onTrouble: (line) => troubles.push(line),
  });
  metrics.ended('deals.list', 'ok', 20_000, 10);
  await push.finish();
  server.close();
  expect(troubles).toEqual([]);
  expect(refreshed).toBe(1);
  expect(received).toHaveLength(1);
  const [{ request, text } = { request: { method: '', url: '', headers: {} }, text: '' }] = received;
  expect(`${request.method} ${request.url}`).toBe(
    'PUT /metrics/job/desk-studio-load-test/environment/staging/scenario/load',
  );
  const sent = Buffer.from(request.headers.authorization?.replace('Basic ', '') ?? '', 'base64').toString();
  expect(sent).toBe(`ci:${PASSWORD}`);
  expect(
    sampleValue(samplesIn(text), 'loadtest_http_reqs_total', { operation: 'deals.list', outcome: 'ok' }),
  ).toBe(1);
});

test('pushes go on while the run is on', async () => {
  const { url, received, server } = await gateway();
  const { registry } = metricsInTest();
  const options = { url, account: undefined, registry, groupings, everyMs: 20, onTrouble: () => {} };
  const push = new MetricsPush({ ...options, refresh: async () => {} });
  await expect.poll(() => received.length, { intervals: [5] }).toBeGreaterThan(2);
  push.stop();
  server.closeAllConnections();
  server.close();
  expect(received[0]?.request.headers.authorization).toBeUndefined();
});

test('a gateway that refuses is reported once, without the password, and the run goes on', async () => {
  const { url, received, server } = await gateway(401, `who is ci:${PASSWORD}?`);
  const { registry } = metricsInTest();
  const troubles: string[] = [];
  const onTrouble = (line: string) => troubles.push(line);
  const push = new MetricsPush({
    url,
    account,
    registry,
    groupings,
    everyMs: 20,
    refresh: async () => {},
    onTrouble,
  });
  await expect.poll(() => received.length, { intervals: [5] }).toBeGreaterThan(2);
  await push.finish();
  server.close();
  expect(troubles).toHaveLength(1);
  expect(troubles[0]).toContain('status 401, who is ci:***?');
  expect(troubles[0]).not.toContain(PASSWORD);
});

test('a missing gateway is reported, and the run goes on', async () => {
  // The system gives no port below 1024 to a server that lets it choose, as other tests' do at this moment.
  const url = 'http://127.0.0.1:2';
  const troubles: string[] = [];
  const { registry } = metricsInTest();
  const options = { url, account, registry, groupings, refresh: async () => {} };
  await new MetricsPush({ ...options, onTrouble: (line) => troubles.push(line) }).finish();
  expect(troubles[0]).toMatch(/a push to http.* failed \(.*ECONNREFUSED/);
});
