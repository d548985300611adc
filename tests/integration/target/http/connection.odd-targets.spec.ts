import { saturatingBurst } from '../../../../src/bursts/saturating-burst.ts';
import { checkReply } from '../../../../src/target/http/check-reply.ts';
import { Connection } from '../../../../src/target/http/connection.ts';
import { acceptEncoding } from '../../../../src/target/http/reply-body.ts';
import { objectWith } from '../../../../src/target/success-checks.ts';
import { type Oddity, type OddProxy, startOddProxy } from '../../../made/odd-proxy.ts';
import { harmlessOddities } from '../../../made/oddities.ts';
import { burstAt, supplyOf } from '../../../made/operation.ts';
import { expect, json, test as withServers } from '../../../made/small-server.ts';

const thing = { id: 1, name: 'Käufer', notes: 'x'.repeat(2_000) };

/** Tests with a target behind a proxy that misbehaves as the test says. */
const test = withServers.extend<{ oddTarget(oddity: Oddity): Promise<OddProxy> }>({
  oddTarget: async ({ serve }, use) => {
    const proxies: OddProxy[] = [];
    const target = await serve((_request, response) => json(response, 200, thing));
    await use(async (oddity) => {
      const proxy = await startOddProxy(target.origin, oddity);
      proxies.push(proxy);
      return proxy;
    });
    for (const proxy of proxies) await proxy.close();
  },
});

for (const [what, oddity] of Object.entries(harmlessOddities)) {
  test(`${what}: a user and a burst get the reply`, async ({ oddTarget }) => {
    const { url } = await oddTarget(oddity);
    const success = objectWith('id');
    const connection = new Connection(url, { tlsVerify: true });
    for (let number = 0; number < 3; number += 1) {
      const headers = ['accept-encoding', acceptEncoding(url)];
      const exchange = await connection.send({ method: 'GET', path: '/thing', headers, body: undefined });
      expect([exchange.failure, exchange.status, checkReply(success, exchange)]).toEqual([
        undefined,
        200,
        'ok',
      ]);
      expect(JSON.parse(exchange.body.toString())).toEqual(thing);
    }
    await connection.destroy();

    const bodies: string[] = [];
    const onSuccess = (body: Buffer) => void bodies.push(body.toString());
    const request = burstAt(url, { success, onSuccess, next: supplyOf(10) });
    const { outcomes } = await saturatingBurst(request, { connections: 2, durationMs: 20_000 });
    expect(outcomes).toEqual({ ok: 10 });
    expect(bodies).toHaveLength(10);
    for (const body of bodies) expect(JSON.parse(body)).toEqual(thing);
  });
}

test('the bytes of a compressed reply are those on the wire', async ({ oddTarget }) => {
  const { url } = await oddTarget(harmlessOddities['gzip, asked for or not'] ?? (() => undefined));
  const connection = new Connection(url, { tlsVerify: true });
  const exchange = await connection.send({ method: 'GET', path: '/thing', headers: [], body: undefined });
  await connection.destroy();
  expect(exchange.bodyBytes).toBeLessThan(200);
  expect(exchange.body.length).toBeGreaterThan(2_000);
});

test('a body that is not what its coding says is a wrong body, and no error', async ({ oddTarget }) => {
  const { url } = await oddTarget(async ({ ask, answer }) => {
    const { headers, ...reply } = await ask();
    answer({ ...reply, headers: { ...headers, 'content-encoding': 'gzip' }, body: Buffer.from('no gzip') });
  });
  const connection = new Connection(url, { tlsVerify: true });
  const exchange = await connection.send({ method: 'GET', path: '/thing', headers: [], body: undefined });
  await connection.destroy();
  expect(checkReply(objectWith('id'), exchange)).toBe('wrong_body');
});

test('a target below a path gets every request there, of users and of bursts', async ({ oddTarget }) => {
  const proxy = await oddTarget(async ({ ask, answer }) => answer(await ask()));
  const connection = new Connection(`${proxy.url}/desk`, { tlsVerify: true });
  await connection.send({ method: 'GET', path: '/thing', headers: [], body: undefined });
  await connection.destroy();
  await saturatingBurst(burstAt(`${proxy.url}/desk`), { connections: 1, durationMs: 100 });
  expect(new Set(proxy.requests)).toEqual(new Set(['GET /desk/thing']));
});

test.describe('a connection that the server closes while the next request is on its way', () => {
  /** Drops the connection of each second request. */
  const stale: Oddity = async ({ number, ask, answer, response }) => {
    if (number % 2 === 0) response.destroy();
    else answer(await ask());
  };

  for (const [method, isRepeated] of [
    ['GET', true],
    ['PUT', true],
    ['DELETE', true],
    ['POST', false],
    ['PATCH', false],
  ] as const) {
    test(`${method} is ${isRepeated ? 'sent once more' : 'a failure'}`, async ({ oddTarget }) => {
      const proxy = await oddTarget(stale);
      const connection = new Connection(proxy.url, { tlsVerify: true });
      const send = () => connection.send({ method, path: '/thing', headers: [], body: undefined });
      expect((await send()).isRepeated).toBe(false);
      const second = await send();
      expect([second.failure, second.isRepeated]).toEqual(isRepeated ? [undefined, true] : ['reset', false]);
      expect(proxy.requests).toHaveLength(isRepeated ? 3 : 2);
      await connection.destroy();
    });
  }

  test('a target that drops new connections too gets each request twice at most', async ({ oddTarget }) => {
    const proxy = await oddTarget(async ({ number, ask, answer, response }) => {
      if (number === 1) answer(await ask());
      else response.destroy();
    });
    const connection = new Connection(proxy.url, { tlsVerify: true });
    const get = () => connection.send({ method: 'GET', path: '/thing', headers: [], body: undefined });
    await get();
    expect((await get()).failure).toBe('reset');
    expect((await get()).failure).toBe('reset');
    await connection.destroy();
    expect(proxy.requests).toHaveLength(4);
  });

  test('a reply that was cut is not asked for again', async ({ oddTarget }) => {
    const proxy = await oddTarget(async ({ number, ask, answer, answerRaw }) => {
      if (number === 1) answer(await ask());
      else answerRaw('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"id"');
    });
    const connection = new Connection(proxy.url, { tlsVerify: true });
    const get = () => connection.send({ method: 'GET', path: '/thing', headers: [], body: undefined });
    await get();
    expect((await get()).failure).toBe('reset');
    await connection.destroy();
    expect(proxy.requests).toHaveLength(2);
  });
});
