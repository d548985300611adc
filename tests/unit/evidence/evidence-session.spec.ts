import { expect, test } from '@playwright/test';
import { noteSecret } from '../../../src/base/secrets/known-secrets.ts';
import type { Collector, Watch } from '../../../src/evidence/collector.ts';
import { EvidenceSession } from '../../../src/evidence/evidence-session.ts';
import { FakeClock } from '../../made/fake-clock.ts';
import { forgetSecrets } from '../../made/forget-secrets.ts';

const NEVER = new Promise<never>(() => undefined);
const SECRETS = ['s3cr3t-of-evidence', '98765'];
/** Of the suite, which may also be somebody's password. */
const WORDS = ['pprof', 'cores', 'connections'];

test.afterEach(() => forgetSecrets(...SECRETS, ...WORDS));

/** A source that answers at once. */
function collector(different: Partial<Watch> = {}, start?: Collector['start']): Collector {
  const watch: Watch = {
    end: async () => undefined,
    find: async () => ({ figures: [{ name: 'keys', unit: 'count', value: 7 }] }),
    close: () => undefined,
    ...different,
  };
  return { source: 'redis', place: 'cache:6379', start: start ?? (async () => watch) };
}

/** A session on a clock that is moved by hand; epoch times are those of the clock. */
function begin(...collectors: Collector[]) {
  const clock = new FakeClock();
  return { clock, session: new EvidenceSession(collectors, clock, () => clock.nowMs()) };
}

const memory = (value: number) => [{ name: 'memory', unit: 'memory', value } as const];

test('a source is sampled at once and every five seconds, and its times count from the beginning of the traffic', async () => {
  let value = 0;
  const { clock, session } = begin(
    collector({
      sample: async () => {
        value += 1;
        return memory(value);
      },
    }),
  );
  await clock.advance(11_000, 1_000);
  await session.end();
  const record = await session.record(4_000);
  expect(record?.sources).toEqual([
    { source: 'redis', place: 'cache:6379', figures: [{ name: 'keys', unit: 'count', value: 7 }] },
  ]);
  expect(record?.series).toEqual([
    {
      source: 'redis',
      name: 'redis: memory',
      unit: 'memory',
      points: [
        { atMs: -4_000, value: 1 },
        { atMs: 1_000, value: 2 },
        { atMs: 6_000, value: 3 },
      ],
    },
  ]);
});

test('a run without a source has no record', async () => {
  const { session } = begin();
  await session.end();
  expect(await session.record()).toBeUndefined();
});

test('a source that refuses costs one line, and the others are asked', async () => {
  const refused = collector({}, () => Promise.reject(new Error('password authentication failed')));
  const { clock, session } = begin(refused, collector());
  await clock.advance(10);
  await session.end();
  const record = await session.record();
  expect(record?.sources[0]).toEqual({
    source: 'redis',
    place: 'cache:6379',
    problems: ['password authentication failed'],
  });
  expect(record?.sources[1]?.figures).toHaveLength(1);
});

test('a source that hangs costs one line, and the end of the run does not wait for it', async () => {
  const { clock, session } = begin(collector({}, () => NEVER));
  await clock.advance(3_000, 1_000);
  const beforeMs = clock.nowMs();
  await session.end();
  const record = await session.record();
  expect(clock.nowMs()).toBe(beforeMs);
  expect(record?.sources[0]?.problems).toEqual(["it had not answered when the run's traffic ended"]);
});

test('a source that hangs for longer than its limit has one line, whenever the run ends', async () => {
  const { clock, session } = begin(collector({}, () => NEVER));
  await clock.advance(30_000, 1_000);
  await session.end();
  expect((await session.record())?.sources[0]?.problems).toEqual(['it did not answer within 10 s']);
});

test('a source that hangs at the end keeps the run for less than a second', async () => {
  let closed = 0;
  const hangs = collector({
    end: () => NEVER,
    close: () => {
      closed += 1;
    },
  });
  const { clock, session } = begin(hangs);
  await clock.advance(10);
  const beforeMs = clock.nowMs();
  await clock.during(session.end());
  expect(clock.nowMs() - beforeMs).toBeLessThan(1_000);
  expect((await session.record())?.sources[0]?.problems).toEqual(['it did not answer within 0.9 s']);
  expect(closed).toBe(1);
});

