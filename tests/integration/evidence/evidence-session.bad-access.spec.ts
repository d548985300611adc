import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import type { Collector, Watch } from '../../../src/evidence/collector.ts';
import { EvidenceSession } from '../../../src/evidence/evidence-session.ts';
import { kubernetesCollector } from '../../../src/evidence/kubernetes.ts';
import { postgresCollector } from '../../../src/evidence/postgres.ts';
import { prometheusCollector } from '../../../src/evidence/prometheus.ts';
import { redisCollector } from '../../../src/evidence/redis.ts';
import { FakeClock } from '../../made/fake-clock.ts';

// Sources that hang, and a role without rights: redis.spec.ts, postgres.spec.ts and http-source.spec.ts.

/** Port 1 is closed on any machine that does not run a service from 1988. */
const CLOSED = '127.0.0.1:1';

const BAD: Readonly<Record<string, readonly [make: () => Collector, line: RegExp]>> = {
  'a DATABASE_URL where nothing listens': [
    () => postgresCollector(`postgres://a:b@${CLOSED}/desk`),
    /ECONNREFUSED/,
  ],
  'a DATABASE_URL that is no address': [
    () => postgresCollector('desk'),
    /^DATABASE_URL is something else, it should be/,
  ],
  'a REDIS_URL where nothing listens': [() => redisCollector(`redis://${CLOSED}`), /ECONNREFUSED/],
  'a PROMETHEUS_URL where nothing listens': [
    () => prometheusCollector(`http://${CLOSED}`, { tlsVerify: true }),
    /^GET \/api\/v1\/query failed: /,
  ],
  'a machine without kubectl': [() => kubernetesCollector('desk'), /^kubectl was not found on PATH$/],
};

const oldPath = process.env.PATH ?? '';
test.beforeEach(() => {
  process.env.PATH = test.info().outputPath('nowhere');
});
test.afterEach(() => {
  process.env.PATH = oldPath;
});

for (const [what, [make, line]] of Object.entries(BAD))
  test(`${what} costs one line, and the end of a run waits for nothing`, async () => {
    const collector = make();
    let started: Promise<Watch> | undefined;
    const start = (ending?: AbortSignal) => {
      started = collector.start(ending);
      return started;
    };
    // Its time stands still, so whoever waited for a time limit would wait for ever.
    const session = new EvidenceSession([{ ...collector, start }], new FakeClock());
    await expect(started).rejects.toThrow(line);
    await nextTurn();
    await session.end();
    const record = await session.record();
    expect(record?.sources[0]?.problems).toEqual([expect.stringMatching(line)]);
    expect(record?.series).toEqual([]);
  });
