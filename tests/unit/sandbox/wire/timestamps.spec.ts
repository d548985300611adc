import { expect, test } from '@playwright/test';
import type { FastifyRequest } from 'fastify';
import { inForm, lowered, trimmed, withoutBlanks } from '../../../../sandbox/wire/body-fields.ts';
import { containsPattern, queryPage, queryText } from '../../../../sandbox/wire/query-values.ts';
import { stampFromColumn, stampOf, stampSeconds } from '../../../../sandbox/wire/timestamps.ts';

/** The module once more, whichever spec file has loaded it before. */
const freshTimestamps = (): Promise<{ stampNow(): string }> =>
  import(`../../../../sandbox/wire/timestamps.ts?${Date.now()}`);

const withBody = (body: unknown) => ({ body }) as FastifyRequest;
const withQuery = (query: unknown) => ({ query }) as FastifyRequest;

test('a created stamp has nanoseconds, is the present, and never runs backwards', async () => {
  // Loaded anew: the module reads the time of day when it is loaded, and somebody may have set it since.
  const { stampNow } = await freshTimestamps();
  const before = Date.now();
  const stamps = Array.from({ length: 1000 }, stampNow);
  for (const stamp of stamps) expect(stamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/);
  expect(stamps.toSorted()).toEqual(stamps);
  expect(Math.abs(Date.parse(stamps[0] ?? '') - before)).toBeLessThan(1000);
});

test('stamps keep every digit they are given', () => {
  expect(stampOf(1_767_225_600_000_000_007n)).toBe('2026-01-01T00:00:00.000000007Z');
  expect(stampFromColumn('2026-01-31 10:20:30.123456')).toBe('2026-01-31T10:20:30.123456Z');
  expect(stampFromColumn('2026-01-31 10:20:30')).toBe('2026-01-31T10:20:30Z');
  expect(stampSeconds(new Date(Date.UTC(2026, 0, 1, 2, 3, 4, 567)))).toBe('2026-01-01T02:03:04Z');
});

test('empty texts and zeros count as not sent, other values stay', async () => {
  const request = withBody({ a: '', b: 0, c: 'x', d: false, e: null, f: 0.5 });
  await withoutBlanks(request);
  expect(request.body).toEqual({ c: 'x', d: false, e: null, f: 0.5 });
});

test('only texts are put into form; other types are left for the schema to refuse', async () => {
  const request = withBody({ status: ' Pending ', name: ' Ann ', other: ' x ' });
  await inForm({ status: lowered, name: trimmed })(request);
  expect(request.body).toEqual({ status: 'pending', name: 'Ann', other: ' x ' });
  const wrong = withBody({ status: 7 });
  await inForm({ status: lowered })(wrong);
  expect(wrong.body).toEqual({ status: 7 });
  for (const body of [undefined, null, [1], 'text']) {
    const odd = withBody(body);
    await withoutBlanks(odd);
    expect(odd.body).toEqual(body);
  }
});

test('a limit outside 1 to 100 is silently 50, and an offset counts from 0', () => {
  const page = (limit: string, offset: string) => queryPage(withQuery({ limit, offset }));
  expect(page('10', '20')).toEqual({ limit: 10, offset: 20 });
  expect(page('100', '0')).toEqual({ limit: 100, offset: 0 });
  for (const limit of ['0', '101', '1000', '']) expect(page(limit, '').limit, limit).toBe(50);
});

test('of a repeated query parameter the first counts, and an empty one is none', () => {
  const request = withQuery({ a: ['1', '2'], b: '', c: 'x' });
  expect(queryText(request, 'a')).toBe('1');
  expect(queryText(request, 'b')).toBeUndefined();
  expect(queryText(request, 'c')).toBe('x');
  expect(queryText(request, 'd')).toBeUndefined();
});

test('wildcards in a search count as plain characters', () => {
  expect(containsPattern('50%_\\')).toBe('%50\\%\\_\\\\%');
});
