import { expect, test } from '@playwright/test';
import { increasingErrors, trendZ } from '../../../../src/diagnosis/patterns/increasing-errors.ts';
import { madeInput } from '../../../made/made-traffic.ts';

test('a share of errors that climbs is found, with what failed and how', () => {
  const [found, ...others] = increasingErrors(
    madeInput({ failure: ({ at, chance }) => (chance < at / 300 ? 'server_error' : undefined) }),
  );
  expect(others).toEqual([]);
  expect(found).toMatchObject({ kind: 'increasing errors' });
  expect(found?.evidence[0]).toContain('server errors (5xx)');
  // In the last third it is 13 to 20 %.
  expect(found?.figures[0]?.value).toBeGreaterThan(12);
  expect(found?.figures[0]?.value).toBeLessThan(21);
});

test('steady errors, no errors, all failed and a burst at the end do not climb', () => {
  const steady = madeInput({ failure: ({ chance }) => (chance < 0.1 ? 'timeout' : undefined) });
  const all = madeInput({ failure: () => 'reset' });
  const burst = madeInput({ failure: ({ at }) => (at > 50 && at < 53 ? 'server_error' : undefined) });
  for (const input of [steady, madeInput(), all, burst]) expect(increasingErrors(input)).toEqual([]);
});

test('errors of an outage do not count', () => {
  const failure = ({ at, chance }: { at: number; chance: number }) =>
    at > 45 && at < 52 ? ('refused' as const) : chance < 0.001 ? ('timeout' as const) : undefined;
  const outages = [{ fromMs: 45_000, toMs: 52_000, sent: 180, lost: 180, lostBy: { refused: 180 } }];
  expect(increasingErrors(madeInput({ failure }, { outages }))).toEqual([]);
});

test('the trend test gives about 0 for a share that stays', () => {
  const moments = Array.from({ length: 60 }, (_, second) => ({
    fromMs: second * 1000,
    toMs: second * 1000 + 1000,
    ok: 9,
    failed: 1,
  }));
  expect(Math.abs(trendZ(moments))).toBeLessThan(1e-9);
  expect(trendZ([])).toBe(0);
});
