import { expect, test } from '@playwright/test';
import { slowestRequests } from '../../../src/view/slowest-requests.ts';
import { fullRecord } from '../../made/report-record.ts';

const TRACE_URL = 'http://jaeger:16686/trace/{traceId}';

test('each of the slowest requests has the address of its trace, the slowest first', () => {
  const found = slowestRequests(fullRecord({ traceUrl: TRACE_URL }));
  expect(found.map(({ latencyMs }) => latencyMs)).toEqual([1_204, 120]);
  expect(found[0]?.href).toBe('http://jaeger:16686/trace/7f5363eca91462660000000000000351');
});

test('without TRACE_URL there is the id alone, and without traffic nothing', () => {
  expect(slowestRequests(fullRecord())[0]).not.toHaveProperty('href');
  expect(slowestRequests(fullRecord({ traffic: null }))).toEqual([]);
});

test('a trace that the target started itself wins over the one that was sent', () => {
  const { traffic } = fullRecord();
  if (traffic === null) throw new Error('the full record has traffic');
  const own = '4bf92f3577b34da6a3ce929d0e0e4736';
  const serverTiming = `total;dur=9, traceparent;desc="00-${own}-00f067aa0ba902b7-01"`;
  const exemplars = traffic.exemplars.map((exemplar) => ({ ...exemplar, serverTiming }));
  const [request] = slowestRequests(fullRecord({ traffic: { ...traffic, exemplars }, traceUrl: TRACE_URL }));
  expect(request).toMatchObject({ traceId: own, href: `http://jaeger:16686/trace/${own}` });
});
