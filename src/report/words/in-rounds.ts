import { formatDuration } from '../../base/duration.ts';
import { counted, formatCount, formatMs, listed, spokenName } from '../../base/format.ts';
import type { OverloadRecord } from '../../record/overload-record.ts';
import type { RoundRecord } from '../../record/round-record.ts';
import type { RoundPhaseRecord, RunRecord, TrafficRecord } from '../../record/run-record.ts';

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

/** The planned rounds that left no figures, in one sentence; undefined when each has some. */
export function missingRoundsSentence({
  missingRounds = [],
}: Pick<RunRecord, 'missingRounds'>): string | undefined {
  if (missingRounds.length === 0) return undefined;
  const byJourney = [...Map.groupBy(missingRounds, ({ journey }) => journey)].map(
    ([journey, rounds]) =>
      `${spokenName(journey)} ${listed(rounds.map(({ number }) => String(number)))} of ${rounds[0]?.of}`,
  );
  return `${counted(missingRounds.length, 'planned round was', 'planned rounds were')} not measured: ${byJourney.join('; ')}.`;
}

/** The users of a round, e.g. `10 users`, `8 users (10 planned)`, `alone`. */
export function usersWords({ vus, plannedVus }: Pick<RoundRecord, 'vus' | 'plannedVus'>): string {
  if (plannedVus !== undefined) return `${counted(vus, 'user')} (${formatCount(plannedVus)} planned)`;
  return vus === 0 ? 'alone' : counted(vus, 'user');
}

function phaseWords({ kind, operation, elapsedMs, sent, failed, latency }: RoundPhaseRecord): string {
  const what = kind === 'visits' ? 'while a browser visited pages' : `while a burst hit ${operation}`;
  const failures = failed === 0 ? '' : `, ${failed} of ${counted(sent, 'request')} failed`;
  return `${what} (${formatDuration(elapsedMs)}) ${p95(latency)}${failures}`;
}

function p95({ p95Ms }: RoundPhaseRecord['latency']): string {
  return p95Ms === undefined ? 'too few requests for a p95' : `p95 ${formatMs(p95Ms)} ms`;
}
