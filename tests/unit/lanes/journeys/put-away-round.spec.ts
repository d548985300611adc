import { expect, test } from '@playwright/test';
import { putAway, toPutAway } from '../../../../lanes/journeys/put-away-round.ts';
import { operationById } from '../../../../src/target/catalogue.ts';
import type { CleanUpReply } from '../../../../src/target/test-data/put-away.ts';
import { FakeClock } from '../../../made/fake-clock.ts';
import { overloadedRound, runOf, someRound } from '../../../made/planned-rounds.ts';

const visits = (count: number) =>
  Array.from(
    { length: count },
    (_, index) =>
      ({
        kind: 'visit',
        id: `v${index}`,
        operation: 'showroom.createVisit',
        dealershipId: 'd',
        userId: 'u',
      }) as const,
  );

/** Puts so many visits away; each takes 100 ms, and is answered as told. */
async function putVisitsAway(
  count: number,
  {
    reply = () => ({ status: 200, body: {} }),
    stopped = () => undefined,
  }: {
    readonly reply?: (asked: number) => CleanUpReply | Error | 'hangs';
    readonly stopped?: (asked: number) => string | undefined;
  } = {},
) {
  const clock = new FakeClock();
  const removed: string[] = [];
  const asked: unknown[] = [];
  const journal = { removed: ({ id }: { readonly id: string }) => removed.push(id) };
  const run = { clock: { stopReason: () => stopped(asked.length) }, journal } as never;
  const send = async (...[operationId, parameters, body]: readonly unknown[]) => {
    asked.push({ operationId, parameters, body });
    const answer = reply(asked.length);
    if (answer === 'hangs') return new Promise<never>(() => {});
    await new Promise<void>((resolve) => clock.after(100, resolve));
    if (answer instanceof Error) throw answer;
    return answer;
  };
  await clock.during(putAway(visits(count), send, run, clock));
  return { removed, asked, tookMs: clock.nowMs() };
}

test('what a round made is put away, and the journal of the run says so', async () => {
  const { removed, asked } = await putVisitsAway(10);
  expect(removed).toEqual(visits(10).map(({ id }) => id));
  expect(asked[0]).toEqual({
    operationId: 'showroom.closeVisit',
    parameters: { id: 'v0' },
    body: { status: 'CLOSED_LOST' },
  });
});

test('what would take longer than 5 s is left to the end of the run', async () => {
  const { removed, asked } = await putVisitsAway(1_000);
  // Four at a time, each in 100 ms: the last ones may be answered as the time ends.
  expect(removed.length).toBeGreaterThanOrEqual(196);
  expect(asked.length).toBeLessThanOrEqual(204);
});

test('a target that refuses, or does not answer, is not asked again', async () => {
  for (const trouble of [{ status: 429 }, { status: 503 }, new Error('reset')]) {
    const { removed, asked } = await putVisitsAway(100, {
      reply: (count) => (count === 8 ? trouble : { status: 200, body: {} }),
    });
    expect(asked).toHaveLength(8);
    expect(removed).toHaveLength(7);
  }
});

test('a run that was stopped leaves the rest to its clean-up', async () => {
  const { removed } = await putVisitsAway(100, { stopped: (asked) => (asked >= 12 ? 'Ctrl-C' : undefined) });
  expect(removed).toHaveLength(12);
});

test('what is gone already counts as put away', async () => {
  const { removed } = await putVisitsAway(3, { reply: () => ({ status: 404 }) });
  expect(removed).toHaveLength(3);
});

test('a target that hangs keeps the round for no longer than 5 s', async () => {
  const { removed, tookMs } = await putVisitsAway(100, { reply: () => 'hangs' });
  expect([removed, tookMs]).toEqual([[], 5_000]);
});

test('what the operation of the burst has made is put away, and nothing else', () => {
  const [visit] = visits(1);
  const customer = { ...visit, kind: 'customer', id: 'c', operation: 'customers.create' } as never;
  const made = [customer, ...visits(2)];
  const [run, round] = [runOf('load'), someRound('load')];
  const ofBurstOn = (id: string) => toPutAway({ run, round, operation: operationById(id) }, made);
  expect(ofBurstOn('showroom.createVisit')).toEqual(visits(2));
  expect(ofBurstOn('deals.list')).toEqual([]);
  expect(toPutAway({ run, round, operation: undefined }, made)).toEqual([]);
});

test('under rate limits and under overload all is left to the end of the run', () => {
  const operation = operationById('showroom.createVisit');
  const limited = runOf('load', { enabled: true });
  expect(toPutAway({ run: limited, round: someRound('load'), operation }, visits(2))).toEqual([]);
  expect(toPutAway({ run: runOf('stress'), round: overloadedRound(), operation }, visits(2))).toEqual([]);
  expect(toPutAway({ run: runOf('stress'), round: someRound('stress'), operation }, visits(2))).toEqual(
    visits(2),
  );
});
