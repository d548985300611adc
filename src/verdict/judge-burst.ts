import { formatCount, given } from '../base/format.ts';
import { sum } from '../base/statistics/averages.ts';
import type { FailureNotes } from '../measure/failure-notes.ts';
import type { LatencyHistogram } from '../measure/latency-histogram.ts';
import { type FailureKind, failureKinds, type Outcome } from '../measure/outcome.ts';
import { isOwnDoing, type Refusals, refusalWords } from '../measure/refusals.ts';
import { lostLoad, type OfferedArrivals } from '../measure/validity.ts';
import { explained, failureWords } from './failure-words.ts';
import { judgeLatencyRow } from './judge-latency-row.ts';
import { hangingMs } from './judge-percentile.ts';
import { judgeShare } from './judge-share.ts';
import { judgeThroughput } from './judge-throughput.ts';
import { hiddenPass, voidIfSpared } from './spared-target.ts';
import type { Thresholds } from './thresholds/thresholds.ts';
import { type Judgement, limitOf, voidPass } from './verdict.ts';

export interface BurstFigures extends FailureNotes {
  readonly operationId: string;
  readonly service: string;
  readonly successes: LatencyHistogram;
  /** The successes, each less what the measurer itself may have added. */
  readonly least?: LatencyHistogram | undefined;
  /** How many requests it kept under way at a time. */
  readonly connections: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  /** Of the outcomes, failures that the measurer itself may have caused. Left out when there were none. */
  readonly ownFailures?: Readonly<Partial<Record<FailureKind, number>>> | undefined;
  readonly perSecond: readonly number[];
  /** What rate limiters refused of it; left out when they refused nothing. */
  readonly refused?: Refusals | undefined;
  /** How long each request had waited that was under way at the end, or in a paced burst still waited for a connection. */
  readonly waitedMs: readonly number[];
  /** How the arrivals of a paced burst were offered; left out of one that saturates. */
  readonly arrivals?: OfferedArrivals | undefined;
  /** Whether the burst went as fast as it could: only then does its throughput say anything. */
  readonly saturating: boolean;
  /** Whether the target did nothing else at the time: only then is a throughput judged. */
  readonly isAlone: boolean;
}

/** Holds a burst against the row of its operation, the error rate, and its service's throughput where it stands for it. */
export function judgeBurst(burst: BurstFigures, thresholds: Thresholds): Judgement[] {
  const row = thresholds.operations.get(burst.operationId);
  const subject = { kind: 'operation', id: burst.operationId } as const;
  const verdicts =
    row === undefined ? [] : judgeLatencyRow({ ...row, subject }, thresholds.global, burst.successes, burst);
  const { baseline } = thresholds.global;
  // A request that is under way at the end has failed only if it has waited longer than any may take.
  const hanging = hangingMs(
    burst.waitedMs,
    Math.max(baseline.p99Ms, row?.baseline.p99Ms ?? 0),
    burst.successes,
  );
  const isFailed = isHeldAgainstTarget(burst);
  const kinds = failureKinds(burst.outcomes).filter(({ kind }) => isFailed(kind));
  const failed = sum(kinds.map(({ count }) => count)) + hanging.length;
  const ended = failed + (burst.outcomes.ok ?? 0);
  const own = sum(kinds.map(({ kind }) => burst.ownFailures?.[kind] ?? 0));
  const errorRate = limitOf(subject, 'errorRate', 'baseline', baseline.errorRate);
  const why = burstFailures(burst, ended, hanging.length);
  verdicts.push(explained(withRefusals(judgeShare(failed, ended, errorRate, own), burst.refused), why));
  const service = thresholds.services.get(burst.service);
  const throughput = service?.baseline.throughputPerSecond;
  const showsThroughput = burst.isAlone && burst.saturating && service?.throughputOf === burst.operationId;
  if (showsThroughput && throughput !== undefined) {
    const ofService = { kind: 'service', service: burst.service } as const;
    const limit = limitOf(ofService, 'throughput', 'baseline', throughput);
    verdicts.push(explained(judgeThroughput(burst.perSecond, limit, mostPerSecond(burst)), why));
  }
  return verdicts.map((verdict) => withoutAnswers(unlessSpared(verdict, burst), burst.refused));
}

