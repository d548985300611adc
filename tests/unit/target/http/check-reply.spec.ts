import { expect, test } from '@playwright/test';
import { checkReply } from '../../../../src/target/http/check-reply.ts';
import { arrayReply, emptyReply, objectWith, textWith } from '../../../../src/target/success-checks.ts';

const reply = (status: number, contentType: string, body: string) => ({
  status,
  contentType,
  body: Buffer.from(body),
});
const JSON_TYPE = 'application/json';

test('an object with the field is a success', () => {
  expect(
    checkReply(objectWith('id', 201), reply(201, `${JSON_TYPE}; charset=utf-8`, '{"a":1,"id":"x"}')),
  ).toBe('ok');
});

test('the web page that an unknown route is answered with is a wrong body, though it says 200', () => {
  const page = reply(200, 'text/html', '<!doctype html><html></html>');
  for (const check of [objectWith('id'), arrayReply(), textWith('http_requests_total')])
    expect(checkReply(check, page)).toBe('wrong_body');
});

test('an object without the field is a wrong body', () => {
  expect(checkReply(objectWith('id'), reply(200, JSON_TYPE, '{"identity":"id"}'))).toBe('wrong_body');
});

test('an object where an array belongs is a wrong body, and the other way round', () => {
  expect(checkReply(arrayReply(), reply(200, JSON_TYPE, '{"items":[]}'))).toBe('wrong_body');
  expect(checkReply(objectWith('id'), reply(200, JSON_TYPE, '[{"id":1}]'))).toBe('wrong_body');
});

test('an empty array is a success', () => {
  expect(checkReply(arrayReply(), reply(200, JSON_TYPE, '[]'))).toBe('ok');
});

test('204 is a success with nothing in it only', () => {
  expect(checkReply(emptyReply(), reply(204, '', ''))).toBe('ok');
  expect(checkReply(emptyReply(), reply(204, '', 'x'))).toBe('wrong_body');
});

test('a text is a success when it holds what it is asked for', () => {
  const metrics = reply(200, 'text/plain; version=0.0.4', 'autolytiq_http_requests_total 3');
  expect(checkReply(textWith('http_requests_total'), metrics)).toBe('ok');
  expect(checkReply(textWith('nothing_of_the_kind'), metrics)).toBe('wrong_body');
});

test('another status goes by its kind, whatever the body says', () => {
  const outcomes = [429, 404, 503, 200].map((status) =>
    checkReply(objectWith('id', 201), reply(status, JSON_TYPE, '{"id":"x"}')),
  );
  expect(outcomes).toEqual(['rate_limited', 'client_error', 'server_error', 'unexpected_status']);
});
