import { expect, test } from '@playwright/test';
import { Lifeline } from '../../../../src/traffic/watch/lifeline.ts';

/** A lifeline on which this many connections failed. */
function after(failures: number, lifeline = new Lifeline()): Lifeline {
  for (let failure = 0; failure < failures; failure += 1) lifeline.connectionFailure();
  return lifeline;
}

test('four seconds of nothing but failed connections and the target is gone', () => {
  const lifeline = new Lifeline();
  lifeline.success(12_300);
  after(7, lifeline);
  expect(lifeline.goneReason(16_299)).toBeUndefined();
  expect(lifeline.goneReason(16_300)).toBe(
    'the target is gone: no request succeeded since second 12.3, and 7 connections failed in the 4.0 s after it',
  );
});

test('a scenario may be more patient', () => {
  const lifeline = new Lifeline(30_000);
  lifeline.success(10_000);
  after(40, lifeline);
  expect(lifeline.goneReason(39_999)).toBeUndefined();
  expect(lifeline.goneReason(40_000)).toContain('40 connections failed in the 30.0 s after it');
});

test('a target that was never there is gone too', () => {
  expect(after(5).goneReason(4000)).toContain('since second 0.0');
});

test('a few failed connections do not make it gone, however long it is silent', () => {
  expect(after(4).goneReason(60_000)).toBeUndefined();
});

test('silence alone is a slow target', () => {
  expect(new Lifeline().goneReason(60_000)).toBeUndefined();
});

test('a success begins the count anew', () => {
  const lifeline = after(20);
  lifeline.success(3000);
  expect(lifeline.goneReason(10_000)).toBeUndefined();
  expect(after(5, lifeline).goneReason(10_000)).toContain('5 connections failed');
});

test('a target that answers, if only with errors, is there', () => {
  const lifeline = after(20);
  lifeline.answered();
  expect(lifeline.goneReason(10_000)).toBeUndefined();
  expect(after(5, lifeline).goneReason(10_000)).toContain('no request succeeded');
});
