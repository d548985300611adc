import { expect, test } from '@playwright/test';
import { blockedFor, blockingScripts, scriptPlace } from '../../../../src/measure/page/blocking-scripts.ts';
import type { FrameScript } from '../../../../src/measure/page/page-timeline.ts';
import { madeScript } from '../../../made/step.ts';

const STEP = { startMs: 1_000, endMs: 1_500 };

function blocking(...scripts: readonly FrameScript[]) {
  const longFrames = [{ startMs: 0, endMs: 5_000, scripts }];
  return blockingScripts(STEP, { supported: ['long-animation-frame'], longFrames });
}

test('a script that blocked the step has its time, its share of the step, and its forced layout', () => {
  const found = blocking(madeScript(1_100, 1_400, { functionName: 'drawChart', forcedLayoutMs: 40 }));
  expect(found).toEqual([
    {
      file: '/assets/chart.js',
      functionName: 'drawChart',
      invoker: 'BUTTON.onclick',
      invokerType: 'event-listener',
      ms: 300,
      share: 0.6,
      forcedLayoutMs: 40,
    },
  ]);
});

test('a script is clipped to the step, and its forced layout with it', () => {
  expect(blocking(madeScript(900, 1_100, { forcedLayoutMs: 50 }))).toMatchObject([
    { ms: 100, share: 0.2, forcedLayoutMs: 25 },
  ]);
  expect(blocking(madeScript(1_450, 1_950))).toMatchObject([{ ms: 50, share: 0.1 }]);
  expect(blocking(madeScript(0, 4_000))).toMatchObject([{ ms: 500, share: 1 }]);
});

test('a script before or after the step blocked nothing of it', () => {
  expect(blocking(madeScript(600, 1_000), madeScript(1_500, 1_800))).toEqual([]);
});

test('calls of one function in one file are summed, and the longest comes first', () => {
  const found = blocking(
    madeScript(1_000, 1_060, { functionName: 'a' }),
    madeScript(1_100, 1_170, { functionName: 'b' }),
    madeScript(1_200, 1_250, { functionName: 'a', invoker: 'DIV.onscroll' }),
    madeScript(1_300, 1_310, { functionName: 'a', file: '/assets/other.js' }),
  );
  expect(found?.map(({ file, functionName, ms }) => [file, functionName, ms])).toEqual([
    ['/assets/chart.js', 'a', 110],
    ['/assets/chart.js', 'b', 70],
    ['/assets/other.js', 'a', 10],
  ]);
});

test('functions without a name are told apart by what called them', () => {
  const found = blocking(
    madeScript(1_000, 1_060, { functionName: '', invoker: 'DIV.onscroll' }),
    madeScript(1_100, 1_170, { functionName: '' }),
  );
  expect(found?.map(scriptPlace)).toEqual([
    'BUTTON.onclick in /assets/chart.js',
    'DIV.onscroll in /assets/chart.js',
  ]);
});

test('a browser that reports no long animation frames knows of no scripts, which is not none', () => {
  expect(blockingScripts(STEP, { supported: ['event'], longFrames: [] })).toBeUndefined();
  expect(blocking()).toEqual([]);
});

test('a script is named by file and function; one that the browser names no file of says so', () => {
  expect(scriptPlace(madeScript(0, 1, { functionName: 'drawChart' }))).toBe('drawChart in /assets/chart.js');
  const loading = { functionName: '', invoker: '/assets/chart.js', invokerType: 'classic-script' };
  expect(scriptPlace(madeScript(0, 1, loading)), 'the top level of a file').toBe('/assets/chart.js');
  expect(scriptPlace(madeScript(0, 1, { file: '', functionName: '' }))).toBe(
    'BUTTON.onclick (the browser names no file)',
  );
});

test('forced layout is told when there was some', () => {
  const [script] = blocking(madeScript(1_100, 1_400, { forcedLayoutMs: 40 })) ?? [];
  if (script === undefined) throw new Error('no script');
  expect(blockedFor(script)).toBe('300 ms (60 % of it, 40 ms forced layout)');
  expect(blockedFor({ ...script, forcedLayoutMs: 0 })).toBe('300 ms (60 % of it)');
});
