import { expect, test } from '@playwright/test';
import { decodeSlice } from '../../../src/measure/decoded-slice.ts';
import { loadTables } from '../../../src/record/load-tables.ts';
import { judgeSlices } from '../../../src/run/judge-slices.ts';
import { constantHistogram } from '../../made/histogram-of.ts';
import { madeSlice } from '../../made/slices.ts';

test('who began to wait while the target recovers from an overload, and hangs to the end, is in the p95 of the overload', () => {
  const listed = { outcomes: { ok: 1_000 }, successes: constantHistogram(50).encode(), bytesReceived: 0 };
  const waits = { outcomes: { unfinished: 400 }, bytesReceived: 0, waitedMs: Array(400).fill(8_000) };
  const slices = [0, 1, 2].map((number) =>
    decodeSlice(madeSlice(number, { 'deals.list': number === 2 ? waits : listed }, { phase: 'ramp' })),
  );
  const spans = [
    { kind: 'normal', fromMs: 0, toMs: 10_000 },
    { kind: 'overload', fromMs: 10_000, toMs: 20_000 },
    { kind: 'recovering', fromMs: 20_000, toMs: 30_000 },
  ];
  const plan = {
    scenario: 'stress',
    offers: {},
    sockets: {},
    plan: { overload: { above: 100, unit: 'users', spans } },
  } as never;
  const { verdicts } = judgeSlices(slices, plan, loadTables(), { slaCounts: false });
  const p95 = verdicts.find(({ statistic, column }) => statistic === 'p95' && column === 'scenario');
  expect(p95).toMatchObject({ kind: 'fail' });
});
