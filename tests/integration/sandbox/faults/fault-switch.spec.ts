import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { WebSocket } from 'ws';
import { inDatabase } from '../../../made/in-database.ts';
import { type OwnSandbox, startOwnSandbox } from '../../../suite/own-sandbox.ts';

/** The tests share a sandbox, and each switches its own fault on. */
let sandbox: OwnSandbox;
let headers: Record<string, string>;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  sandbox = await startOwnSandbox({ FAULTS_ADMIN: 'on', BCRYPT_COST: '4', LOG_LEVEL: 'silent' });
  headers = { authorization: `Bearer ${(await signIn()).access_token}` };
});
test.afterEach(() => faults(''));
test.afterAll(() => sandbox.stop());

async function faults(text: string): Promise<void> {
  const answer = await fetch(`${sandbox.url}/__faults`, { method: 'POST', body: text });
  expect(answer.status, await answer.text()).toBe(200);
}

async function signIn(): Promise<{ access_token: string; refresh_token: string; expires_in: number }> {
  const answer = await fetch(`${sandbox.url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'loadtest@example.com', password: 'LoadTest123!' }),
  });
  return (await answer.json()) as Awaited<ReturnType<typeof signIn>>;
}

/** Sends a request to the API and reads its answer to the end. */
async function get(path: string) {
  const startedMs = performance.now();
  const answer = await fetch(`${sandbox.url}/api/v1/${path}`, { headers });
  const body = await answer.text();
  const ms = performance.now() - startedMs;
  const databaseMs = Number(/db;dur=([\d.]+)/.exec(answer.headers.get('server-timing') ?? '')?.[1]);
  return { status: answer.status, headers: answer.headers, body, ms, databaseMs };
}

const DEALS = 'deals?dealership_id=a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11';

test('delay: the named operation takes that much longer, and others do not', async () => {
  await faults('deals.list:delay+150');
  expect((await get(DEALS)).ms).toBeGreaterThanOrEqual(150);
  // A busy machine may be slow for a while. With the delay, not one answer would be this fast.
  await expect.poll(async () => (await get('auth/me')).ms).toBeLessThan(150);
});

test('db: the statement takes that much longer in the database, which the answer says', async () => {
  await faults('deals.list-of-dealership:db+150');
  expect((await get(DEALS)).databaseMs).toBeGreaterThanOrEqual(150);
});

test('capacity: as many requests as the arithmetic says are served, whoever asks', async () => {
  await faults('capacity:2x10');
  const firstAfterMs = async () => {
    const startedMs = performance.now();
    const answers = await Promise.all(Array.from({ length: 60 }, () => get('auth/me')));
    // 60 requests at 200 per second.
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(300);
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    return Math.min(...answers.map(({ ms }) => ms));
  };
  // A busy machine may be slow for a while. If all waited for all, not one answer would ever be this fast.
  await expect.poll(firstAfterMs).toBeLessThan(150);
});

test('humps: the share of requests takes longer, the rest does not', async () => {
  await faults('auth.me:humps+400/50');
  const answers = await Promise.all(Array.from({ length: 6 }, () => get('auth/me')));
  expect(answers.filter(({ ms }) => ms >= 400)).toHaveLength(3);
});

test('errors: the share of answers is 500, and the gateway counts them', async () => {
  await faults('auth.me:errors+30');
  const answers = await Promise.all(Array.from({ length: 20 }, () => get('auth/me')));
  expect(answers.filter(({ status }) => status === 500)).toHaveLength(6);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(14);
  const metrics = await (await fetch(`${sandbox.url}/metrics`)).text();
  expect(metrics).toMatch(/http_requests_total\{.*path="\/api\/v1\/auth\/me",status_code="500"\} 6/);
});

test('limiter: so many requests pass in a second, the others get 429 and when to come back, which no header announced', async () => {
  const before = await get('auth/me');
  await faults('limiter:5');
  const startedMs = performance.now();
  const answers = await Promise.all(Array.from({ length: 60 }, () => get('auth/me')));
  // The first of them was in the middle of its second.
  const seconds = Math.ceil((performance.now() - startedMs) / 1000) + 1;
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThanOrEqual(60 - 5 * seconds);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThanOrEqual(55);
  expect(new Set(refused.map((each) => each.headers.get('retry-after')))).toEqual(new Set(['1']));
  const [passed] = answers.filter(({ status }) => status === 200);
  expect([...(passed?.headers.keys() ?? [])]).toEqual([...before.headers.keys()]);
});

test('reset: the share of requests loses its connection, the others are answered', async () => {
  await faults('auth.me:reset+50');
  const ends: string[] = [];
  for (let times = 0; times < 6; times += 1)
    ends.push(
      await get('auth/me').then(
        ({ status }) => String(status),
        ({ cause }) => cause.code,
      ),
    );
  expect(ends).toEqual(['200', 'ECONNRESET', '200', 'ECONNRESET', '200', 'ECONNRESET']);
});

test('wrong-body: status and content type stay right, the share of bodies does not', async () => {
  await faults('deals.list:wrong-body+50');
  const answers = [await get(DEALS), await get(DEALS)];
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  const [type, other] = answers.map((each) => each.headers.get('content-type'));
  expect(other).toBe(type);
  expect(answers.map(({ body }) => Array.isArray(JSON.parse(body)))).toEqual([true, false]);
});

test('leak: memory of the process grows by the bytes of each request', async () => {
  const external = async () =>
    Number(
      /^nodejs_external_memory_bytes (\S+)/m.exec(await (await fetch(`${sandbox.url}/metrics`)).text())?.[1],
    );
  const before = await external();
  await faults('leak:1000000');
  await Promise.all(Array.from({ length: 50 }, () => get('auth/me')));
  const grownBy = (await external()) - before;
  expect(grownBy).toBeGreaterThan(0.95 * 50_000_000);
  expect(grownBy).toBeLessThan(1.1 * 50_000_000);
});

test('pause: nothing is answered for that long, every so many seconds', async () => {
  await faults('pause:300/1');
  const startedMs = performance.now();
  let longestMs = 0;
  while (performance.now() - startedMs < 1_400) longestMs = Math.max(longestMs, (await get('auth/me')).ms);
  expect(longestMs).toBeGreaterThanOrEqual(290);
});

test('pool: statements beyond the connections wait, and this counts as database time', async () => {
  // Long enough for all four to come while the first two are on, on a busy machine too.
  const statementMs = 3_000;
  await faults(`pool:2,deals.list-of-dealership:db+${statementMs}`);
  const startedMs = performance.now();
  const asked = Promise.all(Array.from({ length: 4 }, () => get(DEALS)));
  const metrics = async () => (await fetch(`${sandbox.url}/metrics`)).text();
  const waiting = async () => Number(/^db_pool_connections_waiting (\d+)/m.exec(await metrics())?.[1]);
  await expect.poll(waiting, { intervals: [5] }).toBe(2);
  const arrivedMs = performance.now() - startedMs;
  const databaseMs = (await asked).map((answer) => answer.databaseMs);
  // Two at a time: the last ones wait for the first ones, less what they came later.
  expect(performance.now() - startedMs).toBeGreaterThanOrEqual(2 * statementMs);
  expect(Math.max(...databaseMs)).toBeGreaterThanOrEqual(2 * statementMs - arrivedMs);
  expect(Math.min(...databaseMs)).toBeLessThan(1.7 * statementMs);
  expect(await metrics()).toMatch(/^db_pool_connections_max 2$/m);
  await faults('');
  expect(await metrics()).toMatch(/^db_pool_connections_max 25$/m);
});

test('no-index: the statement of the list of deals reads the whole table, which gets its index back', async () => {
  await inDatabase(sandbox.databaseUrl, async (database) => {
    const plan = async () => {
      const { rows } = await database.query(
        `EXPLAIN SELECT * FROM deals WHERE dealership_id = 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'`,
      );
      return JSON.stringify(rows);
    };
    expect(await plan()).toContain('deals_dealership_idx');
    const before = JSON.parse((await get(DEALS)).body).length;
    const rows = async () => Number((await database.query('SELECT count(*) FROM deals')).rows[0].count);
    const rowsBefore = await rows();
    await faults('deals.list:no-index+20000');
    expect(await plan()).toContain('Seq Scan on deals');
    expect(await rows()).toBe(rowsBefore + 20_000);
    expect(JSON.parse((await get(DEALS)).body)).toHaveLength(before);
    await faults('');
    expect(await plan()).toContain('deals_dealership_idx');
    expect(await rows()).toBe(rowsBefore);
  });
});

