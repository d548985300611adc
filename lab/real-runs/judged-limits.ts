import type { DecodedSlice } from '../../src/measure/decoded-slice.ts';
import type { BurstRecord } from '../../src/record/round-record.ts';
import type { RunRecord } from '../../src/record/run-record.ts';
import { measuredId, subjectWords } from '../../src/verdict/subject.ts';
import { percentileOf, type Verdict } from '../../src/verdict/verdict.ts';
import { exactPercentile } from '../shared/exact-percentile.ts';
import type { JoinedRequests } from './join-requests.ts';
import { operationOfRequest } from './operation-of-request.ts';
import type { RecordedRequest } from './recorded-request.ts';

/** A limit of a real run, and whether it was judged right. */
export interface JudgedLimit {
  /** Such as `traffic: deals.create p95 baseline`. */
  readonly limit: string;
  readonly kind: Verdict['kind'];
  readonly failsTheRun: boolean;
  readonly bound: number;
  readonly figure?: number;
  /** The same figure of the same requests as the proxy saw them, in the limit's unit; left out where the proxy cannot know. */
  readonly truth?: number;
  /** Left out without a truth, and for a limit that was not decided. */
  readonly isRight?: boolean;
}

/** What the proxy knows of a run. */
export interface KnownTruth {
  readonly recorded: readonly RecordedRequest[];
  readonly joined: JoinedRequests;
  /** The slices whose latencies are held against limits, and those whose errors are: visits are among these only. */
  readonly judged: readonly DecodedSlice[];
  readonly judgedByErrors: readonly DecodedSlice[];
}

/** Every limit of a run with its truth, as far as the proxy knows it: latencies of operations, and the share that failed. */
export function judgedLimits(record: RunRecord, known: KnownTruth): JudgedLimit[] {
  return record.verdicts.map((verdict) => {
    const truth = truthOf(verdict, record, known);
    const figure = 'figure' in verdict ? verdict.figure : undefined;
    const isDecided = verdict.kind === 'pass' || verdict.kind === 'fail';
    const { limit: bound, direction, kind, failsTheRun } = verdict;
    return {
      limit: `${ownerWords(verdict)}: ${subjectWords(verdict.subject)} ${verdict.statistic} ${verdict.column}`,
      kind,
      failsTheRun,
      bound,
      ...(figure !== undefined && { figure }),
      ...(truth !== undefined && { truth }),
      ...(truth !== undefined &&
        isDecided && {
          isRight: (direction === 'below' ? truth < bound : truth > bound) === (kind === 'pass'),
        }),
    };
  });
}

function ownerWords({ owner }: Verdict): string {
  switch (owner.kind) {
    case 'round':
      return `${owner.journey} ${owner.number}`;
    case 'burst':
      return `burst on ${owner.operation}`;
    default:
      return owner.kind;
  }
}

function truthOf(verdict: Verdict, record: RunRecord, known: KnownTruth): number | undefined {
  const { owner, subject, statistic, column } = verdict;
  if (column === 'ramp') return undefined;
  const id = measuredId(subject);
  const percentile = percentileOf(statistic);
  if (owner.kind === 'traffic') {
    if (subject.kind === 'socket') return undefined;
    const slices = statistic === 'errorRate' ? known.judgedByErrors : known.judged;
    const requests = slices
      .flatMap((slice) => known.joined.bySlice.get(slice) ?? [])
      .filter(({ operation }) => id === undefined || operation === id);
    if (statistic === 'errorRate')
      return requests.filter(({ isSuccess }) => !isSuccess).length / requests.length;
    const meant = id === undefined ? requests : requests.filter(({ isSuccess }) => isSuccess);
    return percentileOfAll(
      meant.map(({ latencyMs }) => latencyMs),
      percentile,
    );
  }
  if (id === undefined) return undefined;
  return percentileOfAll(burstLatenciesMs(id, burstOf(owner, record), known.recorded), percentile);
}

/** The burst that a verdict is about; undefined for a verdict on something else. */
function burstOf(owner: Verdict['owner'], { rounds, bursts }: RunRecord): BurstRecord | undefined {
  if (owner.kind === 'burst') return bursts.find(({ operation }) => operation === owner.operation);
  if (owner.kind !== 'round') return undefined;
  return rounds.find(({ journey, number }) => journey === owner.journey && number === owner.number)?.burst;
}

/**
 * Latencies of the requests of a burst: those without a trace that no browser sent, and that came while it was sent. Before it
 * others of the same operation make what it needs, and the clean-up sends them after it; none where the run does not say when
 * that was.
 */
function burstLatenciesMs(
  operation: string,
  burst: BurstRecord | undefined,
  recorded: readonly RecordedRequest[],
): number[] {
  const { beganAtMs, endedAtMs } = burst ?? {};
  if (beganAtMs === undefined || endedAtMs === undefined) return [];
  return recorded
    .filter(({ traceId, isFromBrowser, status, method, path, receivedMs }) => {
      const isWithin = receivedMs >= beganAtMs && receivedMs <= endedAtMs;
      const isOfBurst = traceId === '' && !isFromBrowser && status >= 200 && status < 300;
      return isOfBurst && isWithin && operationOfRequest(method, path) === operation;
    })
    .map(({ receivedMs, endedMs }) => endedMs - receivedMs);
}

function percentileOfAll(latenciesMs: readonly number[], percentile: number | undefined): number | undefined {
  if (percentile === undefined) return undefined;
  return exactPercentile(
    [...latenciesMs].sort((one, other) => one - other),
    percentile,
  );
}
