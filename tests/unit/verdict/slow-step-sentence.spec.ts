import { expect, test } from '@playwright/test';
import type { StepParts } from '../../../src/measure/page/step-parts.ts';
import { explained, slowStepSentence } from '../../../src/verdict/slow-step-sentence.ts';
import type { Judgement } from '../../../src/verdict/verdict.ts';
import { verdictMessage } from '../../../src/verdict/verdict-message.ts';
import { madeScript, NO_PARTS } from '../../made/step.ts';

const slowDatabase: StepParts = {
  ...NO_PARTS,
  serverAppMs: 50,
  serverDbMs: 1_260,
  networkMs: 300,
  scriptMs: 230,
};
const limit = {
  subject: { kind: 'step', journey: 'create-deal', step: 'save the deal' },
  statistic: 'median',
  column: 'journey',
  limit: 1_200,
  unit: 'ms',
  direction: 'below',
} as const;
const failed: Judgement = {
  kind: 'fail',
  ...limit,
  figure: 1_840,
  samples: 7,
  interval: { lower: 1_700, upper: 2_000 },
};

test('a slow step is explained by its largest part, the load, and what it takes without', () => {
  const step = { step: 'create deal', medianMs: 1_840, limitMs: 1_200, parts: slowDatabase };
  expect(slowStepSentence({ ...step, vus: 300, unloadedMs: 240 })).toBe(
    'create deal took 1,840 ms, limit 1,200: 1,310 in the server (db 1,260) while 300 users were on; unloaded it takes 240',
  );
});

test('a second part is named when it is a quarter of the step', () => {
  const parts = { ...NO_PARTS, serverCryptoMs: 700, networkMs: 300 };
  expect(slowStepSentence({ step: 'sign in', medianMs: 1_000, limitMs: 500, parts, vus: 1 })).toBe(
    'sign in took 1,000 ms, limit 500: 700 in the server (crypto 700) and 300 in the network while 1 user was on',
  );
});

test('a script that blocked a quarter of the step is named with file, function and forced layout', () => {
  const script = {
    ...madeScript(0, 0, { functionName: 'drawChart' }),
    ms: 300,
    share: 0.5,
    forcedLayoutMs: 12,
  };
  const parts = { ...NO_PARTS, scriptMs: 310, networkMs: 290 };
  const slow = { step: 'open the chart', medianMs: 600, limitMs: 400, parts, vus: 20 };
  expect(slowStepSentence({ ...slow, blockedBy: [script] })).toBe(
    "open the chart took 600 ms, limit 400: 310 in the page's scripts and 290 in the network while 20 users were on; " +
      'drawChart in /assets/chart.js blocked it for 300 ms (50 % of it, 12 ms forced layout)',
  );
  expect(slowStepSentence({ ...slow, blockedBy: [{ ...script, share: 0.24 }] })).toBe(slowStepSentence(slow));
});

test('the trace of the step is named by its id, and by its address where that is known', () => {
  const slow = {
    step: 's',
    medianMs: 900,
    limitMs: 500,
    parts: undefined,
    vus: 20,
    traceId: 'a1'.repeat(16),
  };
  const words = 's took 900 ms, limit 500 while 20 users were on; trace';
  expect(slowStepSentence(slow)).toBe(`${words} ${slow.traceId}`);
  expect(slowStepSentence({ ...slow, traceUrl: 'http://jaeger:16686/trace/{traceId}' })).toBe(
    `${words} http://jaeger:16686/trace/${slow.traceId}`,
  );
});

test('each part has its own words', () => {
  const words = (Object.keys(NO_PARTS) as (keyof StepParts)[]).map((part) =>
    slowStepSentence({ step: 's', medianMs: 900, limitMs: 500, parts: { ...NO_PARTS, [part]: 900 }, vus: 0 }),
  );
  expect(new Set(words).size).toBe(words.length);
  expect(words[0]).toBe(
    's took 900 ms, limit 500: 900 until the busy page took the input without any traffic',
  );
});

test('a step whose page told nothing says the rest all the same', () => {
  expect(slowStepSentence({ step: 's', medianMs: 900, limitMs: 500, parts: undefined, vus: 20 })).toBe(
    's took 900 ms, limit 500 while 20 users were on',
  );
});

test('the message of a failed step ends with the sentence, on its own line', () => {
  const background = { step: 'save the deal', parts: slowDatabase, vus: 300 };
  const [line, sentence] = verdictMessage(explained(failed, background)).split('\n');
  expect(line).toMatch(/: fail$/);
  expect(sentence?.trim()).toBe(
    'save the deal took 1,840 ms, limit 1,200: 1,310 in the server (db 1,260) while 300 users were on',
  );
});

test('a step that passed needs no explanation', () => {
  const passed: Judgement = { ...failed, kind: 'pass', figure: 800 };
  expect(explained(passed, { step: 'save the deal', parts: slowDatabase, vus: 300 })).toBe(passed);
});
