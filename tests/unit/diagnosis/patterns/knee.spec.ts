import { expect, test } from '@playwright/test';
import { knee } from '../../../../src/diagnosis/patterns/knee.ts';
import { madeInput } from '../../../made/made-traffic.ts';

const users = (at: number) => 5 + at;

test('the number of users from which latency climbs is the knee', () => {
  const [found] = knee(
    madeInput({ users, latency: ({ users: now, ms }) => ms + Math.max(0, now - 40) * 10 }),
  );
  expect(found).toMatchObject({ kind: 'knee', confidence: 'high' });
  const [figure] = found?.figures ?? [];
  expect(figure?.value).toBeGreaterThan(36);
  expect(figure?.value).toBeLessThan(46);
});

test('a flat latency, a steady number of users, a spike on the way up and a short ramp have no knee', () => {
  const flat = madeInput({ users });
  const steady = madeInput({ latency: ({ at, ms }) => ms + at * 10 });
  const spike = madeInput({ users, latency: ({ at, ms }) => ms + (at > 30 && at < 33 ? 500 : 0) });
  const short = madeInput({ users, seconds: 10, latency: ({ at, ms }) => ms + at * 50 });
  const failed = madeInput({ users, failure: () => 'timeout' });
  for (const input of [flat, steady, spike, short, failed]) expect(knee(input)).toEqual([]);
});
