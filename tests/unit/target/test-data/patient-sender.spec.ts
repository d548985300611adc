import { expect, test } from '@playwright/test';
import { PatientSender } from '../../../../src/target/test-data/patient-sender.ts';
import type { CleanUpReply, Send } from '../../../../src/target/test-data/put-away.ts';
import { FakeClock } from '../../../made/fake-clock.ts';

/** Sends requests of clean-up to a target that answers by the clock, 16 at once as a clean-up does. */
async function clean(
  count: number,
  answer: (nowMs: number, operationId: string, id: string) => CleanUpReply | Error,
  operationId = 'deals.delete',
) {
  const clock = new FakeClock();
  const sentMs: number[] = [];
  const said: string[] = [];
  const target: Send = async (operation, { id = '' }) => {
    sentMs.push(clock.nowMs());
    const reply = answer(clock.nowMs(), operation, id);
    if (reply instanceof Error) throw reply;
    return reply;
  };
  const sender = new PatientSender(target, { clock, say: (line) => said.push(line) });
  const statuses: (number | string)[] = [];
  const ids = Array.from({ length: count }, (_, index) => String(index)).values();
  const worker = async () => {
    for (const id of ids)
      statuses.push(
        await sender.send(operationId, { id }, undefined, { dealershipId: 'd' }).then(
          ({ status }) => status,
          (error: Error) => error.message,
        ),
      );
  };
  await clock.during(Promise.all(Array.from({ length: 16 }, worker)), 50);
  return { statuses, sentMs, said, tookMs: clock.nowMs(), sender };
}

const of = (statuses: readonly (number | string)[], wanted: number | string) =>
  statuses.filter((status) => status === wanted).length;
const limited = (limit: number, remaining: number) => ({
  'x-ratelimit-limit': String(limit),
  'x-ratelimit-remaining': String(remaining),
});

/** As the product's limiter: a sliding log of what was let through in the last minute, refused requests do not count. */
function slidingLog(limit: number, used: readonly number[] = []) {
  const log = [...used];
  let refused = 0;
  return {
    refusals: () => refused,
    answer: (nowMs: number): CleanUpReply => {
      while ((log[0] ?? Number.POSITIVE_INFINITY) <= nowMs - 60_000) log.shift();
      if (log.length >= limit) {
        refused += 1;
        return { status: 429, headers: { ...limited(limit, 0), 'retry-after': '60' } };
      }
      log.push(nowMs);
      return { status: 204, headers: limited(limit, limit - log.length) };
    },
  };
}

test('announced limits are kept: 3,000 removals at 1,000 a minute get no 429', async () => {
  const limiter = slidingLog(1_000);
  const { statuses, tookMs, said } = await clean(3_000, limiter.answer);
  expect(of(statuses, 204)).toBe(3_000);
  expect(limiter.refusals()).toBe(0);
  expect(said).toEqual([]);
  expect(tookMs).toBeGreaterThanOrEqual(180_000);
  expect(tookMs).toBeLessThan(230_000);
});

test('a limit that the traffic has used up gets no 429 either', async () => {
  // All of the minute's requests were sent in its last second.
  const limiter = slidingLog(
    100,
    Array.from({ length: 99 }, () => -1_000),
  );
  const { statuses, tookMs } = await clean(150, limiter.answer);
  expect(of(statuses, 204)).toBe(150);
  expect(limiter.refusals()).toBeLessThanOrEqual(1);
  expect(tookMs).toBeLessThan(200_000);
});

test('limits that are announced but switched off cost no time', async () => {
  const { statuses, tookMs } = await clean(3_000, () => ({ status: 204, headers: limited(100, 100) }));
  expect(of(statuses, 204)).toBe(3_000);
  expect(tookMs).toBeLessThan(1_000);
});

test('a limiter that nobody announced is waited for as long as it asks, and then kept', async () => {
  const limiter = slidingLog(100);
  const { statuses, said } = await clean(944, (nowMs) => {
    const { status } = limiter.answer(nowMs);
    return { status, headers: status === 429 ? { 'retry-after': '60' } : {} };
  });
  expect(of(statuses, 204)).toBe(944);
  expect(limiter.refusals()).toBeLessThan(40);
  expect(said[0]).toBe('the rate limit of the target is used up: going on in 60 s');
});

test('short pauses share a line a minute that counts them', async () => {
  let asked = 0;
  const { said, statuses, tookMs } = await clean(60, () => {
    asked += 1;
    return asked % 2 === 0 ? { status: 204 } : { status: 429, headers: { 'retry-after': '2' } };
  });
  expect(of(statuses, 204)).toBe(60);
  expect(said[0]).toBe('the rate limit of the target is used up: going on in 2 s');
  expect(said[1]).toMatch(/going on in 2 s \(pause \d+ of this clean-up\)$/);
  expect(said.length).toBeLessThanOrEqual(1 + tookMs / 60_000);
});

