import { expect, test } from '@playwright/test';
import { stepTrace } from '../../../../src/measure/page/step-trace.ts';
import { madeRequest } from '../../../made/step.ts';

const STEP = { startMs: 1_000, endMs: 1_500 };
const [OURS, OTHER, THEIRS] = ['a', 'b', 'c'].map((digit) => digit.repeat(32)) as [string, string, string];

test('the trace of a step is the one that its requests carried', () => {
  const traces = [
    { traceId: OTHER, atMs: 900 },
    { traceId: OURS, atMs: 1_020 },
    { traceId: OTHER, atMs: 1_600 },
  ];
  expect(stepTrace(STEP, [madeRequest(1_020, 200)], { traces })).toBe(OURS);
});

test('a step without a request that carried one has no trace', () => {
  expect(stepTrace(STEP, [], { traces: [{ traceId: OTHER, atMs: 900 }] })).toBeUndefined();
});

test('the trace that the target names for the longest request wins', () => {
  const named = (durationMs: number, traceId: string) => ({
    ...madeRequest(1_020, durationMs),
    serverTiming: [{ name: 'traceparent', durationMs: 0, description: `00-${traceId}-${'1'.repeat(16)}-01` }],
  });
  const requests = [named(50, OTHER), named(200, THEIRS), madeRequest(1_050, 300)];
  expect(stepTrace(STEP, requests, { traces: [{ traceId: OURS, atMs: 1_020 }] })).toBe(THEIRS);
});
