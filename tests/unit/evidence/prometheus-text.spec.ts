import { expect, test } from '@playwright/test';
import { parsePrometheusText } from '../../../src/evidence/prometheus-text.ts';

test('samples have their labels and values, with comments, escapes and timestamps around them', () => {
  const text = [
    '# HELP http_requests_total Requests, {with="braces"}',
    '# TYPE http_requests_total counter',
    'http_requests_total{method="GET",path="/a\\"b\\\\c\\nd, e",} 1027 1395066363000',
    'process_start_time_seconds 1.7e9',
    '',
    'le_bucket{le="+Inf"} +Inf',
    'empty{} NaN',
    'lag Nan',
  ].join('\n');
  expect(parsePrometheusText(text)).toEqual([
    { name: 'http_requests_total', labels: { method: 'GET', path: '/a"b\\c\nd, e' }, value: 1027 },
    { name: 'process_start_time_seconds', labels: {}, value: 1.7e9 },
    { name: 'le_bucket', labels: { le: '+Inf' }, value: Infinity },
    { name: 'empty', labels: {}, value: Number.NaN },
    { name: 'lag', labels: {}, value: Number.NaN },
  ]);
});

for (const line of ['<!doctype html>', 'a{b=c} 1', 'a{b="c" 1', 'a{b="c"}', 'a one', 'a{b="c"x} 1']) {
  test(`${line} is refused with its place`, () => {
    expect(() => parsePrometheusText(`up 1\n${line}\n`)).toThrow("line 2 is not in Prometheus's text format");
  });
}
