import type { DecodedSlice } from '../../src/measure/decoded-slice.ts';
import type { RunRecord } from '../../src/record/run-record.ts';
import { measuredId, subjectWords } from '../../src/verdict/subject.ts';
import { percentileOf, type Verdict } from '../../src/verdict/verdict.ts';
import { exactPercentile } from '../shared/exact-percentile.ts';
import type { JoinedRequests, RunToJoin } from './join-requests.ts';
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
  readonly run: RunToJoin;
  readonly recorded: readonly RecordedRequest[];
  readonly joined: JoinedRequests;
  /** The slices whose figures are held against limits. */
  readonly judged: readonly DecodedSlice[];
}

/** Every limit of a run with its truth, as far as the proxy knows it: latencies of operations, and the share that failed. */
export function judgedLimits({ verdicts, rounds }: RunRecord, known: KnownTruth): JudgedLimit[] {
  return verdicts.map((verdict) => {
    const truth = truthOf(verdict, rounds, known);
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

function truthOf(verdict: Verdict, rounds: RunRecord['rounds'], known: KnownTruth): number | undefined {
  const { owner, subject, statistic, column } = verdict;
  if (column === 'ramp') return undefined;
  const id = measuredId(subject);
  const percentile = percentileOf(statistic);
  if (owner.kind === 'traffic') {
    if (subject.kind === 'socket') return undefined;
    const requests = known.judged
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
  if (id === undefined || percentile === undefined) return undefined;
  const window =
    owner.kind === 'round'
      ? rounds.find(({ journey, number }) => journey === owner.journey && number === owner.number)?.window
      : undefined;
  if (owner.kind === 'round' && window === undefined) return undefined;
  return percentileOfAll(burstLatenciesMs(id, window, known), percentile);
}

/** Latencies of the requests of a burst: those without a trace that no browser sent, within the round. */
function burstLatenciesMs(
  operation: string,
  window: { readonly fromMs: number; readonly toMs: number } | undefined,
  { run: { startedAtMs }, recorded }: KnownTruth,
): number[] {
  return recorded
    .filter(({ traceId, isFromBrowser, status, method, path, endedMs }) => {
      const atMs = endedMs - startedAtMs;
      const isInWindow = window === undefined || (atMs >= window.fromMs && atMs < window.toMs);
      const isOfBurst = traceId === '' && !isFromBrowser && status >= 200 && status < 300;
      return isOfBurst && isInWindow && operationOfRequest(method, path) === operation;
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
