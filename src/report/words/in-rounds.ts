import { formatDuration } from '../../base/duration.ts';
import { counted, formatCount, given, listed, spokenName } from '../../base/format.ts';
import type { OverloadRecord } from '../../record/overload-record.ts';
import type { RoundRecord } from '../../record/round-record.ts';
import type { RoundPhaseRecord, RunRecord, TrafficRecord } from '../../record/run-record.ts';
import { percentileWords } from './numbers.ts';

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
  const alone = `${formatDuration(undisturbedMs)} (of ${formatDuration(elapsedMs)}) without rounds`;
  return `Latencies cover the ${alone} (${overload === undefined ? '' : 'at all loads together '}${p95(latency)}). Left out: ${inRounds.map(phaseWords).join('; ')}.`;
}

/** Of which time the latencies of a traffic are: `the time without rounds`, or `the whole traffic`. */
export function latencyTime({
  undisturbedMs,
  inRounds = [],
}: Pick<TrafficRecord, 'undisturbedMs' | 'inRounds'>): string {
  return undisturbedMs === undefined || inRounds.length === 0
    ? 'the whole traffic'
    : 'the time without rounds';
}

/** What of the rounds was not as planned, one sentence each: left out, late, after the users, and too long. */
export function roundsNotAsPlanned(record: NotAsPlanned): string | undefined {
  const { traffic, rounds } = record;
  const late = rounds.filter(({ lateMs }) => lateMs >= LATE_MS);
  const beyond = rounds.flatMap((round) => (round.afterUsers === undefined ? [] : [afterUsersWords(round)]));
  const sentences = given(
    missingRoundsSentence(record),
    late.length > 0 &&
      `Late for its moment${late.length > 1 ? 's' : ''}: ${listed(late.map((round) => `${nameOf(round)}, by ${formatDuration(round.lateMs)}`))}.`,
    beyond.length > 0 && `Left out, since the users had gone: ${beyond.join('; ')}.`,
    traffic !== null && promiseSentence(record.plannedUndisturbedMs, traffic.undisturbedMs),
  );
  return sentences.length === 0 ? undefined : sentences.join(' ');
}

type NotAsPlanned = Pick<RunRecord, 'missingRounds' | 'plannedUndisturbedMs'> & {
  readonly rounds: readonly Pick<RoundRecord, 'journey' | 'number' | 'of' | 'lateMs' | 'afterUsers'>[];
  readonly traffic: Pick<TrafficRecord, 'undisturbedMs'> | null;
};

/** Less than this is the time in which rounds take turns. */
const LATE_MS = 2_000;
/** A slot's end and the settling after a burst move by as much. */
const KEPT_SHARE = 0.9;

function missingRoundsSentence({ missingRounds = [] }: Pick<RunRecord, 'missingRounds'>): string | undefined {
  if (missingRounds.length === 0) return undefined;
  const byReason = [...Map.groupBy(missingRounds, ({ journey, why = '' }) => `${journey}\n${why}`).values()];
  const groups = byReason.flatMap((rounds) => {
    const [first] = rounds;
    if (first === undefined) return [];
    const numbers = listed(rounds.map(({ number }) => String(number)));
    const why = first.why === undefined ? '' : ` (${first.why})`;
    return [`${spokenName(first.journey)} ${numbers} of ${first.of}${why}`];
  });
  return `${counted(missingRounds.length, 'planned round was', 'planned rounds were')} not measured: ${groups.join('; ')}.`;
}

function afterUsersWords(round: Pick<RoundRecord, 'journey' | 'number' | 'of' | 'afterUsers'>): string {
  const { visits = 0, burst = false } = round.afterUsers ?? {};
  const what = given(visits > 0 && counted(visits, 'visit'), burst && 'its burst, which was not sent');
  return `${nameOf(round)}: ${what.join(', and ')}`;
}

function promiseSentence(plannedMs: number | undefined, undisturbedMs: number | undefined) {
  if (plannedMs === undefined || undisturbedMs === undefined) return undefined;
  if (undisturbedMs >= KEPT_SHARE * plannedMs) return undefined;
  return `The plan left the users ${formatDuration(plannedMs)} without rounds, and they had ${formatDuration(undisturbedMs)}: rounds, or the requests still under way after them, took longer than planned.`;
}

function nameOf({ journey, number, of }: Pick<RoundRecord, 'journey' | 'number' | 'of'>): string {
  return `${spokenName(journey)} ${number} of ${of}`;
}

/** The users of a round, e.g. `10 users`, `8 users (10 planned)`, `alone`. */
export function usersWords({ vus, plannedVus }: Pick<RoundRecord, 'vus' | 'plannedVus'>): string {
  if (plannedVus !== undefined) return `${counted(vus, 'user')} (${formatCount(plannedVus)} planned)`;
  return vus === 0 ? 'alone' : counted(vus, 'user');
}

const WHILE: Readonly<Record<RoundPhaseRecord['kind'], (operation: string | undefined) => string>> = {
  visits: () => 'while a browser visited pages',
  burst: (operation) => `while a burst hit ${operation}`,
  removal: (operation) => `while what rounds had made with ${operation} was removed`,
};

function phaseWords({ kind, operation, elapsedMs, sent, failed, latency }: RoundPhaseRecord): string {
  const failures = failed === 0 ? '' : `, ${failed} of ${counted(sent, 'request')} failed`;
  return `${WHILE[kind](operation)} (${formatDuration(elapsedMs)}) ${p95(latency)}${failures}`;
}

function p95(latency: RoundPhaseRecord['latency']): string {
  return latency.p95Ms === undefined ? 'too few requests for a p95' : percentileWords('p95', latency);
}
