import { expect, test } from '@playwright/test';
import type { Behaviour } from '../../../../lab/known-target/behaviour.ts';
import { KnownTarget } from '../../../../lab/known-target/known-target.ts';
import { NumberedTraces } from '../../../../lab/known-target/numbered-traces.ts';
import { Connection } from '../../../../src/target/http/connection.ts';

const request = { method: 'GET', path: '/calibration', body: undefined } as const;

/** Sends some requests one after the other; returns their statuses and the target's log. */
async function ask(behaviour: Behaviour, times: number) {
  const target = await KnownTarget.start(behaviour);
  try {
    const connection = new Connection(target.origin, { tlsVerify: true });
    await target.begin();
    const statuses: number[] = [];
    const traces = new NumberedTraces();
    for (let sent = 0; sent < times; sent += 1)
      statuses.push((await connection.send({ ...request, headers: ['traceparent', traces.next()] })).status);
    await connection.destroy();
    return { statuses, log: await target.log() };
  } finally {
    await target.stop();
  }
}

const tookMs = (log: Awaited<ReturnType<typeof ask>>['log']) =>
  log.entries.map(({ receivedMs, endedMs }) => endedMs - receivedMs);

test('a constant delay is at least as long as promised, the log has the requests in the order of sending, and no warm-up', async () => {
  const { log } = await ask({ kind: 'constant', delayMs: 20 }, 10);
  expect(log.entries.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  // A timer is early by a fraction of a millisecond at most; it may be late.
  for (const ms of tookMs(log)) expect(ms).toBeGreaterThan(18.5);
});

test('with errors, every tenth reply is an immediate 500', async () => {
  const { statuses, log } = await ask({ kind: 'errors', delayMs: 5 }, 20);
  expect(statuses.filter((status) => status === 500)).toHaveLength(2);
  expect(log.entries.filter(({ ok }) => !ok)).toHaveLength(2);
});

test('with two humps, every tenth reply belongs to the second one', async () => {
  // Far apart: on a busy machine a reply of the first hump is late by some tens of milliseconds.
  const { log } = await ask({ kind: 'two humps', delayMs: 1, slowMs: 700 }, 20);
  const isSlow = tookMs(log).map((ms) => ms > 690);
  expect(isSlow).toEqual(Array.from({ length: 20 }, (_, index) => index % 10 === 9));
});

for (const kind of ['pause', 'stall'] as const) {
  test(`the log has the start and end of a ${kind}, and no reply in between`, async () => {
    const { log } = await ask({ kind, delayMs: 2, firstMs: 50, everyMs: 60_000, lengthMs: 200 }, 40);
    expect(log.blackouts).toHaveLength(1);
    const [{ fromMs, toMs } = { fromMs: 0, toMs: 0 }] = log.blackouts;
    expect(toMs - fromMs).toBeGreaterThan(195);
    for (const { endedMs } of log.entries) expect(endedMs > fromMs + 1 && endedMs < toMs).toBe(false);
  });
}
