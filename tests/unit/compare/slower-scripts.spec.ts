import { expect, test } from '@playwright/test';
import type { ComparisonRow } from '../../../src/compare/comparison.ts';
import { slowerScriptLines, slowerScripts } from '../../../src/compare/slower-scripts.ts';
import type { BlockingScript } from '../../../src/measure/page/blocking-scripts.ts';
import type { RoundRecord } from '../../../src/record/round-record.ts';
import { smallRound } from '../../made/small-record.ts';

function script(ms: number, more: Partial<BlockingScript> = {}): BlockingScript {
  return {
    file: '/assets/chart.js',
    functionName: 'drawChart',
    invoker: 'BUTTON.onclick',
    invokerType: 'event-listener',
    ms,
    share: ms / 1_000,
    forcedLayoutMs: 0,
    ...more,
  };
}

function roundWith(number: number, blockedBy?: readonly BlockingScript[]): RoundRecord {
  const round = smallRound(number, [100, 100]);
  return { ...round, steps: round.steps.map((step) => ({ ...step, ...(blockedBy && { blockedBy }) })) };
}

const [step] = smallRound(1, [100]).steps;
const SUBJECT = `${smallRound(1, [100]).journey}: ${step?.step}`;

function row(more: Partial<ComparisonRow> = {}): ComparisonRow {
  return {
    kind: 'step',
    subject: SUBJECT,
    statistic: 'typical',
    baseMs: 200,
    otherMs: 500,
    baseSamples: 20,
    otherSamples: 20,
    change: 1.5,
    interval: { lower: 1, upper: 2 },
    verdict: 'regressed',
    ...more,
  };
}

test('a step that became slower names the script that grew, with the medians of both runs', () => {
  const base = [1, 2, 3].map((number) => roundWith(number, [script(10 * number)]));
  const other = [1, 2, 3].map((number) =>
    roundWith(number, [script(300 + number), script(40, { file: '/b.js' })]),
  );
  const found = slowerScripts(base, other, [row()]);
  expect(found).toEqual({
    slower: [
      { subject: SUBJECT, script: 'drawChart in /assets/chart.js', baseMs: 20, otherMs: 302, rounds: 3 },
    ],
    unknown: [],
  });
  expect(found && slowerScriptLines(found)).toEqual([
    `${SUBJECT}: drawChart in /assets/chart.js blocks it for 302 ms, before for 20 ms (medians of 3 rounds)`,
  ]);
});

test('a script that was not there before grew from 0', () => {
  const found = slowerScripts([roundWith(1, [])], [roundWith(1, [script(300)])], [row()]);
  expect(found?.slower).toMatchObject([{ baseMs: 0, otherMs: 300 }]);
});

test('a script that explains less than a quarter of the step’s growth is not blamed', () => {
  const found = slowerScripts([roundWith(1, [script(50)])], [roundWith(1, [script(120)])], [row()]);
  expect(found?.slower).toEqual([]);
});

for (const names of [
  ['/assets/index-B3k9_xYz.js', '/assets/index-D81hQm2a.js'],
  ['/assets/342b78440a41/router.js', '/assets/90cce7d1f00b/router.js'],
] as const)
  test(`${names.join(' and ')} are one file of two builds`, () => {
    const [base, other] = names.map((file, index) => [roundWith(1, [script(200 + index * 10, { file })])]);
    expect(slowerScripts(base ?? [], other ?? [], [row({ otherMs: 260 })])?.slower).toEqual([]);
    const grown = [roundWith(1, [script(300, { file: names[1] })])];
    expect(slowerScripts(base ?? [], grown, [row()])?.slower).toMatchObject([
      { script: `drawChart in ${names[1]}`, baseMs: 200, otherMs: 300 },
    ]);
  });

test('no step that became slower, nothing to say of scripts', () => {
  const rounds = [roundWith(1, [script(300)])];
  expect(
    slowerScripts([roundWith(1, [])], rounds, [row({ verdict: 'not distinguishable' })]),
  ).toBeUndefined();
});

test('a run without scripts says so, and blames none', () => {
  const found = slowerScripts([roundWith(1)], [roundWith(1, [script(300)])], [row()]);
  expect(found).toEqual({ slower: [], unknown: [SUBJECT] });
  expect(found && slowerScriptLines(found)).toEqual([
    `${SUBJECT}: not known, since a run has no scripts of it (older version, another browser, or a step that two pages share)`,
  ]);
});
