import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { realClock } from '../../../src/base/clock.ts';
import type { Collector } from '../../../src/evidence/collector.ts';
import { EvidenceSession } from '../../../src/evidence/evidence-session.ts';
import { gatewayCollector } from '../../../src/evidence/gateway.ts';
import { pprofCollector } from '../../../src/evidence/pprof.ts';
import { prometheusCollector } from '../../../src/evidence/prometheus.ts';
import { FakeClock } from '../../made/fake-clock.ts';
import { expect, json, test } from '../../made/small-server.ts';

interface HttpKind {
  readonly collector: (origin: string) => Collector;
  /** How it answers while all is well. */
  readonly answer: (response: ServerResponse) => void;
  /** The first thing that it is asked. */
  readonly first: string;
}

const KINDS: Readonly<Record<string, HttpKind>> = {
  'a PROMETHEUS_URL': {
    collector: (origin) => prometheusCollector(origin, { tlsVerify: true }),
    answer: (response) => json(response, 200, { data: { result: [] } }),
    first: 'GET /api/v1/query',
  },
  'a PPROF_URL': {
    collector: (origin) => pprofCollector(origin, { tlsVerify: true, save: (name) => name }),
    answer: (response) => response.end(gzipSync('profile')),
    first: 'GET /debug/pprof/heap',
  },
  'the /metrics of a gateway': {
    collector: (origin) => gatewayCollector({ baseUrl: origin, tlsVerify: true }),
    answer: (response) => response.end('go_goroutines 3\n'),
    first: 'GET /metrics',
  },
};

for (const [what, { collector, answer, first }] of Object.entries(KINDS)) {
  test(`${what} that accepts and never answers costs one line, and the end of a run does not wait for it`, async ({
    serve,
  }) => {
    const { origin, requests } = await serve(() => undefined);
    // Time stands still: whoever waited for a time limit would wait for ever.
    const session = new EvidenceSession([collector(origin)], new FakeClock());
    await expect.poll(() => requests.length).toBe(1);
    await session.end();
    const record = await session.record();
    expect(record?.sources[0]?.problems).toEqual(["it had not answered when the run's traffic ended"]);
    expect(record?.series).toEqual([]);
  });

  test(`${what} that never answers is given up during the run, with one line that says what was asked`, async ({
    serve,
  }) => {
    const { origin } = await serve(() => undefined);
    let failed: Promise<unknown> | undefined;
    const hanging = collector(origin);
    const start = (ending?: AbortSignal) => {
      const started = hanging.start(ending);
      failed = started.catch((error: unknown) => error);
      return started;
    };
    const session = new EvidenceSession([{ ...hanging, start }], realClock);
    expect(String(await failed)).toContain(`${first} failed: timeout`);
    await nextTurn();
    await session.end();
    const record = await session.record();
    expect(record?.sources[0]?.problems).toEqual([`${first} failed: timeout`]);
  });

  test(`${what} that falls silent in the middle of a run costs one line and less than a second of its end`, async ({
    serve,
  }) => {
    let isHanging = false;
    const { origin, requests } = await serve((_request, response) => {
      if (!isHanging) answer(response);
    });
    const up = Promise.withResolvers<void>();
    const good = collector(origin);
    const start = async (ending?: AbortSignal) => {
      const watch = await good.start(ending);
      up.resolve();
      return { end: () => watch.end(), find: watch.find.bind(watch), close: () => watch.close() };
    };
    const clock = new FakeClock();
    const session = new EvidenceSession([{ ...good, start }], clock);
    await up.promise;
    await new Promise((resolve) => setTimeout(resolve, 50));
    isHanging = true;
    const asked = requests.length;
    const beforeMs = clock.nowMs();
    const record = await clock.during(session.end().then(() => session.record()));
    expect(clock.nowMs() - beforeMs).toBeLessThan(1_000);
    expect(record?.sources[0]?.problems).toEqual(['it did not answer within 0.9 s']);
    // Nothing else was asked of it.
    expect(requests.length).toBeLessThanOrEqual(asked + 1);
  });
}
