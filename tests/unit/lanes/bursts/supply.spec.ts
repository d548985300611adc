import { expect, test } from '@playwright/test';
import type { ApiUser } from '../../../../fixtures/api-user.ts';
import { supplyFor } from '../../../../lanes/bursts/supply.ts';
import type { RunContext } from '../../../../src/record/run-context.ts';
import { operationById } from '../../../../src/target/catalogue.ts';

const run = { clock: { stopReason: () => undefined } } as unknown as RunContext;

/** A user whose preparation has made deal 1, and who makes the next one with each request. */
function dealMaker() {
  const user = {
    context: { known: { dealId: '1' } },
    send: async () => {
      user.context.known.dealId = `${Number(user.context.known.dealId) + 1}`;
    },
  };
  return user;
}

const suppliedBy = (longestMs: number) =>
  supplyFor(run, operationById('deals.delete'), dealMaker() as unknown as ApiUser, {
    requests: 3,
    most: Number.POSITIVE_INFINITY,
    longestMs,
  });

test('what a paced burst uses up is made one by one, as many as it sends', async () => {
  expect(await suppliedBy(60_000)).toMatchObject({ made: 3 });
});

test('when the time for making is over, the burst has what was made by then', async () => {
  const supply = await suppliedBy(0);
  expect(supply?.made).toBe(1);
  expect([supply?.takeNext(), supply?.takeNext()]).toEqual([true, false]);
});
