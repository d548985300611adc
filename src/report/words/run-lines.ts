import { formatDuration } from '../../base/duration.ts';
import { counted, formatMs, given } from '../../base/format.ts';
import { LATE_START_MS } from '../../measure/arrival-counters.ts';
import type { MemoryTrend } from '../../measure/memory-trend.ts';
import { ownWords } from '../../measure/validity.ts';
import { errorsNextToBursts } from '../../record/counted-errors.ts';
import { judgedErrors } from '../../record/judged-errors.ts';
import type { LatencyFigures } from '../../record/latency-figures.ts';
import { allBurstsOf, type ShimUse } from '../../record/round-record.ts';
import type { RunRecord, TrafficRecord } from '../../record/run-record.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import { GUIDE_METRICS } from '../k6/k6-summary.ts';
import { DASH } from './numbers.ts';
import { faultsLine } from './steps.ts';
import { mostUsers, usersUntilTheEnd } from './traffic-users.ts';

/** Requests that waited less than this at the end were just on their way. */
const LONG_WAIT_MS = 1_000;

/**
 * `embedded sandbox`, with the faults that it was started with: figures are not the product's then. Undefined where the run
 * did not start its target.
 */
export function sandboxWords({ sandbox, facts }: Pick<RunRecord, 'sandbox' | 'facts'>): string | undefined {
  if (!sandbox) return undefined;
  return `embedded sandbox${facts?.sandboxFaults === undefined ? '' : ` with faults: ${facts.sandboxFaults}`}`;
}

/**
 * The load of a traffic and how long it lasted. An open model begins with the users that were planned, and takes more where
 * arrivals would have to wait, so its slices say how many there were; a search takes fewer than it may, and so does a run that ends
 * early.
 */
export function loadLine(
  traffic: Pick<TrafficRecord, 'arrivals' | 'elapsedMs' | 'slices'>,
  record: Pick<RunRecord, 'vus' | 'capacity' | 'plannedDurationMs'>,
): string {
  const { arrivals, elapsedMs } = traffic;
  const { vus, capacity } = record;
  const time = formatDuration(elapsedMs);
  if (arrivals !== undefined) {
    const most = Math.max(vus, mostUsers(traffic));
    return `${counted(arrivals.offered, 'arrival')} in ${time}, sent by up to ${counted(most, 'virtual user')}`;
  }
  const planned = `${capacity === undefined ? '' : 'up to '}${counted(vus, 'virtual user')}`;
  return `${usersUntilTheEnd(traffic, record) ?? planned} for ${time}`;
}

/**
 * The counts of a traffic. They have to add up: offered = sent + not sent; sent = ok + failed + timed out + unfinished.
 * In the closed model, and for requests without a schedule, everything offered is sent.
 */
export function countLines(traffic: TrafficRecord): [name: string, values: string][] {
  const { sent, ok, failed, unfinished, outcomes, arrivals, longestWaitMs, repeated } = traffic;
  const timedOut = outcomes.timeout ?? 0;
  const unscheduled = sent - (arrivals?.sent ?? 0);
  const offered = (arrivals?.offered ?? 0) + unscheduled;
  const kinds = Object.entries(outcomes)
    .filter(([kind]) => !['ok', 'unfinished', 'timeout'].includes(kind))
    .map(([kind, count]) => `${kind} ${count}`);
  const repeats: [string, string][] =
    repeated === undefined ? [] : [['stale connections', `${repeated}, ${SENT_AGAIN}`]];
  return [
    ['offered', `${offered} = sent ${sent} + not sent ${arrivals?.notSent ?? 0}`],
    [
      'sent',
      `${sent} = ok ${ok} + failed ${failed - timedOut} + timed out ${timedOut} + unfinished ${unfinished}` +
        (kinds.length === 0 ? '' : ` (${kinds.join(', ')})`) +
        (longestWaitMs === undefined || longestWaitMs < LONG_WAIT_MS
          ? ''
          : `; at the end requests had waited up to ${formatDuration(longestWaitMs)} for their answer`),
    ],
    ...repeats,
  ];
}

const SENT_AGAIN = 'each request was sent again on a new one, as browsers do';

