import { expect, test } from '@playwright/test';
import { parseServerTiming } from '../../../../src/target/http/server-timing.ts';

test('total, database and crypto are read in milliseconds', () => {
  expect(parseServerTiming('total;dur=12.5, db;dur=3, crypto;dur=0.25')).toEqual({
    totalMs: 12.5,
    dbMs: 3,
    cryptoMs: 0.25,
  });
});

test('descriptions and the order of parts do not matter', () => {
  expect(parseServerTiming('db;desc="PostgreSQL";dur=4,total; dur=9')).toEqual({ dbMs: 4, totalMs: 9 });
});

test('parts that are not asked for, or only sound alike, are left out', () => {
  expect(parseServerTiming('cache;dur=1, subtotal;dur=2, dbx;dur=3')).toEqual({});
});

test('a part without a duration is absent', () => {
  expect(parseServerTiming('db, total;dur=2')).toEqual({ totalMs: 2 });
});

test('without a header there is no timing', () => {
  expect(parseServerTiming('')).toEqual({});
});
