import { expect, test } from '@playwright/test';
import type { SegmentRecord } from '../../../src/record/segment-record.ts';
import { segmentsSentence } from '../../../src/view/segment-words.ts';

const startAt = '2030-01-31T06:00:00.000Z';

function segment(index: number, different: Partial<SegmentRecord> = {}): SegmentRecord {
  const clock = { kind: 'known', offsetMs: 12, uncertainMs: 20 } as const;
  return { index, of: 3, startAt, clock, lateMs: 3, ...different };
}

test('a merged run says when each segment began, and how far a clock that was off was corrected', () => {
  const off = { kind: 'known', offsetMs: -3_004, uncertainMs: 21 } as const;
  const segments = [
    segment(1),
    segment(2, { clock: off, clockAtEnd: { ...off, offsetMs: -3_002 } }),
    segment(3, { clock: { kind: 'unknown', why: 'no Date header' } }),
  ].map((each) => ({ ...each, runId: 'a run' }));
  expect(segmentsSentence({ segments })).toBe(
    `Merged from 3 of 3 segments, which were to begin at ${startAt}: 1 began 3 ± 20 ms late, 2 began 3 ± 21 ms late ` +
      "(by a clock 3.004 s ahead of the target's, which was corrected) and its clock drifted by 2 ± 42 ms " +
      'and 3 began 3 ms late by its own clock, which could not be compared.',
  );
});

test('a segment says which one it is, and a whole run nothing', () => {
  expect(segmentsSentence({ segment: segment(2) })).toContain('This is segment 2 of 3');
  expect(segmentsSentence({})).toBeUndefined();
});