test('half-open: the connection is accepted, and nobody answers', async () => {
  await faults('half-open:100');
  const { hostname, port } = new URL(sandbox.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write('GET /health HTTP/1.1\r\nhost: sandbox\r\n\r\n');
  const answered = await Promise.race([once(socket, 'data'), setTimeout(300, 'silence')]);
  socket.destroy();
  expect(answered).toBe('silence');
});

test('token-life: a token expires early, although its answer promised more; a refresh helps', async () => {
  await faults('token-life:1');
  const { access_token, refresh_token, expires_in } = await signIn();
  expect(expires_in).toBe(900);
  const asMe = () =>
    fetch(`${sandbox.url}/api/v1/auth/me`, { headers: { authorization: `Bearer ${access_token}` } });
  await expect.poll(async () => (await asMe()).status, { timeout: 20_000 }).toBe(401);
  const refreshed = await fetch(`${sandbox.url}/api/v1/auth/refresh`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ refresh_token }),
  });
  expect(refreshed.status).toBe(200);
});

test('socket-drop: an open WebSocket is cut, and a new one is accepted', async () => {
  const open = async () => {
    const socket = new WebSocket(`${sandbox.url.replace('http', 'ws')}/ws/messaging`, { headers });
    await once(socket, 'open');
    return socket;
  };
  await faults('socket-drop:1');
  const [code] = await once(await open(), 'close');
  expect(code).toBe(1006);
  (await open()).terminate();
});

test('restart: connections are reset, new ones refused, and then it is back with its sessions', async () => {
  const { hostname, port } = new URL(sandbox.url);
  const idle = connect(Number(port), hostname);
  await once(idle, 'connect');
  const socket = new WebSocket(`${sandbox.url.replace('http', 'ws')}/ws/messaging`, { headers });
  await once(socket, 'open');
  const ends = Promise.all([once(idle, 'error'), once(socket, 'close')]);
  // It stays away long enough to be seen on a busy machine, too.
  await faults('restart:1-6');
  const [[error], [closeCode]] = await ends;
  expect(error.code).toBe('ECONNRESET');
  expect(closeCode).toBe(1006);
  const code = () =>
    get('auth/me').then(
      ({ status }) => String(status),
      ({ cause }) => cause.code,
    );
  await expect.poll(code, { timeout: 4_500, intervals: [50] }).toBe('ECONNREFUSED');
  await expect.poll(code, { timeout: 10_000, intervals: [100] }).toBe('200');
});
