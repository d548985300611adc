import type { Slice } from '../../measure/slice.ts';
import { readRawSlices } from '../../measure/slice-file.ts';
import { RUN_FILES } from '../../record/run-files.ts';
import type { RunFolder } from '../../record/run-folder.ts';
import { type RunPlan, readRunPlan } from '../../record/run-plan.ts';
import type { RunRecord } from '../../record/run-record.ts';
import type { PlannedSegment } from '../../record/segment-record.ts';
import { settingsError } from '../../settings/mistakes.ts';
import type { PartOf } from '../../traffic/plan/scenario-plan.ts';

/** What a segment left. */
export interface SegmentRun {
  readonly folder: RunFolder;
  readonly plan: RunPlan;
  readonly segment: PlannedSegment;
  readonly partOf: PartOf;
  /** Undefined when it was cut short. */
  readonly record: RunRecord | undefined;
  readonly slices: readonly Slice[];
}

/**
 * Reads the segments of one run, in their order.
 *
 * @throws SuiteError (BAD_SETTING) when a folder holds no segment, or they are not of one run
 */
export function readSegments(folders: readonly RunFolder[]): [SegmentRun, ...SegmentRun[]] {
  const runs = folders.map(readSegment).sort((a, b) => a.segment.index - b.segment.index);
  const [first, ...others] = runs;
  if (first === undefined) throw notMergeable('none', 'the folders of all segments of one run');
  for (const other of others) {
    const differs = differenceOf(first, other);
    if (differs !== undefined)
      throw notMergeable(
        `${first.folder.runId} and ${other.folder.runId}: ${differs}`,
        'segments of one run: the same scenario, settings, target and START_AT, each once',
      );
  }
  return [first, ...others];
}

function readSegment(folder: RunFolder): SegmentRun {
  const plan = readRunPlan(folder);
  const { segment, plan: scenario } = plan ?? {};
  if (plan === undefined || segment === undefined || scenario?.partOf === undefined)
    throw notMergeable(
      `${folder.path}, which holds ${plan === undefined ? 'no run that began' : 'a whole run'}`,
      'the folder of a run with SEGMENT',
    );
  const record = folder.read<RunRecord>(RUN_FILES.summary);
  const slices = readRawSlices(folder.place(RUN_FILES.slices));
  return { folder, plan, segment, partOf: scenario.partOf, record, slices };
}

/** What keeps two segments from being of one run; undefined when they are. */
function differenceOf(one: SegmentRun, other: SegmentRun): string | undefined {
  const facts = ({ plan, segment, partOf }: SegmentRun): [what: string, value: unknown][] => [
    ['scenario', plan.scenario],
    ['target', plan.baseUrl],
    ['environment', plan.environment],
    ['number of segments', segment.of],
    ['START_AT', segment.startAt],
    ['operations', plan.operations],
    ['seed', plan.settings.seed],
    ['load or limits of it', partOf.whole],
  ];
  const others = new Map(facts(other));
  const differing = facts(one).find(
    ([what, value]) => JSON.stringify(value) !== JSON.stringify(others.get(what)),
  );
  if (differing !== undefined) return `another ${differing[0]}`;
  return one.segment.index === other.segment.index ? `both are segment ${one.segment.index}` : undefined;
}

function notMergeable(found: string, right: string): Error {
  return settingsError([{ name: 'the segments to merge', found, right }]);
}
