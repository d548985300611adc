import { expect, test } from '@playwright/test';
import type { Behaviour } from '../../../../lab/known-target/behaviour.ts';
import { KnownTarget } from '../../../../lab/known-target/known-target.ts';
import { Connection } from '../../../../src/target/http/connection.ts';

const request = { method: 'GET', path: '/calibration', headers: [], body: undefined } as const;

/** Sends some requests one after the other, and returns their statuses with the target's log. */
async function ask(behaviour: Behaviour, times: number) {
  const target = await KnownTarget.start(behaviour);
  try {
    const connection = new Connection(target.origin, { tlsVerify: true });
    await target.begin();
    const statuses: number[] = [];
    for (let sent = 0; sent < times; sent += 1)
      statuses.push((await connection.send({ ...request, headers: [...request.headers] })).status);
    await connection.destroy();
    return { statuses, log: await target.log() };
  } finally {
    await target.stop();
  }
}

const tookMs = (log: Awaited<ReturnType<typeof ask>>['log']) =>
  log.entries.map(({ receivedMs, endedMs }) => endedMs - receivedMs);

test('a constant delay is what it promises, and the warm-up is not in the log', async () => {
  const { log } = await ask({ kind: 'constant', delayMs: 20 }, 10);
  expect(log.entries).toHaveLength(10);
  // A timer is never early by more than a fraction of its millisecond; late it may be.
  for (const ms of tookMs(log)) expect(ms).toBeGreaterThan(18.5);
});

test('every tenth answer is a 500 at once, where it is to be', async () => {
  const { statuses, log } = await ask({ kind: 'errors', delayMs: 5 }, 20);
  expect(statuses.filter((status) => status === 500)).toHaveLength(2);
  expect(log.entries.filter(({ ok }) => !ok)).toHaveLength(2);
});

test('every tenth answer belongs to the second hump', async () => {
  const { log } = await ask({ kind: 'two humps', delayMs: 1, slowMs: 60 }, 20);
  expect(tookMs(log).filter((ms) => ms > 50)).toHaveLength(2);
});

for (const kind of ['pause', 'stall'] as const) {
  test(`a ${kind} is logged with its beginning and end, and nobody is answered in it`, async () => {
    const { log } = await ask({ kind, delayMs: 2, firstMs: 50, everyMs: 60_000, lengthMs: 200 }, 40);
    expect(log.blackouts).toHaveLength(1);
    const [{ fromMs, toMs } = { fromMs: 0, toMs: 0 }] = log.blackouts;
    expect(toMs - fromMs).toBeGreaterThan(195);
    for (const { endedMs } of log.entries) expect(endedMs > fromMs + 1 && endedMs < toMs).toBe(false);
  });
}
