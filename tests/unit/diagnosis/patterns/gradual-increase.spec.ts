import { expect, test } from '@playwright/test';
import { gradualIncrease } from '../../../../src/diagnosis/patterns/gradual-increase.ts';
import { madeInput } from '../../../made/made-traffic.ts';

test('an operation that takes 5 ms longer each second is found, with its slope', () => {
  const input = madeInput({
    latency: ({ operation, at, ms }) => (operation === 'deals.list' ? ms + 5 * at : ms),
  });
  const found = gradualIncrease(input);
  expect(found).toHaveLength(1);
  const [{ kind, subject, figures } = {}] = found;
  expect({ kind, subject }).toEqual({ kind: 'gradual latency increase', subject: 'deals.list' });
  const slope = figures?.[0];
  expect(slope?.value).toBeGreaterThan(285);
  expect(slope?.value).toBeLessThan(315);
  expect(slope?.lower).toBeLessThan(300);
  expect(slope?.upper).toBeGreaterThan(300);
});

test('when all operations climb it is the target that climbs', () => {
  const found = gradualIncrease(madeInput({ latency: ({ at, ms }) => ms + 4 * at }));
  expect(found.map(({ subject }) => subject)).toEqual([undefined]);
  expect(found[0]?.figures[0]?.value).toBeGreaterThan(228);
  expect(found[0]?.figures[0]?.value).toBeLessThan(252);
});

test('operations that are called in a few seconds of the run only make the slope no less', () => {
  for (const seed of [1, 2, 3]) {
    const [found] = gradualIncrease(
      madeInput({ seed, seconds: 40, perSecond: () => 4, latency: ({ at, ms }) => ms + 7.5 * at }),
    );
    expect(Math.abs((found?.figures[0]?.value ?? 0) - 450), String(seed)).toBeLessThan(18);
  }
});

test('in the open model a slow target keeps more users busy, which does not count as another load', () => {
  const [found] = gradualIncrease(
    madeInput({ arrivals: 26, users: (at) => 10 + at / 4, latency: ({ at, ms }) => ms + 7.5 * at }),
  );
  expect(found?.figures[0]?.value).toBeGreaterThan(430);
  expect(found?.figures[0]?.value).toBeLessThan(470);
  expect((found?.toMs ?? 0) - (found?.fromMs ?? 0)).toBeGreaterThan(55_000);
});

test('seconds next to rounds, slow as they are, bend nothing', () => {
  const roundAt = (at: number) => (at >= 20 && at < 40 ? ('visits' as const) : undefined);
  const inRound = (at: number) => roundAt(Math.floor(at / 10) * 10) !== undefined;
  expect(
    gradualIncrease(madeInput({ roundAt, latency: ({ at, ms }) => (inRound(at) ? ms + 900 : ms) })),
  ).toEqual([]);
  expect(gradualIncrease(madeInput({ roundAt, latency: ({ at, ms }) => ms + 4 * at }))).toHaveLength(1);
});

for (const [name, traffic] of [
  ['a constant latency', {}],
  ['one step', { latency: ({ at, ms }: { at: number; ms: number }) => (at > 30 ? ms + 300 : ms) }],
  [
    'a latency that grows with the users',
    {
      users: (at: number) => 5 + at,
      latency: ({ at, ms }: { at: number; ms: number }) => ms + 3 * at,
    },
  ],
  [
    'a latency that grows with the users over minutes, a third of which are near the usual number',
    {
      seconds: 180,
      users: (at: number) => 5 + at / 10,
      latency: ({ at, ms }: { at: number; ms: number }) => ms + 3 * at,
    },
  ],
  ['ten seconds', { seconds: 10, latency: ({ at, ms }: { at: number; ms: number }) => ms + 50 * at }],
  ['nothing but failures', { failure: () => 'server_error' as const }],
] as const) {
  test(`${name}: no gradual increase`, () => {
    expect(gradualIncrease(madeInput(traffic))).toEqual([]);
  });
}
