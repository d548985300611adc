import { expect, test } from '@playwright/test';
import { switchOn, testSite } from '../../../made/fault-site.ts';

/** As much of a pool as the fault uses, with connections that are all idle. */
function poolOf(total: number) {
  const pool = {
    options: { max: 25 },
    totalCount: total,
    connect: async () => ({
      release: (destroys: boolean) => {
        if (destroys) pool.totalCount -= 1;
      },
    }),
  };
  return pool;
}

test('connections above the number are closed, and the pool opens no more, until the fault is switched off', async () => {
  const pool = poolOf(9);
  const off = await switchOn('pool:2', { ...testSite(), pool: pool as never });
  expect(pool).toMatchObject({ totalCount: 2, options: { max: 2 } });
  await off();
  expect(pool.options.max).toBe(25);
});
