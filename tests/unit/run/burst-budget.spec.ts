import { expect, test } from '@playwright/test';
import { loadTables } from '../../../src/record/load-tables.ts';
import { burstBudget } from '../../../src/run/burst-budget.ts';
import { operations } from '../../../src/target/catalogue.ts';
import type { RateLimits } from '../../../src/target/preflight/finding.ts';

const tables = loadTables();
const limits: RateLimits = {
  enabled: true,
  perUserPerMinute: 1000,
  perDealershipPerMinute: 5000,
  perAddressPerMinute: 100,
};
const offers = Object.fromEntries(operations.map(({ id, path }) => [id, { kind: 'offered', path } as const]));
const everything = { offers, lanes: ['auth', 'deals', 'gateway'], durationMs: undefined };

test('under the default limits it says how many requests each burst has, what they cannot decide, and the ways out', () => {
  const { kind, found, wayOut } = burstBudget(limits, everything, tables);
  expect(kind).toBe('warning');
  expect(found).toContain('bursts of 17 requests and 1 burst of 2 requests (1,000 a minute and user)');
  expect(found).toContain('6 bursts of 2 requests (100 a minute and address)');
  expect(found).toContain('A limit of p95 (72), p99 (368) and error rate (381) needs more requests');
  for (const way of ['BURST_DURATION=', 'BURST_ACCOUNTS=5 ', 'RATE_LIMIT_USER', 'RATE_LIMIT_ENABLED=false'])
    expect(wayOut).toContain(way);
});

test('bursts of the length that it asks for are long enough', () => {
  const deals = { ...everything, lanes: ['deals'] };
  const [, seconds] = /BURST_DURATION=(\d+)s is enough for all of them \(about 3 min 50 s in all\)/.exec(
    burstBudget(limits, deals, tables).wayOut ?? '',
  ) ?? ['', '0'];
  const durationMs = Number(seconds) * 1000;
  expect(durationMs).toBeGreaterThan(40_000);
  expect(burstBudget(limits, { ...deals, durationMs }, tables).kind).toBe('fine');
  expect(burstBudget(limits, { ...deals, durationMs: durationMs - 2_000 }, tables).kind).toBe('warning');
});

test('accounts that it offers bring as many requests as it says, and are not offered a second time', () => {
  const deals = { ...everything, lanes: ['deals'] };
  const alone = burstBudget(limits, deals, tables);
  expect(alone.wayOut).toContain(
    'BURST_ACCOUNTS=5 has 5 accounts of the dealership send 3 of the 5 in turn, which brings up to 5 times the requests in the same time',
  );
  const five = burstBudget(limits, { ...deals, accounts: 5 }, tables);
  expect(five.found).toContain(
    '3 bursts of 84 requests by 5 accounts and 2 bursts of 17 requests (1,000 a minute and user)',
  );
  expect(five.wayOut).not.toContain('BURST_ACCOUNTS');
  expect(five.wayOut).toContain('BURST_DURATION=10s is enough for 3 of the 5 ');
  const one = { ...limits, perDealershipPerMinute: 1000 };
  expect(burstBudget(one, deals, tables).wayOut).not.toContain('BURST_ACCOUNTS');
});

test('where no burst may be long enough, it says so in place of a length', () => {
  const low = { ...limits, perUserPerMinute: 10, perAddressPerMinute: 10 };
  expect(burstBudget(low, everything, tables).wayOut).toContain(
    'no burst can be long enough (10 min at most)',
  );
});

test('where only some may be long enough, it counts them', () => {
  const low = { ...limits, perAddressPerMinute: 10 };
  expect(burstBudget(low, everything, tables).wayOut).toMatch(
    /BURST_DURATION=46s is enough for 7 of the 14 .*; BURST_DURATION=458s is enough for 8 of the 14 /,
  );
});

test('only what the target offers and the run selects is counted, and what no limit counts may saturate', () => {
  const { 'deals.list': list, ...rest } = offers;
  const deals = { ...everything, lanes: ['deals'] };
  expect(list).toBeDefined();
  expect(burstBudget(limits, { ...deals, offers: rest }, tables).found).toContain('4 bursts of 17');
  expect(burstBudget(limits, { ...deals, lanes: ['gateway'] }, tables)).toMatchObject({
    kind: 'fine',
    found: expect.stringContaining('none that counts for'),
  });
});

test('limits that are off, and a target without any, let bursts saturate', () => {
  const off = { ...limits, enabled: false };
  expect(burstBudget(off, everything, tables)).toEqual({
    check: 'rate limits',
    kind: 'fine',
    found: 'announced but switched off: bursts may saturate',
  });
  expect(burstBudget({ ...off, perUserPerMinute: undefined }, everything, tables).found).toBe(
    'the target announces none: bursts may saturate',
  );
});
