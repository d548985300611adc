import { cpSync, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { given } from '../../base/format.ts';
import { makeFolder } from '../../base/make-folder.ts';
import { makeOwnFolder } from '../../base/own-folder.ts';
import { sum } from '../../base/statistics/averages.ts';
import { type DecodedSlice, decodeSlice } from '../../measure/decoded-slice.ts';
import { type Exemplar, Exemplars } from '../../measure/exemplars.ts';
import { mergedSlices } from '../../measure/merged/merged-slices.ts';
import type { Slice } from '../../measure/slice.ts';
import { sliceLine } from '../../measure/slice-file.ts';
import { tablesFor } from '../../record/load-tables.ts';
import { readRecord } from '../../record/read-record.ts';
import { RUN_FILES, RUN_FOLDERS } from '../../record/run-files.ts';
import { newRunId, pointLatestAt, RunFolder } from '../../record/run-folder.ts';
import type { RunPlan } from '../../record/run-plan.ts';
import type { MergedSegment } from '../../record/segment-record.ts';
import type { SignInState } from '../../record/sign-in-state.ts';
import type { OutputPlace } from '../../report/outputs.ts';
import { chooseOperations } from '../../traffic/plan/choose-operations.ts';
import { type ConcludedRun, concludeRun } from '../conclude-run.ts';
import type { RunEnd } from '../run-end.ts';
import { silentMeasures, silentServices } from '../silent-measures.ts';
import { mergedTestData } from './merged-test-data.ts';
import { writeMergedTraffic } from './merged-traffic.ts';
import { judgedSegments } from './segment-faults.ts';
import { readSegments, type SegmentRun } from './segment-run.ts';

/** A run that was made of its segments. */
export interface MergedRun extends ConcludedRun {
  readonly folder: RunFolder;
}

/**
 * Makes one run of the segments of a run: adds their histograms without loss, and judges the limits once, on the whole. What
 * browsers and bursts measured is the first segment's. A segment that is missing, late or invalid makes the whole invalid, and
 * the reason says which.
 *
 * @throws SuiteError (BAD_SETTING) when the folders do not hold segments of one run
 */
export function mergeRuns(folders: readonly RunFolder[], place: Omit<OutputPlace, 'folder'>): MergedRun {
  const runs = readSegments(folders);
  const [first] = runs;
  const { segments, invalid } = judgedSegments(runs);
  const plan = wholePlan(first, segments);
  const folder = new RunFolder(join(place.reportsFolder, 'runs', plan.runId));
  makeOwnFolder(folder.path);
  pointLatestAt(place.reportsFolder, folder);
  copyFiles(runs, segments, folder);
  // The first segment may have been killed before Allure wrote anything.
  makeFolder(folder.file(RUN_FOLDERS.allureResults));
  const slices = mergedSlices(slicesOfAll(runs));
  folder.write(RUN_FILES.plan, plan);
  folder.writeText(RUN_FILES.slices, slices.map(sliceLine).join(''));
  folder.write(RUN_FILES.exemplars, slowestOf(runs));
  for (const signedIn of given(signedInBy(runs))) folder.write(RUN_FILES.signIn, signedIn);
  const decoded = slices.map(decodeSlice);
  const end = mergedEnd(runs, plan, decoded, invalid);
  const measured = { folder, plan, slices: decoded, thresholds: tablesFor(plan.settings) };
  const concluded = concludeRun(measured, end, place);
  const record = readRecord(folder);
  if (record !== undefined) writeMergedTraffic(folder, record);
  return { ...concluded, folder };
}

/** The slices of each segment in its place, which texts name it by: none of one that is missing. */
function slicesOfAll(runs: readonly [SegmentRun, ...SegmentRun[]]): (readonly Slice[])[] {
  const { of } = runs[0].segment;
  const ofSegment = (index: number) => runs.find(({ segment }) => segment.index === index);
  return Array.from({ length: of }, (_, before) => ofSegment(before + 1)?.slices ?? []);
}

/** The plan of the whole run, as the first segment would have had it alone. */
function wholePlan({ plan, partOf }: SegmentRun, segments: readonly MergedSegment[]): RunPlan {
  const { segment: _, ...planned } = plan;
  return {
    ...planned,
    runId: newRunId(plan.scenario, new Date(plan.startedAt), Math.random()),
    settings: { ...plan.settings, segment: undefined, startAtMs: undefined },
    plan: partOf.whole,
    segments,
  };
}

/** What of the segments' folders the whole run has too. */
function copyFiles(
  runs: readonly [SegmentRun, ...SegmentRun[]],
  segments: readonly MergedSegment[],
  folder: RunFolder,
): void {
  const [first] = runs;
  const whole = [
    RUN_FOLDERS.rounds,
    RUN_FOLDERS.leftOut,
    RUN_FOLDERS.bursts,
    RUN_FOLDERS.allureResults,
    'traces',
    'evidence',
    RUN_FILES.clock,
    RUN_FILES.cores,
  ];
  for (const name of whole) copyIfThere(first.folder, folder, name);
  // The target was gone for all of them: the first one that says so says it for all. One with a fault speaks for itself alone.
  const stopped = runs.find(
    (run, index) => segments[index]?.fault === undefined && existsSync(run.folder.place(RUN_FILES.stop)),
  );
  if (stopped !== undefined) copyIfThere(stopped.folder, folder, RUN_FILES.stop);
}

function copyIfThere(from: RunFolder, to: RunFolder, name: string): void {
  if (!existsSync(from.place(name))) return;
  // What the segment's own report added to Allure's results is named after it, and is of the segment alone.
  const filter = (path: string) => !basename(path).startsWith(`${from.runId}-`);
  cpSync(from.place(name), to.file(name), { recursive: true, filter });
}

/** The slowest requests of each operation, of all segments. */
function slowestOf(runs: readonly SegmentRun[]): Exemplar[] {
  const slowest = new Exemplars();
  for (const { folder } of runs)
    for (const exemplar of folder.read<Exemplar[]>(RUN_FILES.exemplars) ?? []) slowest.offer(exemplar);
  return slowest.all();
}

/** The sign-ins of all segments together; undefined when none of them got so far. */
function signedInBy(runs: readonly SegmentRun[]): SignInState | undefined {
  const states = runs.flatMap(({ folder }) => folder.read<SignInState>(RUN_FILES.signIn) ?? []);
  if (states.length === 0) return undefined;
  return {
    done: sum(states.map(({ done }) => done)),
    of: sum(states.map(({ of }) => of)),
    made: sum(states.map(({ made }) => made)),
    sinceMs: Math.max(0, ...states.map(({ sinceMs }) => sinceMs)),
  };
}

function mergedEnd(
  runs: readonly [SegmentRun, ...SegmentRun[]],
  { offers, sockets, operations, settings }: RunPlan,
  slices: readonly DecodedSlice[],
  invalid: string | undefined,
): RunEnd {
  const records = runs.map(({ record }) => record);
  const reasons = records.flatMap((record) => record?.reasons ?? []);
  const { measures } = chooseOperations({ operations: offers, sockets }, operations);
  const silent = [...silentServices(slices), ...silentMeasures(slices, measures)];
  const interrupted = reasons.find(({ kind }) => kind === 'interrupted')?.text;
  const evidence = records[0]?.evidence;
  return {
    testErrors: silent,
    ownFaults: [],
    interrupted: interrupted ?? false,
    endedAt:
      records
        .map((record) => record?.endedAt ?? '')
        .sort()
        .at(-1) || new Date().toISOString(),
    testData: mergedTestData(records.map((record) => record?.testData)),
    slaCounts: settings.slaCounts,
    invalid,
    ...(evidence !== undefined && { evidence }),
  };
}