/** Bursts that met connections which the server had just closed; undefined when none did. */
export function staleBurstsLine(record: Pick<RunRecord, 'bursts' | 'rounds'>): string | undefined {
  const stale = new Map<string, number>();
  for (const { operation, repeated = 0 } of allBurstsOf(record))
    if (repeated > 0) stale.set(operation, (stale.get(operation) ?? 0) + repeated);
  if (stale.size === 0) return undefined;
  const counts = [...stale].map(([operation, count]) => `${operation} ${count}`);
  return `Stale connections in bursts: ${counts.join(', ')}; ${SENT_AGAIN}.`;
}

/** Bursts that their access tokens ended, and how; undefined when there were none. */
export function endedEarlyLine(record: Pick<RunRecord, 'bursts' | 'rounds'>): string | undefined {
  const words = allBurstsOf(record).flatMap(({ operation, endedEarly }) =>
    endedEarly === undefined ? [] : [`${operation} (${endedEarly})`],
  );
  if (words.length === 0) return undefined;
  return `Ended early: ${words.join(', ')}. They are judged by what they measured until then, and an early end breaks no limit.`;
}

/** What helped the web client in the journeys, and how often; undefined when nothing did. */
export function shimsLine({ rounds }: Pick<RunRecord, 'rounds'>): string | undefined {
  const uses = Map.groupBy(
    rounds.flatMap(({ help }) => help ?? []),
    ({ shim, request }) => `${shim} ${request}`,
  );
  if (uses.size === 0) return undefined;
  const helped = [...uses].map(([name, some]) => `${name} (${counted(sumOf(some), 'time')})`).sort();
  return `The web client had help, so its times are not those of the client as it is: ${helped.join(', ')}.`;
}

/** What to know of the pages of these rounds: the help that they had, what went wrong in them, and what was recorded. */
export function pagesLines(rounds: RunRecord['rounds']): string[] {
  return given(shimsLine({ rounds }), faultsLine(rounds), recordedLine({ rounds }));
}

/** What was recorded in the journeys, for whoever hands the run's folder on; undefined in a run without rounds. */
export function recordedLine({ rounds }: Pick<RunRecord, 'rounds'>): string | undefined {
  if (rounds.length === 0) return undefined;
  const traces = rounds.flatMap(({ trace }) => trace ?? []);
  if (traces.length === 0) return 'Recorded: no visit.';
  const parts = (['failed', 'slowest'] as const)
    .map((why) => ({ why, count: traces.filter((each) => each.why === why).length }))
    .filter(({ count }) => count > 0)
    .map(
      ({ why, count }) =>
        `${counted(count, 'visit')} after ${why === 'failed' ? 'failed rounds' : 'the slowest rounds'}`,
    );
  return `Recorded: ${parts.join(', ')}, with what the pages showed of customers; passwords, tokens and cookies are masked.`;
}

function sumOf(uses: readonly ShimUse[]): number {
  return uses.reduce((sum, { count }) => sum + count, 0);
}

/** How late requests started; separately for the times in which a round measured a journey. */
export function startLagLines({ startLag, arrivals }: TrafficRecord): [name: string, values: string][] {
  const { outside, inRounds } = startLag ?? {};
  return given<[string, string]>(
    outside && outside.samples > 0 && ['start_lag outside rounds', lag(outside)],
    inRounds && inRounds.samples > 0 && ['start_lag in rounds', lag(inRounds)],
    arrivals && ['start_lag', `${lag(arrivals.startLag)}, later than ${LATE_START_MS} ms: ${arrivals.late}`],
    arrivals && [
      'start_lag, own part',
      `${lag(arrivals.ownLag)}, the rest is waiting for a free virtual user`,
    ],
  );
}

function lag({ p50Ms, p99Ms, maxMs }: LatencyFigures): string {
  const value = (ms: number | undefined) => (ms === undefined ? DASH : `${formatMs(ms)}ms`);
  return `p(50)=${value(p50Ms)} p(99)=${value(p99Ms)} max=${value(maxMs)}`;
}