test('what a source found before it hung is kept, with a line for the rest', async () => {
  const { clock, session } = begin(
    collector({
      find: (early) => {
        early?.({ figures: [{ name: 'keys', unit: 'count', value: 7 }] });
        return NEVER;
      },
    }),
  );
  await clock.advance(10);
  await session.end();
  const recorded = session.record();
  await clock.during(recorded);
  expect((await recorded)?.sources[0]).toMatchObject({
    figures: [{ name: 'keys', value: 7 }],
    problems: ['it did not answer within 2 s'],
  });
});

test('a source is not sampled while its last sample is under way, and given up after three that failed', async () => {
  let asked = 0;
  const { clock, session } = begin(
    collector({
      sample: () => {
        asked += 1;
        return NEVER;
      },
    }),
  );
  await clock.advance(60_000, 500);
  await session.end();
  expect(asked).toBe(3);
  expect((await session.record())?.sources[0]).toMatchObject({
    problems: ['3 samples failed one after the other, so no more were taken: it did not answer within 2 s'],
    figures: [{ name: 'keys' }],
  });
});

test('a connection that comes up after the end is closed', async () => {
  let closed = 0;
  const up = Promise.withResolvers<Watch>();
  const { clock, session } = begin(collector({}, () => up.promise));
  await clock.advance(10);
  await session.end();
  up.resolve({
    end: async () => undefined,
    find: async () => ({}),
    close: () => {
      closed += 1;
    },
  });
  await clock.advance(10);
  expect(closed).toBe(1);
});

test('secrets are masked in every text and in no figure', async () => {
  for (const secret of SECRETS) noteSecret(secret);
  const { clock, session } = begin(
    collector({
      find: async () => ({
        lines: ['login with s3cr3t-of-evidence'],
        figures: [{ name: 'keys', unit: 'count', value: 98_765 }],
        problems: ['98765 refused'],
      }),
    }),
  );
  await clock.advance(10);
  await session.end();
  expect((await session.record())?.sources[0]).toMatchObject({
    lines: ['login with ***'],
    figures: [{ value: 98_765 }],
    problems: ['*** refused'],
  });
});

test('a password that is also a word of the suite hides none of its words', async () => {
  for (const word of WORDS) noteSecret(word);
  const sample = async () => [{ name: 'cores', kind: 'connections', unit: 'cores', value: 1 } as const];
  const { clock, session } = begin({ ...collector({ sample }), source: 'pprof' });
  await clock.advance(10);
  await session.end();
  const record = await session.record();
  expect(record?.sources[0]).toMatchObject({ source: 'pprof', place: 'cache:6379' });
  expect(record?.series[0]).toMatchObject({ source: 'pprof', name: 'pprof: ***', kind: 'connections' });
});

test('what is not a number becomes no figure and no sample', async () => {
  const { clock, session } = begin(
    collector({
      sample: async () => memory(Number.NaN),
      find: async () => ({
        figures: [
          { name: 'keys', unit: 'count', value: 7 },
          { name: 'memory allowed', unit: 'memory', value: Number.POSITIVE_INFINITY },
          { name: 'clients', unit: 'count', value: 1, before: Number.NaN },
        ],
      }),
    }),
  );
  await clock.advance(10);
  await session.end();
  const record = await session.record();
  expect(record?.series).toEqual([]);
  expect(record?.sources[0]?.figures?.map(({ name }) => name)).toEqual(['keys']);
});

test('a connection that broke costs one line, however much was asked after it', async () => {
  const broken = 'the connection was closed';
  const { clock, session } = begin(
    collector({
      end: () => Promise.reject(new Error(broken)),
      find: async () => ({ problems: [broken, broken] }),
    }),
    collector({ find: async () => ({ problems: [broken, broken] }) }),
  );
  await clock.advance(10);
  await session.end();
  const problems = (await session.record())?.sources.map((source) => source.problems);
  expect(problems).toEqual([[broken], [broken]]);
});

test('a source that has not started yet hears that nobody waits any more', async () => {
  let signal: AbortSignal | undefined;
  const { session } = begin(
    collector({}, (ending) => {
      signal = ending;
      return NEVER;
    }),
  );
  expect(signal?.aborted).toBe(false);
  session.close();
  expect(signal?.aborted).toBe(true);
});
