import { expect, test } from '@playwright/test';
import { decodeSlice } from '../../../src/measure/decoded-slice.ts';
import type { Slice } from '../../../src/measure/slice.ts';
import { voidUnderLostLoad } from '../../../src/record/premise-of-rounds.ts';
import type { JudgedRound } from '../../../src/record/round-record.ts';
import { RUN_FILES, roundFile } from '../../../src/record/run-files.ts';
import { recordOf } from '../../made/composed-record.ts';
import { trafficVerdicts } from '../../made/report-verdicts.ts';
import { madeSlice } from '../../made/slices.ts';
import { smallRound } from '../../made/small-record.ts';
import { decodedSlices } from '../../made/small-run.ts';
import { madeVerdicts } from '../../made/verdict.ts';

const limit = { statistic: 'median', unit: 'ms', direction: 'below', limit: 1_000, samples: 6 } as const;
const held = { kind: 'pass', ...limit, column: 'baseline', figure: 300, interval: {} } as const;
const step = { kind: 'step', journey: 'login', step: 'sign in' } as const;
const burst = { kind: 'operation', id: 'auth.login' } as const;

/** A round of login with a step and a burst that held their limits. */
function round(number: number): JudgedRound {
  const verdicts = madeVerdicts(
    [
      { ...held, subject: step },
      { ...held, subject: burst, statistic: 'p95' },
    ],
    { kind: 'round', journey: 'login', number },
  );
  return { ...smallRound(number, [300]), journey: 'login', number, verdicts };
}

/** Ten seconds next to a round of login, with this share of the users' time lost. */
function beside(number: number, lost: number, kind: 'visits' | 'burst' = 'visits') {
  const userTime = { totalMs: 100_000, lostMs: lost * 100_000 };
  const own: Partial<Slice> = { round: { kind, journey: 'login', number }, userTime };
  return decodeSlice(madeSlice(number, {}, own));
}

const kindsOf = ({ verdicts }: Pick<JudgedRound, 'verdicts'>) => verdicts.map(({ kind }) => kind);

test('steps hold no limit where the users sent less than planned during their visits, and bursts are judged by their own', () => {
  const slices = [beside(1, 0.11), beside(2, 0.1)];
  const { rounds, lostLoad, isLostToOwnDelay } = voidUnderLostLoad([round(1), round(2)], slices);
  expect(rounds.map(kindsOf)).toEqual([
    ['inconclusive', 'pass'],
    ['pass', 'pass'],
  ]);
  expect(rounds[0]?.verdicts[0]).toMatchObject({ because: 'load', owner: { number: 1 }, failsTheRun: false });
  expect(lostLoad).toContain('while round 1 of login visited its pages the load was not offered as planned');
  expect(isLostToOwnDelay).toBe(true);
});

test('what is lost next to the burst of a round, or in a run without traffic, voids no step', () => {
  for (const slices of [[beside(1, 0.5, 'burst')], []]) {
    const { rounds, lostLoad } = voidUnderLostLoad([round(1)], slices);
    expect(rounds.map(kindsOf)).toEqual([['pass', 'pass']]);
    expect(lostLoad).toBeUndefined();
  }
});

test('a run that lost its load while pages were visited is not green', () => {
  const files = {
    [RUN_FILES.trafficVerdicts]: { verdicts: trafficVerdicts.filter(({ kind }) => kind === 'pass') },
    [roundFile('login', 1)]: round(1),
  };
  expect(recordOf(files, {}, [...decodedSlices, beside(1, 0.05)]).outcome).toBe('pass');
  const { outcome, reasons } = recordOf(files, {}, [...decodedSlices, beside(1, 0.2)]);
  expect(outcome).toBe('invalid');
  expect(reasons).toMatchObject([{ kind: 'undecided', text: expect.stringContaining('round 1 of login') }]);
});
