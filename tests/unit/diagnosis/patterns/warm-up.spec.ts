import { expect, test } from '@playwright/test';
import { warmUp } from '../../../../src/diagnosis/patterns/warm-up.ts';
import { madeInput } from '../../../made/made-traffic.ts';

test('a target that is slow in its first seconds only is found, with how long it took', () => {
  const [found] = warmUp(madeInput({ latency: ({ at, ms }) => ms + (at < 9 ? 200 : 0) }));
  expect(found).toMatchObject({ kind: 'warm-up', fromMs: 0 });
  expect(found?.figures[0]?.value).toBeGreaterThanOrEqual(8);
  expect(found?.figures[0]?.value).toBeLessThanOrEqual(10);
  expect(found?.figures[1]?.value).toBeGreaterThan(180);
});

test('a slow target, one that gets slow, and one with spikes later are no warm-up', () => {
  const slow = madeInput({ latency: ({ ms }) => ms + 200 });
  const later = madeInput({ latency: ({ at, ms }) => ms + (at > 30 ? 200 : 0) });
  const spikes = madeInput({ latency: ({ at, ms }) => ms + (at % 20 < 8 ? 200 : 0) });
  const all = madeInput({ failure: () => 'server_error' });
  for (const input of [slow, later, spikes, all, madeInput({ seconds: 10 }), madeInput()])
    expect(warmUp(input)).toEqual([]);
});
