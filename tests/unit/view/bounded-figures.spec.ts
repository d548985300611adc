import { expect, test } from '@playwright/test';
import type { SearchWindow } from '../../../src/capacity/search-window.ts';
import type { RunRecord } from '../../../src/record/run-record.ts';
import { limitOf } from '../../../src/verdict/verdict.ts';
import { reportedFigures } from '../../../src/view/bounded-figures.ts';
import { ownDelayOf } from '../../../src/view/own-delay.ts';
import { fullOverload } from '../../made/report-overload.ts';
import { smallRecord, smallRound } from '../../made/small-record.ts';
import { madeVerdicts, operation } from '../../made/verdict.ts';

/** The figures of a run of which only this has a bound, as `<own> of <measured>: <what>`. */
function figuresOf(different: Partial<RunRecord>): string[] {
  return reportedFigures(smallRecord(different)).map(
    ({ of, percentile, measuredMs, ownMs }) => `${ownMs} of ${measuredMs}: ${percentile} of ${of}`,
  );
}

test('what users met while a round visited its pages is among the reported percentiles', () => {
  const traffic = { requestsPerSecond: 20, p95Ms: 40, p95LeastMs: 38 };
  const ofOperation = { operationP95Ms: 24, operationP95LeastMs: 21 };
  const rounds = [{ ...smallRound(2, [80]), traffic: { ...traffic, ...ofOperation } }];
  expect(figuresOf({ rounds })).toEqual([
    '2 of 40: p95 of all requests in round 2 of login',
    '3 of 24: p95 of auth.login in round 2 of login',
  ]);
  expect(ownDelayOf(smallRecord({ rounds })).kind).toBe('bounded');
});

test('so are the levels of an overload, and each limit at each level', () => {
  expect(figuresOf({ overload: fullOverload })).toEqual([
    '29 of 226: p95 of all requests at up to 300 users',
    '40 of 226: p95 of deals.get at up to 300 users',
  ]);
});

test('so is each window of a search for the capacity', () => {
  const measured = { fromMs: 5_000, toMs: 10_000, requests: 400, requestsPerSecond: 80 };
  const window: SearchWindow = {
    ...measured,
    level: 63.4,
    kind: 'held',
    looksGood: true,
    isConfirming: false,
    p95Ms: 62,
    p95LeastMs: 60,
  };
  const capacity = { kind: 'unfinished', unit: 'per second', most: 300, windows: [window] } as const;
  expect(figuresOf({ capacity })).toEqual(['2 of 62: p95 of all requests at 63.4 requests per second']);
});

test('so is what the limits of the traffic were held against; a burst is among the bursts', () => {
  const held = { kind: 'pass', samples: 400, interval: {} } as const;
  const p95 = { ...held, ...limitOf(operation('deals.get'), 'p95', 'baseline', 150), figure: 60, least: 50 };
  const errors = { ...held, ...limitOf(operation('deals.get'), 'errorRate', 'baseline', 0.01) };
  const verdicts = [
    ...madeVerdicts([p95, { ...errors, figure: 0.002, least: 0.001 }]),
    ...madeVerdicts([p95], { kind: 'burst', operation: 'deals.get' }),
  ];
  expect(figuresOf({ verdicts })).toEqual(['10 of 60: p95 of deals.get, where judged']);
});
