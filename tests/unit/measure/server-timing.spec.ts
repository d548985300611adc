import { expect, test } from '@playwright/test';
import { parseServerTiming, serverTiming } from '../../../src/measure/server-timing.ts';

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

test('a comma or an entry within a quoted description is text', () => {
  expect(parseServerTiming('total;dur=9;desc="a, db;dur=3, \\"b\\"", crypto;dur=1')).toEqual({
    totalMs: 9,
    cryptoMs: 1,
  });
});

test('several headers are read as one: the longest total, and the sums of the parts', () => {
  expect(parseServerTiming('total;dur=90, db;dur=40, total;dur=110, db;dur=5')).toEqual({
    totalMs: 110,
    dbMs: 45,
  });
});

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = `00-${TRACE}-00f067aa0ba902b7-01`;

test('the trace that the target started is read from traceparent', () => {
  expect(parseServerTiming(`traceparent;desc="${PARENT}", total;dur=9`)).toEqual({
    totalMs: 9,
    traceId: TRACE,
  });
  expect(parseServerTiming(`total;dur=9,traceparent;desc=${PARENT}`)).toEqual({ totalMs: 9, traceId: TRACE });
});

test('the entries of a page are read as those of a header', () => {
  const entries = [
    { name: 'traceparent', durationMs: 0, description: PARENT },
    { name: 'total', durationMs: 9 },
    { name: 'db', durationMs: 4 },
    { name: 'db', durationMs: 2 },
  ];
  expect(serverTiming(entries)).toEqual({ totalMs: 9, dbMs: 6, traceId: TRACE });
});

for (const wrong of [
  `ff-${TRACE}-00f067aa0ba902b7-01`,
  `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
  `00-${TRACE}`,
  'x',
])
  test(`traceparent '${wrong}' names no trace`, () => {
    expect(parseServerTiming(`traceparent;desc="${wrong}"`)).toEqual({});
  });
