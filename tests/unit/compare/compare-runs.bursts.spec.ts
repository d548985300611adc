import { expect, test } from '@playwright/test';
import { compareRuns } from '../../../src/compare/compare-runs.ts';
import { type MadeTarget, madeRun } from '../../made/compared-runs.ts';
import { smallBurst } from '../../made/small-record.ts';

const small: MadeTarget = {
  mediansMs: { 'auth.login': 60 },
  deviation: 0.2,
  ofSlices: 0.02,
  ofSlicesTogether: 0.02,
  ofRuns: 0.003,
  ofRunsTogether: 0.01,
  slices: 0,
  requestsPerSlice: 20,
};

test('the bursts of two baselines are compared by their tenths', () => {
  const burst = (operation: string, p50Ms: number, wobble: number) => ({
    ...smallBurst(operation, p50Ms * 2),
    p50Ms,
    overTime: Array.from({ length: 10 }, (_, index) => ({
      atMs: index * 200,
      p50Ms: p50Ms * (1 + wobble * ((index % 3) - 1)),
      p95Ms: 2 * p50Ms * (1 + wobble * ((index % 3) - 1)),
      maxMs: 3 * p50Ms,
    })),
  });
  const run = (seed: number, slow: number) => ({
    record: {
      ...madeRun(small, seed).record,
      bursts: ['a', 'b', 'c', 'd', 'e'].map((id, index) =>
        burst(id, (id === 'b' ? slow : 1) * (index + 1), 0.02),
      ),
    },
    slices: [],
  });
  const comparison = compareRuns(run(1, 1), run(2, 2));
  const rows = comparison.kind === 'compared' ? comparison.rows : [];
  expect(rows.filter(({ verdict }) => verdict === 'regressed').map(({ subject }) => subject)).toEqual([
    'b',
    'b',
  ]);
});

test('bursts that hit in another way are named in a note, and where there is nothing else the refusal names them', () => {
  const paced = (arrivalsPerSecond: number) => [
    { ...smallBurst('auth.login', 100), mode: { kind: 'paced', arrivalsPerSecond } as const },
  ];
  const said = [expect.stringContaining('burst of auth.login: paced at 5/s')];
  const run = (seed: number, slices: number, arrivalsPerSecond: number) => {
    const made = madeRun({ ...small, slices }, seed);
    return { ...made, record: { ...made.record, bursts: paced(arrivalsPerSecond) } };
  };
  expect(compareRuns(run(1, 2, 5), run(2, 2, 10))).toMatchObject({ kind: 'compared', caveats: said });
  expect(compareRuns(run(1, 0, 5), run(2, 0, 10))).toMatchObject({
    kind: 'refused',
    reasons: [expect.stringContaining('none'), ...said],
  });
});
