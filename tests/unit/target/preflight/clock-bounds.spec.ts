import { expect, test } from '@playwright/test';
import {
  CLOCK_SLACK_MS,
  clockOf,
  isContradicted,
  offsetBounds,
  tickMoments,
} from '../../../../src/target/preflight/clock-bounds.ts';

test('one answer bounds the offset by a second and the time that it took', () => {
  const answer = { dateMs: 50_000, askedAtMs: 47_100, answeredAtMs: 47_300 };
  expect(offsetBounds([answer])).toEqual({ lowestMs: 2_700, highestMs: 3_900 });
});

test('several answers leave what all of them allow, in any order', () => {
  const answers = [
    { dateMs: 50_000, askedAtMs: 47_100, answeredAtMs: 47_300 },
    { dateMs: 50_000, askedAtMs: 47_900, answeredAtMs: 47_950 },
    { dateMs: 51_000, askedAtMs: 48_050, answeredAtMs: 48_080 },
  ];
  const bounds = { lowestMs: 2_920, highestMs: 3_100 };
  expect(offsetBounds(answers)).toEqual(bounds);
  expect(offsetBounds(answers.toReversed())).toEqual(bounds);
  expect(clockOf(answers)).toEqual({ kind: 'known', offsetMs: 3_010, uncertainMs: 90 + CLOCK_SLACK_MS });
});

test('bounds that cross by the slack of two readings are none that contradict each other, by more they are', () => {
  const crossedBy = (ms: number) => isContradicted({ lowestMs: ms, highestMs: 0 });
  expect(crossedBy(2 * CLOCK_SLACK_MS)).toBe(false);
  expect(crossedBy(2 * CLOCK_SLACK_MS + 1)).toBe(true);
});

test('answers whose bounds cross within the slack leave the slack uncertain, and never less', () => {
  const answers = [
    { dateMs: 50_000, askedAtMs: 49_998, answeredAtMs: 49_999 },
    { dateMs: 50_000, askedAtMs: 51_005, answeredAtMs: 51_006 },
    { dateMs: 51_000, askedAtMs: 51_007, answeredAtMs: 51_008 },
  ];
  expect(clockOf(answers)).toEqual({ kind: 'known', offsetMs: -2, uncertainMs: CLOCK_SLACK_MS });
});

test('answers of one second alone do not tell a clock from a Date that never changes', () => {
  const answers = [
    { dateMs: 50_000, askedAtMs: 50_010, answeredAtMs: 50_020 },
    { dateMs: 50_000, askedAtMs: 50_980, answeredAtMs: 50_990 },
  ];
  expect(clockOf(answers)).toEqual({
    kind: 'unknown',
    why: expect.stringContaining('one and the same second'),
  });
});

test("the moments are those at which the target's second would begin, from the highest offset", () => {
  expect(tickMoments([300, 200, 100], 10_000)).toEqual([10_700, 10_800, 10_900]);
  // The first one has passed in this second: the next one is taken for all.
  expect(tickMoments([300, 200, 100], 10_750)).toEqual([11_700, 11_800, 11_900]);
  expect(tickMoments([-400], 10_000)).toEqual([10_400]);
  expect(tickMoments([-2_400], 10_400)).toEqual([10_400]);
});
