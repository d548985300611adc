import { expect, test } from '@playwright/test';
import { type CountedSegment, loneSilences } from '../../../../src/measure/merged/lone-silences.ts';

/** A segment, second by second: `.` has ten answers, `x` a lost request, `m` one of each, and in a space nobody asked. */
function segment(
  seconds: string,
  { by = 'timeout', vus = 25, waitedMs = [] as readonly number[] } = {},
): CountedSegment {
  const letters = [...seconds];
  const lost = letters.flatMap((letter, second) => ('xm'.includes(letter) ? [{ second, by, count: 1 }] : []));
  const answered = letters.map((letter) => ({ '.': 10, m: 1 })[letter] ?? 0);
  const operations =
    waitedMs.length === 0 ? {} : { 'deals.list': { outcomes: {}, bytesReceived: 0, waitedMs } };
  return [
    { toMs: letters.length * 1000, vus, operations, services: { deals: { fromSecond: 0, answered, lost } } },
  ];
}

const FINE = segment('............');

test('a segment without an answer for three seconds, while the others have theirs, lost the target for itself', () => {
  expect(loneSilences([FINE, segment('....mxxx....'), FINE])).toEqual([
    undefined,
    { fromMs: 5_000, toMs: 8_000, lost: 4 },
    undefined,
  ]);
});

test('a segment that never comes back is silent to its end, also when it ends before the others', () => {
  expect(loneSilences([FINE, segment('....xxxxxxxx')])[1]).toEqual({ fromMs: 4_000, toMs: 12_000, lost: 8 });
  expect(loneSilences([FINE, segment('....xxxx')])[1]).toEqual({ fromMs: 4_000, toMs: 8_000, lost: 4 });
});

test('a segment that waits for its last answers when the others have ended is not silent alone', () => {
  expect(loneSilences([FINE, segment('............xxxx')])[1]).toBeUndefined();
  expect(loneSilences([FINE, segment('....xxxxxxxxxxxx')])[1]).toMatchObject({ fromMs: 4_000, toMs: 12_000 });
});

test('requests that nobody answers until the end are lost, and all of those of a segment with two users are enough', () => {
  const waitedMs = [7_500, 7_000];
  expect(loneSilences([FINE, segment('....        ', { vus: 2, waitedMs })])[1]).toMatchObject({ lost: 2 });
  expect(loneSilences([FINE, segment('....        ', { waitedMs })])[1]).toBeUndefined();
});

test("a target that is gone for all of them is nobody's own silence, though each sees it at another moment", () => {
  expect(loneSilences([segment('....xxxxxx..'), segment('.....xxxxxx.')])).toEqual([undefined, undefined]);
});

test('an answer with an error is an answer: the target is there', () => {
  expect(loneSilences([FINE, segment('....xxxxxxxx', { by: '503' })])[1]).toBeUndefined();
});

test('a segment that asks nothing for a while is not cut off, and neither is one that loses a few requests', () => {
  expect(loneSilences([FINE, segment('....      ..')])[1]).toBeUndefined();
  expect(loneSilences([FINE, segment('....xx....xx')])[1]).toBeUndefined();
});

test('a segment alone, or without slices, has nobody to be compared with', () => {
  expect(loneSilences([segment('....xxxxxxxx')])).toEqual([undefined]);
  expect(loneSilences([FINE, []])).toEqual([undefined, undefined]);
});