/**
 * Makes a pass void where the measurer did not offer the burst as planned. A throughput that was reached was reached, under
 * whatever load.
 */
function unlessSpared(judgement: Judgement, burst: BurstFigures): Judgement {
  const { arrivals, saturating } = burst;
  if (saturating) return voidIfSpared(judgement, burst);
  if (arrivals === undefined) return judgement;
  const late = lostLoad([{ arrivals: { ...arrivals, notSent: 0 } }]);
  if (late !== undefined) return hiddenPass(judgement, late);
  return voidPass(judgement, lostLoad([{ arrivals }], 'connection'));
}

/** The limits of a burst that was not sent, as the target does not offer its operation. */
export function burstNotOffered(
  { operationId, service }: Pick<BurstFigures, 'operationId' | 'service'>,
  reason: string,
  { operations, services, global }: Thresholds,
): Judgement[] {
  const subject = { kind: 'operation', id: operationId } as const;
  const row = operations.get(operationId);
  const latencies =
    row === undefined ? [] : judgeLatencyRow({ ...row, subject }, global, undefined, { reason });
  const errorRate = limitOf(subject, 'errorRate', 'baseline', global.baseline.errorRate);
  const judgements: Judgement[] = [...latencies, { kind: 'not offered', ...errorRate, reason }];
  const shown = services.get(service);
  const throughput = shown?.throughputOf === operationId ? shown.baseline.throughputPerSecond : undefined;
  if (throughput === undefined) return judgements;
  const limit = limitOf({ kind: 'service', service }, 'throughput', 'baseline', throughput);
  return [...judgements, { kind: 'not offered', ...limit, reason }];
}

/** The share of errors, which is held only if the suite itself provoked no refusals of a rate limiter. */
function withRefusals(judgement: Judgement, refused: Refusals | undefined): Judgement {
  if (refused === undefined || !isOwnDoing(refused)) return judgement;
  if (judgement.kind === 'not offered' || judgement.kind === 'fail') return judgement;
  return { ...judgement, kind: 'inconclusive', reason: refusalWords(refused), because: 'refusals' };
}

function withoutAnswers(judgement: Judgement, refused: Refusals | undefined): Judgement {
  if (refused === undefined || judgement.kind !== 'inconclusive' || judgement.samples > 0) return judgement;
  return { ...judgement, reason: refusalWords(refused), because: 'refusals' };
}

/**
 * Which requests failed, how and when; undefined when none did.
 * @param ended how many requests are judged, with those that were still waiting
 */
function burstFailures(burst: BurstFigures, ended: number, hanging: number): string | undefined {
  const { operationId, refused } = burst;
  const requests = { ...burst, sent: ended, unfinished: 0 };
  const reasons = given(
    failureWords(operationId, requests, undefined, isHeldAgainstTarget(burst)),
    hanging > 0 &&
      `${operationId}: ${formatCount(hanging)} of ${formatCount(ended)} still waited for their answer when it ended`,
    refused !== undefined && !isOwnDoing(refused) && refusalWords(refused),
  );
  return reasons.length === 0 ? undefined : reasons.join('; ');
}

/** What a rate limiter refuses is the suite's doing, unless the burst stayed below the announced limit. */
export function isHeldAgainstTarget({
  refused,
}: Pick<BurstFigures, 'refused'>): (kind: FailureKind) => boolean {
  return (kind) => kind !== 'rate_limited' || (refused !== undefined && !isOwnDoing(refused));
}

/**
 * What the throughput may have been at most, had the measurer added nothing: with N requests under way at a time, each of
 * which takes at least L, no more than N / L can end in a second. J. D. C. Little, A proof for the queuing formula L = λW
 * (1961).
 */
function mostPerSecond({ least, connections }: BurstFigures): number | undefined {
  const meanUs = least?.meanUs;
  return meanUs === undefined ? undefined : (connections / meanUs) * 1_000_000;
}
