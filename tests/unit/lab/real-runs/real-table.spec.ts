import { expect, test } from '@playwright/test';
import { ALL_OPERATIONS, type ComparedFigure } from '../../../../lab/real-runs/compare-with-truth.ts';
import type { KeptRun } from '../../../../lab/real-runs/kept-runs.ts';
import { realFaults, realPage, realQuote } from '../../../../lab/real-runs/real-table.ts';

const machine = { cores: 2, cpu: 'x', memoryGb: 8, system: 'Linux', node: 'v24', loadBefore: 0 };

/** A figure at p95 whose bound is from 20 ms to the measured one. */
function figure(truthMs: number, measuredMs: number, operation: string = ALL_OPERATIONS): ComparedFigure {
  return { operation, percentile: 95, samples: 40, truthMs, truthMostMs: truthMs, measuredMs, leastMs: 20 };
}

function made(condition: string, judged: readonly ComparedFigure[], more: Partial<KeptRun> = {}): KeptRun {
  return {
    name: `smoke, ${condition}`,
    at: '2026-01-01T00:00:00.000Z',
    seconds: 80,
    machine,
    number: 1,
    code: 'c0de',
    atOnce: 1,
    exitCode: 0,
    outcome: 'pass',
    reasons: [],
    judged,
    everything: judged,
    mismatches: [],
    limits: [],
    eventLoopDelayP99Ms: [3],
    proxy: { ownDelayP99Ms: 0.5, ownDelayMaxMs: 4 },
    said: [],
    output: '/nowhere',
    ...more,
  };
}

function times(count: number, of: ComparedFigure): ComparedFigure[] {
  return Array.from({ length: count }, () => of);
}

test('one figure of a hundred may be outside of its bound, two may not', () => {
  const inside = figure(21, 22);
  const outside = figure(30, 22);
  expect(realFaults([made('quiet', [...times(99, inside), outside])])).toEqual([]);
  expect(realFaults([made('quiet', [...times(98, inside), ...times(2, outside)])])).toEqual([
    'quiet: the truth lies within the bound in 98.0 % of 100 figures',
    'quiet: the truth lies within the bound in 98.0 % of 100 figures without rounds',
  ]);
});

test('on the quiet machine half of the bounds have to be narrow, elsewhere none', () => {
  const [narrow, wide] = [figure(21, 26), figure(21, 27)];
  expect(realFaults([made('quiet', [...times(51, narrow), ...times(49, wide)])])).toEqual([]);
  const wider = [...times(49, narrow), ...times(51, wide)];
  expect(realFaults([made('quiet', wider)])).toEqual([
    'quiet: the median width at p95 is 1.09 times 20 % + 1 ms',
  ]);
  expect(realFaults([made('two busy threads', wider)])).toEqual([]);
});

test('requests that the proxy and the run count differently are a fault', () => {
  const run = made('quiet', [figure(21, 22)], { mismatches: ['deals.list: 40 recorded, 41 reported'] });
  expect(realFaults([run])).toEqual([
    'quiet, run of 2026-01-01T00:00:00.000Z: deals.list: 40 recorded, 41 reported',
  ]);
});

test('a run that says nothing is a fault, and so is a condition without a figure', () => {
  const inside = figure(21, 22);
  const nothing = made('quiet', [], { outcome: 'invalid', reasons: ['no traffic'] });
  const saysNothing =
    'quiet, run of 2026-01-01T00:00:00.000Z: no p95 of all operations, outcome invalid (no traffic)';
  expect(realFaults([made('quiet', [inside]), nothing])).toEqual([saysNothing]);
  expect(realFaults([nothing])).toEqual([
    'quiet: no figure could be held against the truth',
    'quiet: no figure without rounds could be held against the truth',
    saysNothing,
  ]);
  const alwaysInRounds = made('quiet', [], { everything: [inside] });
  expect(realFaults([alwaysInRounds])).toEqual([
    'quiet: no figure without rounds could be held against the truth',
  ]);
});

test('the page says what is out of bounds or was not measured, and how many answers it could not place', () => {
  const run = made('quiet', [figure(21, 22)]);
  expect(realPage([run], [])).toContain('Everything is within bounds.');
  expect(realPage([run], [])).not.toContain('unfinished');
  const page = realPage(
    [{ ...run, excused: 2 }, { ...run, excused: 1 }, run],
    ['smoke, quiet: 3 of 10 runs were measured'],
  );
  expect(page).not.toContain('Everything is within bounds.');
  expect(page).toContain('- smoke, quiet: 3 of 10 runs were measured');
  expect(page).toContain('counts the requests as unfinished at its end: 3 in 2 runs.');
});

test('the page has a row for each condition and percentile, the middle run, and says where the proxy was late', () => {
  const runs = [
    made('quiet', [figure(21, 22, 'deals.list'), figure(25, 26)]),
    made('two busy threads', [figure(30, 22)], { proxy: { ownDelayP99Ms: 8, ownDelayMaxMs: 60 } }),
  ];
  const page = realPage(runs, realFaults(runs));
  expect(page).toContain(
    '| quiet | p95 | 2 | 100.0 % of 2 | 100.0 % of 2 | 23.00 | 24.00 | 20.00 | 1.00 | 4.00 |',
  );
  expect(page).toContain('| deals.list | 40 | - | 21.00 (20.00 to 22.00) | - |');
  expect(page).toContain('30.00 (20.00 to 22.00) OFF');
  expect(page).toContain('two busy threads 8.00 ms (at most 60.0 ms; late in 1 of 1 runs)');
  expect(realQuote(runs)).toContain('| two busy threads | 1 | 0.0 % of 1 | 30.0 | 22.0 | 2.0 |');
});
