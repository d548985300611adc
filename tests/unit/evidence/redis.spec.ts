import { redisCollector } from '../../../src/evidence/redis.ts';
import { bulk, expect, test } from '../../made/fake-redis.ts';

const info = (hits: number, misses: number, memory: number) =>
  bulk(
    [
      '# Clients',
      'connected_clients:12',
      'blocked_clients:1',
      `used_memory:${memory}`,
      'maxmemory:1000',
      'instantaneous_ops_per_sec:250',
      `keyspace_hits:${hits}`,
      `keyspace_misses:${misses}`,
      'evicted_keys:3',
      'total_commands_processed:900',
      'rejected_connections:0',
    ].join('\r\n'),
  );

const entry = (id: number, us: number, ...command: string[]) =>
  `*4\r\n:${id}\r\n:1700000000\r\n:${us}\r\n*${command.length}\r\n${command.map(bulk).join('')}`;

test('hits, memory and slow commands of the run are read, and no key or value is repeated', async ({
  redis,
}) => {
  const infos = [info(100, 100, 400), info(130, 110, 500), info(190, 110, 600)];
  const logs = [
    `*1\r\n${entry(7, 90_000, 'KEYS', '*')}`,
    `*3\r\n${entry(9, 20_500, 'get', 'refresh:secret-token')}${entry(8, 30_000, 'SET', 'a', 'b')}${entry(7, 90_000, 'KEYS', '*')}`,
  ];
  const place = await redis(([name = '']) => (/info/i.test(name) ? infos.shift() : logs.shift()));
  const collector = redisCollector(`redis://${place}`);
  expect(collector.place).toBe(place);
  const watch = await collector.start();
  expect(await watch.sample?.()).toContainEqual({ name: 'clients', unit: 'count', value: 12 });
  await watch.end();
  const found = await watch.find();
  watch.close();
  expect(found.figures).toContainEqual({ name: 'hits', unit: 'share', value: 0.9 });
  expect(found.figures).toContainEqual({ name: 'memory', unit: 'memory', value: 600, before: 400 });
  expect(found.lines).toEqual(['30.0 ms: SET with 2 arguments', '20.5 ms: GET with 1 argument']);
});

test('a user without the right to the slow log still gets the rest, and one line', async ({ redis }) => {
  const place = await redis(([name = '']) =>
    /info/i.test(name) ? info(1, 0, 1) : '-NOPERM this user has no permissions\r\n',
  );
  const watch = await redisCollector(`redis://${place}`).start();
  await watch.end();
  const found = await watch.find();
  watch.close();
  expect(found.problems).toEqual(['no slow log: NOPERM this user has no permissions']);
  expect(found.figures?.length).toBeGreaterThan(3);
});

test('a wrong password is said as Redis says it', async ({ redis }) => {
  const wrong = '-WRONGPASS invalid username-password pair\r\n';
  const place = await redis(() => wrong);
  await expect(redisCollector(`redis://:not-the-password@${place}`).start()).rejects.toThrow(/WRONGPASS/);
});

test('nobody at the address, and something else than an address, are problems', async () => {
  await expect(redisCollector('redis://127.0.0.1:1').start()).rejects.toThrow('ECONNREFUSED');
  await expect(redisCollector('localhost:6379').start()).rejects.toThrow(/^REDIS_URL is something else/);
});
