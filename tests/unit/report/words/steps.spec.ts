import { expect, test } from '@playwright/test';
import type { StepRecord } from '../../../../src/record/round-record.ts';
import { blockedByLines, partsText, scriptsUnknown, usersRange } from '../../../../src/report/words/steps.ts';
import { smallRound } from '../../../made/small-record.ts';
import { madeScript, NO_PARTS } from '../../../made/step.ts';

test('a step is described by its parts, and the server part by what the server did', () => {
  const parts = {
    ...NO_PARTS,
    networkMs: 6,
    serverAppMs: 2,
    serverDbMs: 24,
    serverCryptoMs: 5,
    scriptMs: 12.34,
  };
  expect(partsText(parts)).toBe('network 6 ms, server 31 ms (db 24, crypto 5), script 12.3 ms');
});

test('what is next to nothing is left out', () => {
  expect(partsText({ ...NO_PARTS, inputDelayMs: 1, idleMs: 199 })).toBe('idle 199 ms');
  expect(partsText(NO_PARTS)).toBe('');
});

const STEP: StepRecord = {
  step: 'open the chart',
  visitsMs: [],
  medianMs: 500,
  requests: [],
  parts: NO_PARTS,
};

test('scripts that blocked a twentieth of a step or more have a line each', () => {
  const script = { ...madeScript(0, 0, { functionName: 'drawChart' }), ms: 300, share: 0.6 };
  const short = { ...script, functionName: 'other', ms: 20, share: 0.04 };
  expect(blockedByLines({ ...STEP, blockedBy: [script, short] })).toEqual([
    'drawChart in /assets/chart.js: 300 ms (60 % of it)',
  ]);
  expect(blockedByLines(STEP)).toEqual([]);
});

test('why no scripts are known is said: the browser reports none, or the version did not read them', () => {
  const roundOf = (...steps: readonly StepRecord[]) => [{ ...smallRound(1, [100]), steps }];
  expect(scriptsUnknown(roundOf({ ...STEP, blockedBy: [] }))).toBeUndefined();
  expect(scriptsUnknown(roundOf(STEP))).toContain('this browser reports no long animation frames');
  expect(scriptsUnknown(roundOf({ ...STEP, vitals: { longFrames: 0 } }))).toContain('did not record it');
  const { parts: _parts, ...untold } = STEP;
  expect(scriptsUnknown(roundOf(untold)), 'a page that told nothing at all').toBeUndefined();
});

test('the range of users at which a step reaches its limit is said in words where an end is not known', () => {
  expect(usersRange({ vus: 312, lowVus: 290.4, highVus: 1340 })).toBe(' (290 to 1,340)');
  expect(usersRange({ vus: 312, lowVus: 290 })).toBe(' (290 or more)');
  expect(usersRange({ vus: 312, highVus: 340 })).toBe(' (340 or fewer)');
  expect(usersRange({ vus: 312 })).toBe('');
});
