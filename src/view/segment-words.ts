import { listed } from '../base/format.ts';
import { segmentWords } from '../base/segment.ts';
import type { RunRecord } from '../record/run-record.ts';
import type { SegmentRecord } from '../record/segment-record.ts';

/** Which segment a run was, or of which segments it was merged, and how well their clocks agreed; undefined for other runs. */
export function segmentsSentence({
  segment,
  segments,
}: Pick<RunRecord, 'segment' | 'segments'>): string | undefined {
  if (segment !== undefined)
    return `This is ${segmentWords(segment)}: its share of the load, which began ${beginWords(segment)} (START_AT ${segment.startAt}).`;
  const [first] = segments ?? [];
  if (segments === undefined || first === undefined) return undefined;
  const each = segments.map((one) => `${one.index} began ${beginWords(one)}`);
  return `Merged from ${segments.length} of ${first.of} segments, which were to begin at ${first.startAt}: ${listed(each)}.`;
}

/** E.g. `3 ± 21 ms late`: by the target's clock, which is known as well as the uncertainty says. */
function beginWords({ lateMs, clock, clockAtEnd }: SegmentRecord): string {
  if (lateMs === undefined) return 'not at all';
  if (clock.kind === 'unknown')
    return `${Math.abs(lateMs)} ms ${lateWord(lateMs)} by its own clock, which could not be compared`;
  const begin = `${Math.abs(lateMs)} ± ${Math.round(clock.uncertainMs)} ms ${lateWord(lateMs)}${correctedWords(clock)}`;
  if (clockAtEnd?.kind !== 'known') return begin;
  const movedMs = Math.round(clockAtEnd.offsetMs - clock.offsetMs);
  const knownMs = Math.round(clockAtEnd.uncertainMs + clock.uncertainMs);
  return `${begin} and its clock drifted by ${movedMs} ± ${knownMs} ms`;
}

/** How far a clock that was off was corrected; empty for one that may have been right. */
function correctedWords({ offsetMs, uncertainMs }: { offsetMs: number; uncertainMs: number }): string {
  if (Math.abs(offsetMs) <= uncertainMs) return '';
  const seconds = (Math.abs(offsetMs) / 1000).toFixed(3);
  return ` (by a clock ${seconds} s ${offsetMs < 0 ? 'ahead of' : 'behind'} the target's, which was corrected)`;
}

function lateWord(lateMs: number): string {
  return lateMs < 0 ? 'early' : 'late';
}
