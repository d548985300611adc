import { counted, listed } from '../../base/format.ts';
import { segmentWords } from '../../base/segment.ts';
import { type LoneSilence, loneSilences } from '../../measure/merged/lone-silences.ts';
import type { RunRecord } from '../../record/run-record.ts';
import type { MergedSegment, SegmentRecord } from '../../record/segment-record.ts';
import { APART_MS, clockFault } from './segment-clocks.ts';
import type { SegmentRun } from './segment-run.ts';

/** The segments with what is wrong with each, and why the whole cannot be judged; undefined when it can. */
export function judgedSegments(runs: readonly [SegmentRun, ...SegmentRun[]]): {
  readonly segments: readonly MergedSegment[];
  readonly invalid: string | undefined;
} {
  const { of } = runs[0].segment;
  const present = new Set(runs.map(({ segment }) => segment.index));
  const missing = Array.from({ length: of }, (_, index) => index + 1).filter((index) => !present.has(index));
  const endsMs = runs.map(({ slices }) => slices.at(-1)?.toMs ?? 0);
  // One that waits for a last answer ends later than it was to: the others did not end early for that.
  const lastMs = Math.min(Math.max(...endsMs), runs[0].partOf.whole.durationMs);
  const silences = loneSilences(runs.map(({ slices }) => slices));
  const own = runs.map(({ segment, record }): SegmentRecord => ({ ...segment, ...record?.segment }));
  const segments = runs.map((run, index): MergedSegment => {
    const segment = own[index] ?? run.segment;
    const fault =
      run.record === undefined
        ? 'was cut short: it left no summary'
        : (clockFault(segment, own) ??
          cutOffFault(silences[index]) ??
          faultOf(run.record, lastMs - (endsMs[index] ?? 0)));
    return { ...segment, runId: run.folder.runId, ...(fault !== undefined && { fault }) };
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

/** What lost the target was the network of this machine, or the machine itself: the others show that the target was there. */
function cutOffFault(silence: LoneSilence | undefined): string | undefined {
  if (silence === undefined) return undefined;
  const { fromMs, toMs, lost } = silence;
  return (
    `was cut off from the target: from second ${fromMs / 1000} to ${toMs / 1000} it got no answer ` +
    `to ${counted(lost, 'request')}, while the others got theirs`
  );
}

/** Why the figures of a segment cannot stand for its share of the load, as what follows its name. */
function faultOf({ outcome, reasons }: RunRecord, earlyMs: number): string | undefined {
  const wasStopped = reasons.some(({ kind }) => kind === 'stopped');
  if (earlyMs > APART_MS && !wasStopped) return `ended ${(earlyMs / 1000).toFixed(1)} s before the others`;
  if (outcome === 'invalid') return `is invalid (${reasons[0]?.text ?? 'it left no reason'})`;
  if (outcome === 'could not run') return `did not come to its end (${reasons[0]?.text ?? 'no reason'})`;
  return undefined;
}
