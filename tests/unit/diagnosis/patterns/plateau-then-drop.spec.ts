import { expect, test } from '@playwright/test';
import { plateauThenDrop } from '../../../../src/diagnosis/patterns/plateau-then-drop.ts';
import { madeInput } from '../../../made/made-traffic.ts';

const users = (at: number) => 5 + at;

test('throughput that stops growing is a plateau, with its height', () => {
  const [found] = plateauThenDrop(madeInput({ users, perSecond: (now) => Math.min(now * 2.6, 78) }));
  expect(found).toMatchObject({ kind: 'plateau then drop' });
  expect(found?.figures[0]?.value).toBeGreaterThan(72);
  expect(found?.figures[0]?.value).toBeLessThan(86);
  expect(found?.evidence[0]).not.toContain('then it fell');
});

test('throughput that falls after its plateau is said to have fallen', () => {
  const [found] = plateauThenDrop(
    madeInput({ users, perSecond: (now) => (now < 30 ? now * 2.6 : now < 50 ? 78 : 45) }),
  );
  expect(found?.evidence[0]).toContain('then it fell');
  expect(found?.confidence).toBe('high');
});

test('throughput that grows with the users, or a load that does not change, is no plateau', () => {
  expect(plateauThenDrop(madeInput({ users }))).toEqual([]);
  expect(plateauThenDrop(madeInput())).toEqual([]);
  expect(plateauThenDrop(madeInput({ users, failure: () => 'refused' }))).toEqual([]);
});

test('more users at the same arrivals, as in a pause of the target, are not called a plateau', () => {
  const users = (at: number) => (at < 20 ? 10 : 25);
  expect(plateauThenDrop(madeInput({ users, perSecond: () => 26 }))).toHaveLength(1);
  expect(plateauThenDrop(madeInput({ users, arrivals: 26 }))).toEqual([]);
});
