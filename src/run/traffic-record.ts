import { sum, sums } from '../base/statistics/averages.ts';
import { arrivalFigures } from '../measure/arrival-figures.ts';
import type { DecodedSlice } from '../measure/decoded-slice.ts';
import type { Exemplar } from '../measure/exemplars.ts';
import { sumFailureNotes } from '../measure/failure-notes.ts';
import { countsErrors, judgedSlices, lengthMs, withoutRounds } from '../measure/judged-slices.ts';
import { memoryTrend } from '../measure/memory-trend.ts';
import {
  figuresByOperation,
  figuresOverall,
  type OperationFigures,
  sumOperation,
} from '../measure/operation-figures.ts';
import { outagesOf } from '../measure/outages.ts';
import type { Slice, SocketSlice } from '../measure/slice.ts';
import { startLagOf } from '../measure/start-lag.ts';
import { MOST_LOST_LOAD } from '../measure/validity.ts';
import type { EndedRequests } from '../record/counted-errors.ts';
import { latencyFigures, summed } from '../record/latency-figures.ts';
import type {
  OperationRecord,
  RequestCounts,
  RoundPhaseRecord,
  SliceRecord,
  SocketRecord,
  TrafficRecord,
} from '../record/run-record.ts';

/** What the slices of a traffic say; undefined when there are none. */
export function trafficRecord(
  slices: readonly DecodedSlice[],
  exemplars: readonly Exemplar[],
): TrafficRecord | undefined {
  const last = slices.at(-1);
  if (last === undefined) return undefined;
  const { waitedMs, ...figures } = figuresOverall(slices);
  const counts = countsOf(figures);
  const alone = withoutRounds(slices);
  const { all, allLeast, isBounded, successes } = figuresOverall(alone);
  const failedSamples = all.count - successes.count;
  const ofUsersAlone = figuresByOperation(alone);
  const arrivals = arrivalFigures(slices);
  const userTime = judgedUserTime(slices);
  const startLag = startLagOf(slices);
  const memory = memoryTrend(slices);
  const outages = outagesOf(slices);
  return {
    elapsedMs: last.toMs,
    ...counts,
    ...(figures.repeated > 0 && { repeated: figures.repeated }),
    ...(waitedMs.length > 0 && { longestWaitMs: Math.max(...waitedMs) }),
    requestsPerSecond: perSecond(counts.sent - counts.unfinished, last.toMs),
    ...(outages.length > 0 && { outages }),
    ...(userTime !== undefined && { userTime }),
    ...(startLag !== undefined && { startLag: summed(startLag) }),
    ...(memory !== undefined && { memory }),
    ...(arrivals !== undefined && { arrivals: summed(arrivals) }),
    undisturbedMs: lengthMs(alone),
    latency: latencyFigures(all, isBounded ? allLeast : undefined),
    ...(failedSamples > 0 && { failedSamples }),
    errors: errorsOf(slices),
    operations: [...figuresByOperation(slices)].map(([id, figures]) =>
      operationRecord(id, figures, ofUsersAlone.get(id) ?? sumOperation([])),
    ),
    ...(alone.length < slices.length && { inRounds: roundPhases(slices) }),
    ...besidesRecord(slices),
    slices: slices.map(sliceRecord),
    exemplars,
  };
}

/** A burst of the suite may make a sound target refuse its users: what fails next to one says nothing of the scenario. */
function errorsOf(slices: readonly DecodedSlice[]): EndedRequests {
  const counted = slices.filter(({ round }) => countsErrors(round?.kind));
  const { sent, unfinished, failed } = figuresOverall(counted);
  return { ended: sent - unfinished, failed };
}

/**
 * The traffic while rounds did the same: first all visits of pages, then for each operation its bursts and the removal of what rounds
 * made with it.
 */
function roundPhases(slices: readonly DecodedSlice[]): RoundPhaseRecord[] {
  const inRounds = slices.filter(({ round }) => round !== undefined);
  const placeOf = ({ round }: DecodedSlice) => `${round?.operation ?? ''} ${round?.kind}`;
  const phases = [...Map.groupBy(inRounds, placeOf)].sort(([a], [b]) => a.localeCompare(b));
  return phases.map(([, during]) => {
    const { kind = 'visits', operation } = during[0]?.round ?? {};
    const { sent, failed, all, allLeast, isBounded } = figuresOverall(during);
    return {
      kind,
      ...(operation !== undefined && { operation }),
      elapsedMs: lengthMs(during),
      sent,
      failed,
      latency: latencyFigures(all, isBounded ? allLeast : undefined),
    };
  });
}