/** Whether the generator's memory stayed flat, e.g. `103 MB held after garbage collections, slope +0.4 MB/h …`; none for a short run. */
export function memoryLines({ memory }: Pick<TrafficRecord, 'memory'>): [name: string, values: string][] {
  if (memory === undefined) return [];
  const { of, meanBytes, slopeBytesPerHour, changeBytes, noiseBytes, fromMs, toMs } = memory;
  const found =
    `${megabytes(meanBytes)} MB ${of === 'held' ? 'held after garbage collections' : 'resident'}, slope ${signed(slopeBytesPerHour)} MB/h: ${signed(changeBytes)} MB from ` +
    `${formatDuration(fromMs)} to ${formatDuration(toMs)}, noise ±${megabytes(noiseBytes)} MB, ` +
    verdict(memory);
  const range = `${megabytes(memory.leastResidentBytes)} to ${megabytes(memory.mostResidentBytes)} MB`;
  return given<[string, string]>(
    ['generator memory', found],
    of === 'held' && ['resident memory', `${range}, which includes spare heap that V8 keeps`],
  );
}

/** A change that is more than noise is given with its size, even if it is too small to matter. */
function verdict({ isFlat, changeBytes, noiseBytes, meanBytes }: MemoryTrend): string {
  const share = `${((changeBytes / meanBytes) * 100).toFixed(1)} % of the whole`;
  if (!isFlat) return `NOT flat: ${share}`;
  return Math.abs(changeBytes) <= noiseBytes ? 'flat' : `flat, but more than noise: ${share}`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

function signed(bytes: number): string {
  return `${bytes < 0 ? '' : '+'}${megabytes(bytes)}`;
}

/** Lines on sockets and on requests that only prepared others; none for what the traffic did not have. */
export function besidesLines({
  sockets,
  preparation,
  renewals,
}: TrafficRecord): [name: string, values: string][] {
  const { mostOpen, drops, reconnects, events } = sockets ?? {};
  return given<[string, string]>(
    sockets && [
      'sockets',
      `${mostOpen} open, ${drops} dropped, ${reconnects} reconnected, ${events} events received`,
    ],
    renewals !== undefined && ['token renewals', `${renewals} (not measured)`],
    preparation && ['preparation', `${preparation.sent} sent, ${preparation.failed} failed (not measured)`],
  );
}

/** The metrics of the guide under their k6 names. @param verdicts of the run */
export function k6Metrics(
  traffic: TrafficRecord,
  verdicts: readonly Verdict[],
): [name: string, values: string][] {
  const { ended, failed } = judgedErrors(traffic, verdicts);
  const failedRate = ended === 0 ? DASH : `${((failed / ended) * 100).toFixed(2)}%`;
  return [
    ['http_req_duration', trend(traffic.latency, traffic.failedSamples)],
    ['http_req_failed', `${failedRate} ${failed} of ${ended}${nextToBursts(traffic)}`],
    ['http_reqs', `${traffic.sent} ${traffic.requestsPerSecond.toFixed(1)}/s`],
    ...GUIDE_METRICS.map(([name, operation]): [string, string] => {
      const found = traffic.operations.find((each) => each.operation === operation);
      return [
        name,
        found === undefined || found.latency.samples === 0 ? 'not measured' : trend(found.latency),
      ];
    }),
  ];
}

/** What failed next to the suite's bursts, which is in no error rate: ` (next to bursts: 39 of 40)`. Empty when nothing did. */
export function nextToBursts(traffic: TrafficRecord): string {
  const { ended, failed } = errorsNextToBursts(traffic);
  return failed === 0 ? '' : ` (next to bursts: ${failed} of ${ended})`;
}

/** @param failed of the samples, those of failed requests */
function trend(latency: LatencyFigures, failed = 0): string {
  const { samples, avgMs, p95Ms, p99Ms, maxMs, p95LeastMs, p99LeastMs } = latency;
  const bounds = given(
    ownWords(p95Ms, p95LeastMs, 'ms')?.replace('own', 'own p(95)'),
    ownWords(p99Ms, p99LeastMs, 'ms')?.replace('own', 'own p(99)'),
  );
  const own = bounds.length === 0 ? '' : `; ${bounds.join(', ')}`;
  const value = (ms: number | undefined) => (ms === undefined ? DASH : `${formatMs(ms)}ms`);
  const ofFailures = failed === 0 ? '' : `, ${failed} of failed requests`;
  return `avg=${value(avgMs)} p(95)=${value(p95Ms)} p(99)=${value(p99Ms)} max=${value(maxMs)} (${samples} ${samples === 1 ? 'sample' : 'samples'}${ofFailures}${own})`;
}
