import { expect, test } from '@playwright/test';
import { type Begun, clockFault } from '../../../../src/run/merge/segment-clocks.ts';

const KNOWN = { kind: 'known', offsetMs: 10, uncertainMs: 20 } as const;
const UNKNOWN = { kind: 'unknown', why: 'no Date header' } as const;

function begun(different: Partial<Begun> = {}): Begun {
  return { of: 2, lateMs: 3, clock: KNOWN, machine: 'one', ...different };
}

/** What is wrong with the second of two segments. */
function faultOfSecond(second: Partial<Begun>, first: Partial<Begun> = {}): string | undefined {
  const segment = begun(second);
  return clockFault(segment, [begun(first), segment]);
}

test('a segment that began within a second of the others, by a clock that is known, has no fault', () => {
  expect(faultOfSecond({})).toBeUndefined();
  expect(faultOfSecond({ clock: { ...KNOWN, offsetMs: 3_000 }, machine: 'other' })).toBeUndefined();
  expect(faultOfSecond({ lateMs: 1_001 })).toBe('began 1.0 s after START_AT');
  expect(faultOfSecond({ lateMs: -1_500 })).toBe('began 1.5 s before START_AT');
  expect(clockFault({ of: 2, clock: KNOWN }, [])).toContain('sent nothing');
});

test('a clock that nobody compared is a fault where the segments were on several machines', () => {
  const refused = /may have begun at any time: .*\(no Date header\)/;
  expect(faultOfSecond({ clock: UNKNOWN, machine: 'other' })).toMatch(refused);
  expect(faultOfSecond({ clock: UNKNOWN, machine: 'other' }, { clock: UNKNOWN })).toMatch(refused);
  const untold: Begun = { of: 2, lateMs: 3, clock: UNKNOWN };
  expect(clockFault(untold, [untold, untold])).toMatch(refused);
});

test('segments of one machine have one clock, whether or not the target has one', () => {
  expect(faultOfSecond({ clock: UNKNOWN }, { clock: UNKNOWN })).toBeUndefined();
  expect(faultOfSecond({ clock: UNKNOWN, lateMs: 1_500 }, { clock: UNKNOWN })).toContain('began 1.5 s after');
  const alone: Begun = { of: 1, lateMs: 3, clock: UNKNOWN };
  expect(clockFault(alone, [alone])).toBeUndefined();
});

test('a segment that could not compare its clock has that of another one on its machine', () => {
  expect(faultOfSecond({ clock: UNKNOWN })).toBeUndefined();
  // It began by its own clock, which is three seconds behind the target's.
  expect(faultOfSecond({ clock: UNKNOWN }, { clock: { ...KNOWN, offsetMs: 3_000 } })).toBe(
    'began 3.0 s after START_AT',
  );
});

test('a clock that is hardly known, or moved, is a fault', () => {
  expect(faultOfSecond({ clock: { ...KNOWN, uncertainMs: 1_200 } })).toContain('is known to ± 1.2 s only');
  expect(faultOfSecond({ clockAtEnd: { ...KNOWN, offsetMs: 3_050 } })).toContain('moved by 3.0 s or more');
});
