import { expect, test } from '@playwright/test';
import { putAway } from '../../../../lanes/journeys/put-away-round.ts';
import type { CleanUpReply } from '../../../../src/target/test-data/put-away.ts';
import { FakeClock } from '../../../made/fake-clock.ts';

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
    readonly reply?: (asked: number) => CleanUpReply | Error;
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
    await new Promise<void>((resolve) => clock.after(100, resolve));
    if (answer instanceof Error) throw answer;
    return answer;
  };
  await clock.during(putAway(visits(count), send, run, clock));
  return { removed, asked };
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
  // Four at a time, each in 100 ms.
  expect(removed).toHaveLength(200);
  expect(asked).toHaveLength(200);
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
