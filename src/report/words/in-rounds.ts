import { formatDuration } from '../../base/duration.ts';
import { counted, formatMs } from '../../base/format.ts';
import type { OverloadRecord } from '../../record/overload-record.ts';
import type { RoundPhaseRecord, TrafficRecord } from '../../record/run-record.ts';

/**
 * Of which time, and which loads, the latencies of a traffic are, and how it did while rounds measured next to it; undefined when none did,
 * and for records that include the rounds.
 */
export function roundsSentence(
  {
    elapsedMs,
    undisturbedMs,
    latency,
    inRounds = [],
  }: Pick<TrafficRecord, 'elapsedMs' | 'undisturbedMs' | 'latency' | 'inRounds'>,
  overload?: OverloadRecord,
): string | undefined {
  if (undisturbedMs === undefined || inRounds.length === 0) return undefined;
  const alone = `${formatDuration(undisturbedMs)} of ${formatDuration(elapsedMs)}`;
  return `Latencies are of the ${alone} in which the users had the target to themselves (${overload === undefined ? '' : 'at all loads together '}${p95(latency)}). Not in them: ${inRounds.map(phaseWords).join('; ')}.`;
}

function phaseWords({ kind, operation, elapsedMs, sent, failed, latency }: RoundPhaseRecord): string {
  const what = kind === 'visits' ? 'while a browser visited pages' : `while a burst hit ${operation}`;
  const failures = failed === 0 ? '' : `, ${failed} of ${counted(sent, 'request')} failed`;
  return `${what} (${formatDuration(elapsedMs)}) ${p95(latency)}${failures}`;
}

function p95({ p95Ms }: RoundPhaseRecord['latency']): string {
  return p95Ms === undefined ? 'too few requests for a p95' : `p95 ${formatMs(p95Ms)} ms`;
}
