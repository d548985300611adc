import { createServer } from 'node:net';
import { expect, test } from '@playwright/test';
import { type Database, openDatabase } from '../../../sandbox/database/open-database.ts';
import { realClock } from '../../../src/base/clock.ts';
import { EvidenceSession } from '../../../src/evidence/evidence-session.ts';
import { postgresCollector } from '../../../src/evidence/postgres.ts';

const DEALERSHIP = '3f0c8a52-6a0e-4d7b-9c1e-5b8f4f1f2a77';

let database: Database;
test.beforeAll(async () => {
  database = await openDatabase(undefined, () => undefined);
  const { pool } = database;
  await pool.query(`INSERT INTO deals (id, dealership_id, created_at, updated_at)
    SELECT gen_random_uuid(), gen_random_uuid(), now(), now() FROM generate_series(1, 20000)`);
  await pool.query('DROP INDEX deals_dealership_idx');
  await pool.query('ANALYZE deals');
  await pool.query("CREATE ROLE nobody LOGIN PASSWORD 'nobodys-word'");
  await pool.query("CREATE ROLE reader LOGIN PASSWORD 'readers-word' IN ROLE pg_monitor");
});
test.afterAll(() => database.close());

/** The address of the database for another user. */
function addressFor(user: string, password: string): string {
  const url = new URL(database.url);
  url.username = user;
  url.password = password;
  return url.href;
}

/** What a source says of a run in which the deals were listed. */
async function evidenceOf(address: string) {
  const watch = await postgresCollector(address).start();
  try {
    for (let n = 0; n < 20; n += 1)
      await database.pool.query({
        name: 'deals.list-of-dealership',
        text: 'SELECT id, status FROM deals WHERE dealership_id = $1 ORDER BY created_at DESC',
        values: [DEALERSHIP],
      });
    const samples = (await watch.sample?.()) ?? [];
    await watch.end();
    return { ...(await watch.find()), samples };
  } finally {
    watch.close();
  }
}

test('a missing index: the statement is the slowest of the run, and its plan reads the whole table', async () => {
  const { statements, plan, figures, samples, problems } = await evidenceOf(database.url);
  expect(problems).toEqual([]);
  expect(statements?.[0]).toMatchObject({
    text: 'SELECT id, status FROM deals WHERE dealership_id = $1 ORDER BY created_at DESC',
    calls: 20,
    rows: 0,
  });
  expect(statements?.some(({ text }) => text.includes('desk-studio-evidence'))).toBe(false);
  expect(plan?.statement).toBe(statements?.[0]?.text);
  expect(plan?.sequentialScans).toEqual(['deals']);
  // Counters of the cache come up to a second late, so whether this run has some is left open.
  expect(figures?.map(({ name }) => name)).toContain('deadlocks');
  expect(samples).toContainEqual({
    name: 'connections that wait for a lock',
    kind: 'locked connections',
    unit: 'count',
    value: 0,
  });
});

test('nothing is changed, and no setting stays behind', async () => {
  const count = async () => (await database.pool.query('SELECT count(*) FROM deals')).rows[0];
  const before = await count();
  await evidenceOf(database.url);
  expect(await count()).toEqual(before);
  const { rows } = await database.pool.query('SHOW default_transaction_read_only');
  expect(rows).toEqual([{ default_transaction_read_only: 'off' }]);
});

test('a role with pg_monitor alone gets the statements, and a line for the plan', async () => {
  const { statements, plan, problems } = await evidenceOf(addressFor('reader', 'readers-word'));
  expect(statements?.[0]?.text).toContain('FROM deals WHERE dealership_id = $1');
  expect(plan).toBeUndefined();
  expect(problems).toEqual([expect.stringMatching(/^no plan: .*pg_read_all_data$/)]);
});

test('a role without any right gets a line that names the right', async () => {
  const { statements, problems, figures } = await evidenceOf(addressFor('nobody', 'nobodys-word'));
  expect(statements).toBeUndefined();
  expect(problems).toEqual([expect.stringContaining('GRANT pg_monitor')]);
  expect(figures?.length).toBeGreaterThan(0);
});

test('a role without any right, and a wrong password, keep the end of a run for less than a second', async () => {
  const addresses = [addressFor('nobody', 'nobodys-word'), addressFor('reader', 'not-the-word')];
  for (const address of addresses) {
    const endsAfterMs = async () => {
      const session = new EvidenceSession([postgresCollector(address)], realClock);
      await new Promise((resolve) => setTimeout(resolve, 500));
      const beforeMs = performance.now();
      await session.end();
      const record = await session.record();
      const tookMs = performance.now() - beforeMs;
      expect(record?.sources[0]?.problems).toHaveLength(1);
      return tookMs;
    };
    // A busy machine may be slow for a while.
    await expect.poll(endsAfterMs, { timeout: 30_000 }).toBeLessThan(1_000);
  }
});

test('a wrong password is a line without it', async () => {
  const started = postgresCollector(addressFor('reader', 'not-the-word')).start();
  await expect(started).rejects.toThrow('password authentication failed for user "reader"');
});

test('a database that accepts and never answers keeps the end of a run for no second', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const address = silent.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const session = new EvidenceSession(
    [postgresCollector(`postgres://a:b@127.0.0.1:${port}/desk`)],
    realClock,
  );
  await new Promise((resolve) => setTimeout(resolve, 100));
  const beforeMs = performance.now();
  await session.end();
  const record = await session.record();
  expect(performance.now() - beforeMs).toBeLessThan(1_000);
  expect(record?.sources[0]?.problems).toHaveLength(1);
  silent.close();
});
