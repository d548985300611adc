import { mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { judgeRound } from '../../../../lanes/journeys/judge-round.ts';
import { noteCores } from '../../../../src/record/crowding-file.ts';
import { loadTables } from '../../../../src/record/load-tables.ts';
import type { RunContext } from '../../../../src/record/run-context.ts';
import { roundFile } from '../../../../src/record/run-files.ts';
import { RunFolder } from '../../../../src/record/run-folder.ts';
import { smallRound } from '../../../made/small-record.ts';

const ZERO_MS = 100_000;
const FIRST_ROUND = { fromMs: 10_000, toMs: 18_000 };

/** How many visits the limit of a round of two visits is judged by, after a round of four that others disturbed or not. */
function visitsJudged({ isCrowded }: { readonly isCrowded: boolean }): number | undefined {
  const folder = new RunFolder(test.info().outputPath(isCrowded ? 'crowded' : 'quiet'));
  mkdirSync(folder.path, { recursive: true });
  folder.write(roundFile('login', 1), { ...smallRound(1, [900, 950, 980, 990]), window: FIRST_ROUND });
  const atMs = (sinceZeroMs: number) => ZERO_MS + sinceZeroMs;
  noteCores(folder, { atMs: atMs(9_000), ranMs: 0, waitedMs: 0, busyMs: 0, othersMs: 0 });
  noteCores(folder, {
    atMs: atMs(19_000),
    ranMs: 4_000,
    waitedMs: 4_000,
    busyMs: 20_000,
    othersMs: isCrowded ? 12_000 : 0,
  });
  const { vus, steps } = smallRound(2, [100, 110]);
  const run = {
    folder,
    clock: { zeroMachineMs: () => ZERO_MS },
    thresholds: loadTables(),
    plan: { environment: 'development' },
    settings: {},
  } as unknown as RunContext;
  const round = { journey: 'login', number: 2 } as never;
  const judgements = judgeRound({ run, round, operation: undefined }, { vus, steps });
  const found = judgements.find(({ subject }) => subject.kind === 'step' && subject.step === 'sign in');
  return found !== undefined && 'samples' in found ? found.samples : undefined;
}

test('a short round borrows visits of the round before it', () => {
  expect(visitsJudged({ isCrowded: false })).toBe(6);
});

test('it borrows none that others took the cores from: its own machine was quiet, and nothing would excuse them', () => {
  expect(visitsJudged({ isCrowded: true })).toBe(2);
});
