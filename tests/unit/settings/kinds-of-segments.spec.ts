import { expect, test } from '@playwright/test';
import { MOMENT, SEGMENT } from '../../../src/settings/kinds-of-segments.ts';
import { readSettings } from '../../../src/settings/read-settings.ts';

test('a segment is its number and how many there are', () => {
  expect(SEGMENT.schema.parse('2/4')).toEqual({ index: 2, of: 4 });
  expect(SEGMENT.schema.parse('64/64')).toEqual({ index: 64, of: 64 });
});

test('what is no part of a whole is refused', () => {
  const taken = ['0/4', '5/4', '1/65', '1/0', '2', '2/', '/4', '2/4/8', '-1/4', '1.5/4', 'a/b'].filter(
    (text) => SEGMENT.schema.safeParse(text).success,
  );
  expect(taken).toEqual([]);
});

test('a moment has its offset from UTC, since machines may be in several time zones', () => {
  expect(MOMENT.schema.parse('2030-01-31T06:00:00Z')).toBe(Date.UTC(2030, 0, 31, 6));
  expect(MOMENT.schema.parse('2030-01-31T07:00:00+01:00')).toBe(Date.UTC(2030, 0, 31, 6));
  const taken = ['2030-01-31T06:00:00', '06:00', 'tomorrow', '2030-02-31T06:00:00Z', '1893456000'].filter(
    (text) => MOMENT.schema.safeParse(text).success,
  );
  expect(taken).toEqual([]);
});

test('SEGMENT and START_AT are of no use without each other', () => {
  expect(() => readSettings({ SEGMENT: '1/2' })).toThrow('set START_AT as well');
  expect(() => readSettings({ START_AT: '2030-01-31T06:00:00Z' })).toThrow('set SEGMENT as well');
  expect(readSettings({ SEGMENT: '1/2', START_AT: '2030-01-31T06:00:00Z' }).segment).toEqual({
    index: 1,
    of: 2,
  });
});
