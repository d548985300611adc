import { expect, test } from '@playwright/test';
import { cutAtTraces, traceAddress, traceWords } from '../../../src/base/trace-address.ts';

const ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const JAEGER = 'http://jaeger:16686/trace/{traceId}';
const HONEYCOMB = 'https://ui.honeycomb.io/t/environments/e/trace?trace_id={traceId}&span=x';

test('the id takes its place in the address, wherever that is', () => {
  expect(traceAddress(JAEGER, ID)).toBe(`http://jaeger:16686/trace/${ID}`);
  expect(traceAddress(HONEYCOMB, ID)).toBe(
    `https://ui.honeycomb.io/t/environments/e/trace?trace_id=${ID}&span=x`,
  );
});

test('a sentence names a trace by its address, or by its id where no address is known', () => {
  expect(traceWords(JAEGER, ID)).toBe(`trace http://jaeger:16686/trace/${ID}`);
  expect(traceWords(undefined, ID)).toBe(`trace ${ID}`);
});

test('a sentence is cut at the addresses of traces, and nothing of it is lost', () => {
  const href = traceAddress(HONEYCOMB, ID);
  expect(cutAtTraces(`It took 12 s (trace ${href}). See ${href}`, HONEYCOMB)).toEqual([
    'It took 12 s (trace ',
    { traceId: ID, href },
    '). See ',
    { traceId: ID, href },
  ]);
});

test('other addresses, and ids alone, stay text', () => {
  const text = `GET http://other/trace/${ID} took 12 s, trace ${ID}`;
  expect(cutAtTraces(text, JAEGER)).toEqual([text]);
  expect(cutAtTraces(text, undefined)).toEqual([text]);
});
