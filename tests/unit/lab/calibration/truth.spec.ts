import { expect, test } from '@playwright/test';
import { closedTruth, openTruth } from '../../../../lab/calibration/truth.ts';
import { ArrivalSchedule } from '../../../../src/traffic/arrivals/arrival-schedule.ts';

/** Ten arrivals, one every 10 ms. */
const schedule = () =>
  new ArrivalSchedule(
    [
      { durationSeconds: 0, targetPerSecond: 100 },
      { durationSeconds: 0.1, targetPerSecond: 100 },
    ],
    'even',
  );

/** A target that takes 2 ms, and stands still from 1030 to 1070. The schedule begins at 1000. */
const entries = Array.from({ length: 10 }, (_, index) => {
  const dueMs = 1000 + index * 10;
  const receivedMs = dueMs >= 1030 && dueMs < 1070 ? 1070.5 : dueMs + 0.5;
  return { number: index + 7, receivedMs, endedMs: receivedMs + 2, ok: true };
});
const log = { entries, blackouts: [{ fromMs: 1030, toMs: 1070 }] };

test('the truth of a closed model is the time that the target took, on its own clock', () => {
  expect(closedTruth(log)).toEqual({
    figures: { 50: 2, 95: 2, 97.5: 2, 99: 2 },
    ended: 10,
    failed: 0,
  });
});

test('the truth of an open model counts from when a request was due, if the target served nobody then', () => {
  const { figures } = openTruth(log, schedule(), 1000);
  // Due at 1030, 1040, 1050 and 1060, answered at 1072.5.
  expect(figures[99]).toBeCloseTo(42.5, 6);
  expect(figures[50]).toBeCloseTo(2, 6);
});

test('requests count in the order of their numbers, not of their replies', () => {
  const shuffled = { ...log, entries: [...entries].reverse() };
  expect(openTruth(shuffled, schedule(), 1000)).toEqual(openTruth(log, schedule(), 1000));
});

test('a request that came before it was due is an error: its number does not match the schedule', () => {
  expect(() => openTruth(log, schedule(), 1005)).toThrow('requests came before they were due, expected none');
});

test('failures count, but not among the latencies', () => {
  const mixed = {
    ...log,
    entries: entries.map((entry, index) => (index === 0 ? { ...entry, ok: false, endedMs: 9e9 } : entry)),
  };
  expect(closedTruth(mixed)).toMatchObject({ ended: 10, failed: 1, figures: { 99: 2 } });
});