/** @param alone the figures of the operation without rounds: its latencies are of those */
function operationRecord(
  operation: string,
  figures: OperationFigures,
  alone: OperationFigures,
): OperationRecord {
  const { successes, all, isBounded, least, allLeast } = alone;
  const latency = latencyFigures(successes, isBounded ? least : undefined);
  const allLatency = latencyFigures(all, isBounded ? allLeast : undefined);
  return { operation, ...countsOf(figures), latency, allLatency };
}

function countsOf({ ownFailures = 0, ...figures }: RequestCounts): RequestCounts {
  const { sent, ok, failed, unfinished, outcomes } = figures;
  return {
    sent,
    ok,
    failed,
    unfinished,
    outcomes,
    ...sumFailureNotes([figures]),
    ...(ownFailures > 0 && { ownFailures }),
  };
}

/** A slice as the record keeps it: its figures, without the histograms. */
export function sliceRecord(slice: DecodedSlice): SliceRecord {
  const { sent, unfinished, failed, outcomes, all, isBounded, allLeast } = figuresOverall([slice]);
  const { ok: _ok, unfinished: _unfinished, own_fault: _ownFault, ...failures } = outcomes;
  const { fromMs, toMs, phase, round, vus, health, disturbed } = slice;
  return {
    fromMs,
    toMs,
    phase,
    ...(round !== undefined && { round }),
    vus,
    requestsPerSecond: perSecond(sent - unfinished, toMs - fromMs),
    failed,
    ...(failed > 0 && { failures }),
    latency: latencyFigures(all, isBounded ? allLeast : undefined),
    health,
    disturbed,
  };
}

/** What the slices say of sockets and of preparation; both are left out when there were none. */
function besidesRecord(
  slices: readonly DecodedSlice[],
): Pick<TrafficRecord, 'sockets' | 'preparation' | 'renewals'> {
  const sockets = slices.flatMap((slice) => slice.sockets ?? []);
  const preparations = slices.flatMap((slice) => slice.preparation ?? []);
  const renewals = sum(slices.map((slice) => slice.renewals ?? 0));
  return {
    ...(sockets.length > 0 && { sockets: socketRecord(sockets) }),
    ...(preparations.length > 0 && { preparation: sums(preparations, ['sent', 'failed']) }),
    ...(renewals > 0 && { renewals }),
  };
}

function socketRecord(slices: readonly Omit<SocketSlice, 'measures'>[]): SocketRecord {
  const mostOpen = Math.max(...slices.map(({ open }) => open));
  return { mostOpen, ...sums(slices, ['drops', 'reconnects', 'events']) };
}

function perSecond(count: number, ms: number): number {
  return ms <= 0 ? 0 : (count / ms) * 1000;
}

/**
 * The users' time in the slices that the scenario's limits are held against, of all loads together. Limits on errors also have those with
 * visits. Where only such limits are void, it is the time with these.
 */
function judgedUserTime(slices: readonly DecodedSlice[]): Slice['userTime'] {
  const [alone, withVisits] = (['latency', 'errors'] as const).map((by) =>
    userTimeOf(judgedSlices(slices, by).flatMap(({ userTime }) => userTime ?? [])),
  );
  const isVoid = (time: Slice['userTime']) => lostShare(time) > MOST_LOST_LOAD;
  return isVoid(withVisits) && !isVoid(alone) ? withVisits : alone;
}

function lostShare(time: Slice['userTime']): number {
  return time === undefined || time.totalMs === 0 ? 0 : time.lostMs / time.totalMs;
}

function userTimeOf(times: readonly NonNullable<Slice['userTime']>[]): Slice['userTime'] {
  if (times.length === 0) return undefined;
  const all = times.map((time) => ({ troubleMs: 0, ...time }));
  const { troubleMs, ...others } = sums(all, ['totalMs', 'lostMs', 'troubleMs']);
  return { ...others, ...(troubleMs > 0 && { troubleMs }) };
}
