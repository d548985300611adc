import { expect, test } from '@playwright/test';
import { gatewayCollector } from '../../../src/evidence/gateway.ts';

const target = { baseUrl: 'https://desk.example.com/shop', tlsVerify: true };

/** A gateway that gives these texts one after the other. */
function gateway(...texts: string[]) {
  let closed = 0;
  const collector = gatewayCollector(target, () => ({
    get: async () => Buffer.from(texts.shift() ?? ''),
    close: () => {
      closed += 1;
    },
  }));
  return { collector, closed: () => closed };
}

const reading = (started: number, memory: number, checks: number, over: number) => `
process_start_time_seconds ${started}
process_resident_memory_bytes ${memory}
go_goroutines 40
rate_limit_requests_total{limit_type="user"} ${checks}
rate_limit_rejections_total{limit_type="user"} ${over}
`;

test('gauges are sampled, and rate limits counted over the run', async () => {
  const { collector } = gateway(reading(1, 100, 10, 1), reading(1, 300, 20, 1), reading(1, 200, 90, 5));
  expect(collector.place).toBe('desk.example.com/shop/metrics');
  const watch = await collector.start();
  expect(await watch.sample?.()).toEqual([
    { name: 'memory', unit: 'memory', value: 300 },
    { name: 'goroutines', unit: 'count', value: 40 },
  ]);
  await watch.end();
  expect((await watch.find()).figures).toEqual([
    { name: 'memory', unit: 'memory', value: 200, before: 100 },
    { name: 'goroutines', unit: 'count', value: 40, before: 40 },
    { name: 'checks of the rate limit per user', unit: 'count', value: 80 },
    {
      name: 'requests over the rate limit per user',
      kind: 'requests over a rate limit',
      unit: 'count',
      value: 4,
    },
  ]);
});

test('counters of several instances behind one address are not compared', async () => {
  const { collector } = gateway(reading(1, 100, 10, 1), reading(2, 100, 500, 1), reading(1, 100, 20, 1));
  const watch = await collector.start();
  await watch.sample?.();
  await watch.end();
  expect(await watch.find()).toEqual({
    problems: [expect.stringContaining('2 processes answered')],
  });
});

test('a web page instead of metrics is a problem, and the connection is closed', async () => {
  const { collector, closed } = gateway('<!doctype html>');
  await expect(collector.start()).rejects.toThrow("line 1 is not in Prometheus's text format");
  expect(closed()).toBe(1);
});
