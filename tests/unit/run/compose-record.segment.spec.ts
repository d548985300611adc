import { mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { decodeSlice } from '../../../src/measure/decoded-slice.ts';
import { loadTables } from '../../../src/record/load-tables.ts';
import type { JudgedRound } from '../../../src/record/round-record.ts';
import { RUN_FILES, roundFile } from '../../../src/record/run-files.ts';
import { RunFolder } from '../../../src/record/run-folder.ts';
import type { RunPlan } from '../../../src/record/run-plan.ts';
import { EXIT_CODES } from '../../../src/record/run-record.ts';
import { summaryText } from '../../../src/report/text/summary.ts';
import { composeRecord } from '../../../src/run/compose-record.ts';
import type { RunEnd } from '../../../src/run/run-end.ts';
import { limitOf } from '../../../src/verdict/verdict.ts';
import { runView } from '../../../src/view/run-view.ts';
import { madeSlice } from '../../made/slices.ts';
import { smallRound } from '../../made/small-record.ts';
import { decodedSlices } from '../../made/small-run.ts';
import { madeVerdicts } from '../../made/verdict.ts';

const START_MS = Date.UTC(2026, 10, 24, 10);
const clock = { kind: 'known', offsetMs: 3_000, uncertainMs: 20 } as const;
const plan = {
  runId: 'it',
  scenario: 'smoke',
  environment: 'development',
  baseUrl: 'http://localhost:1',
  startedAt: '2026-11-24T09:59:00.000Z',
  findings: [],
  settings: {},
  offers: {},
  sockets: {},
  lanes: ['traffic'],
  segment: { index: 2, of: 4, startAt: new Date(START_MS).toISOString(), clock },
} as unknown as RunPlan;

/** The record of a segment, by the slices that it wrote and what ended it. */
function recordOf(slices = decodedSlices, end: Partial<RunEnd> = {}, rounds: readonly JudgedRound[] = []) {
  const folder = new RunFolder(test.info().outputPath('run'));
  mkdirSync(folder.path, { recursive: true });
  for (const round of rounds) folder.write(roundFile(round.journey, round.number), round);
  // By its own clock it began 2.9 s before START_AT, and by the target's, which is 3 s ahead, 0.1 s after it.
  folder.write(RUN_FILES.clock, { startedAtMs: START_MS - 2_900 });
  const measured = { folder, plan, slices, thresholds: loadTables() };
  const noTrouble = { testErrors: [], ownFaults: [], interrupted: false, testData: undefined };
  return composeRecord(measured, { ...noTrouble, slaCounts: false, clockAtEnd: clock, ...end });
}

test('a segment judges nothing, though its slices break limits, and its exit code is 0', () => {
  const record = recordOf();
  expect(record.outcome).toBe('segment');
  expect(record.verdicts).toEqual([]);
  expect(record).not.toHaveProperty('diagnosis');
  expect(EXIT_CODES[record.outcome]).toBe(0);
  const text = summaryText(runView(record, decodedSlices));
  expect(text).toContain('MEASURED, NOT JUDGED');
  expect(text).not.toMatch(/PASSED|FAILED|broken:/);
});

test('it leaves the steps of its rounds as they are where it lost load itself: the merge knows all of the load', () => {
  const limit = limitOf({ kind: 'step', journey: 'login', step: 'sign in' }, 'median', 'journey', 1_000);
  const held = { ...limit, kind: 'pass', figure: 300, samples: 6, interval: {} } as const;
  const owner = { kind: 'round', journey: 'login', number: 1 } as const;
  const round = { ...smallRound(1, [300]), journey: 'login', verdicts: madeVerdicts([held], owner) };
  const userTime = { totalMs: 100_000, lostMs: 20_000 };
  const beside = { kind: 'visits', journey: 'login', number: 1 } as const;
  const visits = madeSlice(9, {}, { round: beside, userTime });
  const others = madeSlice(10, {}, { userTime: { totalMs: 1_000_000, lostMs: 0 } });
  const { outcome, verdicts } = recordOf([...decodedSlices, ...[visits, others].map(decodeSlice)], {}, [
    round,
  ]);
  expect([outcome, verdicts.map(({ kind }) => kind)]).toEqual(['segment', ['pass']]);
});

test("it says how late it began by the target's clock", () => {
  expect(recordOf().segment).toEqual({ ...plan.segment, lateMs: 100, clockAtEnd: clock });
});

test('a segment that sent nothing, or did not come to its end, is not green', () => {
  expect(recordOf([])).toMatchObject({
    outcome: 'could not run',
    reasons: [{ kind: 'test error', text: 'nothing was measured: this segment sent no request' }],
  });
  expect(recordOf(decodedSlices, { interrupted: true }).outcome).toBe('could not run');
  expect(recordOf(decodedSlices, { testErrors: ['[SEGMENT_LATE] checked: …'] }).outcome).toBe(
    'could not run',
  );
  expect(recordOf(decodedSlices, { ownFaults: ['EMFILE'] }).outcome).toBe('invalid');
});
