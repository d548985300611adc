import { expect, test } from '@playwright/test';
import { errorBurst } from '../../../../src/diagnosis/patterns/error-burst.ts';
import { madeInput } from '../../../made/made-traffic.ts';

test('errors in three short times are bursts, with their share', () => {
  const isBurst = (at: number) => at % 20 >= 8 && at % 20 < 11;
  const [found] = errorBurst(
    madeInput({ failure: ({ at, chance }) => (isBurst(at) && chance < 0.5 ? 'server_error' : undefined) }),
  );
  expect(found).toMatchObject({ kind: 'error burst', confidence: 'high' });
  expect(found?.figures[0]).toMatchObject({ name: 'bursts', value: 3 });
  expect(found?.figures[1]?.value).toBeGreaterThan(40);
  expect(found?.figures[1]?.value).toBeLessThan(60);
});

test('steady errors, a few errors, none and nothing but errors are no bursts', () => {
  const steady = madeInput({ failure: ({ chance }) => (chance < 0.2 ? 'timeout' : undefined) });
  const few = madeInput({ failure: ({ chance }) => (chance < 0.002 ? 'timeout' : undefined) });
  const all = madeInput({ failure: () => 'server_error' });
  for (const input of [steady, few, madeInput(), all]) expect(errorBurst(input)).toEqual([]);
});