test('without Retry-After the pauses grow', async () => {
  const { statuses, sentMs } = await clean(1, (nowMs) => ({ status: nowMs < 25_000 ? 429 : 204 }));
  expect(of(statuses, 204)).toBe(1);
  expect(sentMs.map((ms) => Math.round(ms / 1_000))).toEqual([0, 1, 3, 7, 15, 31]);
});

test('a limiter that refuses everything is not waited for longer than two minutes', async () => {
  for (const retryAfter of ['3600', '60']) {
    const { statuses, sentMs, tookMs } = await clean(50, () => ({
      status: 429,
      headers: { 'retry-after': retryAfter },
    }));
    expect(statuses).toHaveLength(50);
    expect(statuses[0]).toContain('the rate limit of the target refuses everything');
    expect(sentMs.length).toBeLessThan(10);
    expect(tookMs).toBeLessThan(130_000);
  }
});

test('a target that restarts for 40 s is waited for, with few requests and one line', async () => {
  const { statuses, sentMs, said } = await clean(500, (nowMs) =>
    nowMs > 0 && nowMs < 40_000 ? new Error('refused') : { status: 204 },
  );
  expect(of(statuses, 204)).toBe(500);
  expect(sentMs.length - 500).toBeLessThan(30);
  expect(
    said.filter((line) => line.startsWith('the target does not answer (refused): waiting')),
  ).toHaveLength(said.length);
  expect(said.length).toBeLessThanOrEqual(2);
});

test('a gateway whose service restarts answers 503 for a while', async () => {
  const { statuses } = await clean(100, (nowMs) => ({ status: nowMs < 20_000 ? 503 : 204 }));
  expect(of(statuses, 204)).toBe(100);
});

test('a target that was gone is waited for as long as the caller is patient', async () => {
  const clock = new FakeClock();
  const refused = () => Promise.reject(new Error('refused'));
  const sender = new PatientSender(refused, { clock, patienceMs: 4_000 });
  const sent = sender.send('deals.delete', { id: '1' }, undefined, { dealershipId: 'd' }).catch(String);
  expect(await clock.during(sent, 50)).toContain('the target does not answer (refused), for 4 s or longer');
  expect(clock.nowMs()).toBeLessThan(10_000);
});

test('a target that stays away is given up after two minutes, and what is left says why', async () => {
  const { statuses, sentMs, tookMs } = await clean(5_000, () => new Error('refused'));
  expect(new Set(statuses)).toEqual(new Set(['the target does not answer (refused), for 2 min or longer']));
  expect(statuses).toHaveLength(5_000);
  expect(sentMs.length).toBeLessThan(40);
  expect(tookMs).toBeLessThan(140_000);
});

test('a service that stays down keeps nothing of other services from being removed', async () => {
  const clock = new FakeClock();
  const send: Send = async (operationId) => ({ status: operationId === 'deals.delete' ? 503 : 204 });
  const sender = new PatientSender(send, { clock });
  const owner = { dealershipId: 'd' };
  const deal = sender
    .send('deals.delete', { id: '1' }, undefined, owner)
    .catch((error: Error) => error.message);
  expect(await clock.during(deal, 50)).toContain('the target answers 503 to deals.delete, for 2 min');
  const vehicle = await clock.during(sender.send('inventory.delete', { id: '1' }, undefined, owner), 50);
  expect(vehicle.status).toBe(204);
});

test('a request that fails while others succeed is tried three times', async () => {
  const tries = new Map<string, number>();
  const { statuses } = await clean(40, (_nowMs, _operation, id) => {
    tries.set(id, (tries.get(id) ?? 0) + 1);
    if (id === '7') return new Error('reset');
    if (id === '8') return { status: 500 };
    return { status: id === '9' && tries.get(id) === 1 ? 500 : 204 };
  });
  expect(of(statuses, 204)).toBe(38);
  expect(of(statuses, 500)).toBe(1);
  expect(tries.get('8')).toBe(3);
  expect(tries.get('9')).toBe(2);
});

test('tokens that are refused again and again end the clean-up', async () => {
  const { statuses, sentMs } = await clean(1_000, () => ({ status: 401 }));
  expect(statuses).toHaveLength(1_000);
  expect(statuses.at(-1)).toContain('401 to new tokens too');
  expect(sentMs.length).toBeLessThan(50);
});

test('an abort ends it at once, even while a request hangs', async () => {
  const clock = new FakeClock();
  const abort = new AbortController();
  const sender = new PatientSender(() => new Promise(() => {}), { clock, signal: abort.signal });
  const sent = sender.send('deals.delete', { id: '1' }, undefined, { dealershipId: 'd' });
  const settled = sent.catch((error: Error) => error.message);
  await clock.advance(100);
  abort.abort();
  expect(await settled).toBe('the clean-up was interrupted');
});
