import { listed } from '../../base/format.ts';
import { segmentWords } from '../../base/segment.ts';
import type { MergedSegment, SegmentRecord } from '../../record/segment-record.ts';
import type { SegmentRun } from './segment-run.ts';

/** Segments that begin or end further apart than this were not at work together. */
const APART_MS = 1_000;

/** The segments with what is wrong with each, and why the whole cannot be judged; undefined when it can. */
export function judgedSegments(runs: readonly [SegmentRun, ...SegmentRun[]]): {
  readonly segments: readonly MergedSegment[];
  readonly invalid: string | undefined;
} {
  const { of } = runs[0].segment;
  const present = new Set(runs.map(({ segment }) => segment.index));
  const missing = Array.from({ length: of }, (_, index) => index + 1).filter((index) => !present.has(index));
  const endsMs = runs.map(({ slices }) => slices.at(-1)?.toMs ?? 0);
  const lastMs = Math.max(...endsMs);
  const segments = runs.map((run, index): MergedSegment => {
    const { folder, segment, record } = run;
    const fault = faultOf(run, lastMs - (endsMs[index] ?? 0));
    return { ...segment, ...record?.segment, runId: folder.runId, ...(fault !== undefined && { fault }) };
  });
  const faults = [
    ...missing.map((index) => `${segmentWords({ index, of })} is missing`),
    ...segments.flatMap(({ fault, ...segment }) =>
      fault === undefined ? [] : [`${segmentWords(segment)} ${fault}`],
    ),
  ];
  const invalid =
    faults.length === 0 ? undefined : `the load was not that of the whole run: ${listed(faults)}`;
  return { segments, invalid };
}

/** Why the figures of a segment cannot stand for its share of the load, as what follows its name. */
function faultOf({ record }: SegmentRun, earlyMs: number): string | undefined {
  if (record === undefined) return 'was cut short: it left no summary';
  const { outcome, reasons, segment } = record;
  const late = lateFault(segment);
  if (late !== undefined) return late;
  const wasStopped = reasons.some(({ kind }) => kind === 'stopped');
  if (earlyMs > APART_MS && !wasStopped) return `ended ${seconds(earlyMs)} s before the others`;
  if (outcome === 'invalid') return `is invalid (${reasons[0]?.text ?? 'it left no reason'})`;
  if (outcome === 'could not run') return `did not come to its end (${reasons[0]?.text ?? 'no reason'})`;
  return undefined;
}

function lateFault(segment: SegmentRecord | undefined): string | undefined {
  if (segment?.lateMs === undefined) return 'sent nothing: its traffic did not begin';
  const { lateMs, clock, clockAtEnd } = segment;
  if (Math.abs(lateMs) > APART_MS) return `began ${seconds(lateMs)} s after START_AT`;
  if (clock.kind !== 'known') return undefined;
  if (Math.abs(lateMs) + clock.uncertainMs > APART_MS)
    return `may have begun ${seconds(Math.abs(lateMs) + clock.uncertainMs)} s apart from the others: its clock is known to ± ${seconds(clock.uncertainMs)} s only`;
  if (clockAtEnd?.kind !== 'known') return undefined;
  const movedMs = Math.abs(clockAtEnd.offsetMs - clock.offsetMs) - clockAtEnd.uncertainMs - clock.uncertainMs;
  // Whichever of both is right: nobody knows when this one began.
  return movedMs > APART_MS
    ? `has a clock that moved by ${seconds(movedMs)} s or more against the target's during the run`
    : undefined;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
