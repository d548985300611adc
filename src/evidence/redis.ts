import type { Redis } from 'ioredis';
import { counted } from '../base/format.ts';
import type { Collector, Watch } from './collector.ts';
import type { EvidenceFigure } from './evidence-record.ts';
import { sourceAddress } from './source-address.ts';

const ANSWERED_WITHIN_MS = 2_000;
/** So many entries of the slow log are read. */
const SLOW_ENTRIES = 32;
/** So many are reported, the slowest first. */
const MOST_LINES = 5;

/** Fields of INFO by their names. */
type Info = Readonly<Record<string, string>>;

/** `id`, time, microseconds, command with its arguments, and more that is not read. */
type SlowEntry = readonly [id: number, atSeconds: number, us: number, command: readonly string[]];

/** Asks a Redis for its clients, its memory, evictions, hits and misses, and the commands in its slow log. */
export function redisCollector(redisUrl: string): Collector {
  const address = sourceAddress(redisUrl, ['redis:', 'rediss:']);
  return {
    source: 'redis',
    place: address?.place ?? 'REDIS_URL',
    async start() {
      if (address === undefined)
        throw new Error('REDIS_URL is something else, it should be an address that starts with redis://');
      const redis = await connect(redisUrl);
      try {
        return await watch(redis);
      } catch (error) {
        redis.disconnect();
        throw error;
      }
    },
  };
}

async function connect(url: string): Promise<Redis> {
  // Only a run that asks a Redis needs the package.
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, {
    lazyConnect: true,
    // Every Redis speaks it; one before version 6 refuses the greeting of version 3.
    protocol: 2,
    connectTimeout: ANSWERED_WITHIN_MS,
    commandTimeout: ANSWERED_WITHIN_MS,
    enableReadyCheck: false,
    disableClientInfo: true,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let why: Error | undefined;
  // `connect` itself only says that the connection was closed.
  redis.on('error', (error) => {
    why = error;
  });
  try {
    await redis.connect();
    return redis;
  } catch (error) {
    redis.disconnect();
    throw why ?? error;
  }
}

async function watch(redis: Redis): Promise<Watch> {
  const problems: string[] = [];
  const info = async () => parseInfo(await redis.info());
  const slowLog = () =>
    redis.slowlog('GET', SLOW_ENTRIES).catch((error: Error) => {
      if (problems.length === 0) problems.push(`no slow log: ${error.message}`);
      return [];
    }) as Promise<SlowEntry[]>;
  const before = await info();
  const newest = Math.max(-1, ...(await slowLog()).map(([id]) => id));
  let after = before;
  return {
    async sample() {
      const now = await info();
      return [
        { name: 'clients', unit: 'count', value: Number(now.connected_clients) },
        { name: 'blocked clients', unit: 'count', value: Number(now.blocked_clients) },
        { name: 'memory', unit: 'memory', value: Number(now.used_memory) },
        { name: 'commands', unit: 'per second', value: Number(now.instantaneous_ops_per_sec) },
      ];
    },
    async end() {
      after = await info();
    },
    async find(early) {
      const figures = figuresBetween(before, after);
      early?.({ figures, problems });
      const slow = (await slowLog()).filter(([id]) => id > newest);
      return {
        figures,
        lines: slow
          .sort((a, b) => b[2] - a[2])
          .slice(0, MOST_LINES)
          .map(slowLine),
        problems,
      };
    },
    close: () => redis.disconnect(),
  };
}

function parseInfo(text: string): Info {
  return Object.fromEntries(
    text.split(/\r?\n/).flatMap((line) => {
      const [, name, value] = /^(\w+):(.*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value]];
    }),
  );
}

function figuresBetween(before: Info, after: Info): EvidenceFigure[] {
  const grown = (field: string) => {
    const [then, now] = [Number(before[field] ?? 0), Number(after[field] ?? 0)];
    return now < then ? now : now - then;
  };
  const looked = grown('keyspace_hits') + grown('keyspace_misses');
  const count = (name: string, value: number): EvidenceFigure => ({ name, unit: 'count', value });
  return [
    ...(looked > 0 ? [{ name: 'hits', unit: 'share', value: grown('keyspace_hits') / looked } as const] : []),
    count('commands', grown('total_commands_processed')),
    { ...count('evicted keys', grown('evicted_keys')), kind: 'evicted keys' },
    count('refused connections', grown('rejected_connections')),
    { ...count('clients', Number(after.connected_clients)), before: Number(before.connected_clients) },
    { name: 'memory', unit: 'memory', value: Number(after.used_memory), before: Number(before.used_memory) },
    // 0 stands for no limit.
    ...(Number(after.maxmemory) > 0
      ? [{ name: 'memory allowed', unit: 'memory', value: Number(after.maxmemory) } as const]
      : []),
  ];
}

/** Keys and values may be tokens, so they are left out. */
function slowLine([, , us, [command = '', ...args]]: SlowEntry): string {
  return `${(us / 1000).toFixed(1)} ms: ${command.toUpperCase()} with ${counted(args.length, 'argument')}`;
}
