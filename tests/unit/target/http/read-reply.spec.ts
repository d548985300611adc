import { expect, test } from '@playwright/test';
import { readReply } from '../../../../src/target/http/read-reply.ts';

for (const [body, why] of [
  ['{"id":"a-1","status":"draft"}', 'begins with its id'],
  ['{"id":"a-1"}', 'is nothing but its id'],
  ['{"status":"draft","id":"a-1"}', 'has its id further back'],
  ['{ "id": "a-1" }', 'is set with spaces'],
] as const)
  test(`where only the id is wanted it is found in a reply that ${why}`, () => {
    expect(readReply(Buffer.from(body), true)).toMatchObject({ id: 'a-1' });
  });

for (const [body, id] of [
  ['{"id":"a\\u002d1"}', 'a-1'],
  ['{"id":"ä"}', 'ä'],
  ['{"id":""}', ''],
  ['{"id":7}', 7],
] as const)
  test(`an id that is not of plain letters is read as JSON: ${body}`, () => {
    expect(readReply(Buffer.from(body), true)).toEqual({ id });
  });

test('a reply of which more is wanted is read as a whole', () => {
  expect(readReply(Buffer.from('{"id":"a-1","status":"draft"}'), false)).toEqual({
    id: 'a-1',
    status: 'draft',
  });
});

test('an empty body says nothing', () => {
  expect(readReply(Buffer.alloc(0), true)).toBeUndefined();
});

test('a body that is not JSON is an error', () => {
  expect(() => readReply(Buffer.from('<html>'), true)).toThrow(SyntaxError);
});
