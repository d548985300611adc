import { ApiUser } from '../../fixtures/api-user.ts';
import { realTime } from '../../src/base/clock.ts';
import { sum } from '../../src/base/statistics/averages.ts';
import type { BurstRequest } from '../../src/bursts/burst-request.ts';
import type { BurstResult } from '../../src/bursts/burst-result.ts';
import {
  accountsFor,
  type BurstShape,
  burstShape,
  mostRequests,
  requestsOf,
} from '../../src/bursts/burst-shape.ts';
import { pacedBurst } from '../../src/bursts/paced-burst.ts';
import { saturatingBurst } from '../../src/bursts/saturating-burst.ts';
import { goFirst } from '../../src/measure/measurer-priority.ts';
import type { Refusal, Refusals } from '../../src/measure/refusals.ts';
import type { BurstEnd, BurstTime } from '../../src/record/round-record.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { isLoopback } from '../../src/target/http/loopback.ts';
import { isWriting, type Operation } from '../../src/target/operation.ts';
import { preparationFor } from '../../src/target/preparation.ts';
import { limitPerMinute } from '../../src/target/request-budget.ts';
import type { Session } from '../../src/target/session/session.ts';
import { metPerMinute, noteMet, waitAsAsked } from './met-limits.ts';
import { requestOf } from './request-of-burst.ts';
import { seenThrough } from './seen-through.ts';
import { type Supply, supplyFor } from './supply.ts';
import { timeToMakeMs } from './time-for-burst.ts';
import { tokenWatch } from './token-watch.ts';

const LOOK_EVERY_MS = 250;

/** In a round a burst waits no longer than this at its end: other rounds wait for it. */
const LONGEST_END_IN_ROUND_MS = 5_000;

/** A burst, when it was sent, why it ended early, and what rate limiters refused of it. */
export interface SentBurst extends BurstResult, BurstTime, BurstEnd {
  readonly refused?: Refusals;
}

/**
 * Prepares what the operation needs (a deal to read, a conversation to write to) and sends a burst of it, in the shape
 * that the target's rate limits allow, as soon as they allow it. The run's journal gets everything that the burst makes.
 * The burst ends early when the run is stopped, when nothing is left that it could use up, when an access token ends, or when
 * a rate limiter that nobody announced refuses a request. A burst that uses up a budget of the run ends the run.
 *
 * @param options.others sessions of colleagues who send the burst too, in turn
 * @param options.isInRound whether it is short, since it is next to the traffic of a scenario. If not, a burst that met a
 * limiter which the target does not announce is sent once more, after the time that the limiter asks for and at half its pace,
 * or as it was where the limiter had let nothing through; not when the limiter asks for more than a minute
 */
export async function burstOn(
  run: RunContext,
  operation: Operation,
  session: Session,
  { isInRound, others = [] }: { readonly isInRound: boolean; readonly others?: readonly Session[] },
): Promise<SentBurst> {
  const { rateTier } = operation;
  // Before anything is prepared for a burst that cannot be.
  mostNow(run, operation, isInRound);
  const { bursts } = run.plan.dealerships;
  const user = new ApiUser(run, session, bursts);
  const senders = [user, ...others.map((other) => new ApiUser(run, other, bursts))];
  for (const step of preparationFor(operation)) {
    assertGoesOn(run, operation);
    await seenThrough(run, user.send(step));
  }
  const { requests, ofBudget } = mostNow(run, operation, isInRound);
  const shapeNow = () => shapeOn(run, operation, isInRound, senders.length);
  const shape = shapeNow();
  // Each thing costs the budget twice: it is made, and the burst uses it up.
  const most = Math.min(requests, Math.ceil(ofBudget / 2));
  const longestMs = timeToMakeMs(shape.durationMs);
  const supply = await supplyFor(run, operation, user, { requests: requestsOf(shape), most, longestMs });
  assertGoesOn(run, operation);
  if (supply?.refusal !== undefined && !isInRound) {
    noteMet(run, rateTier, supply.made, supply.refusal);
    await waitAsAsked(run, supply.refusal);
  }
  const toSend = { senders, user, supply, isInRound };
  const first = await sendBurst(run, operation, { ...toSend, shape: shapeNow() });
  const isAnnounced = limitPerMinute(rateTier, run.plan.rateLimits) !== undefined;
  // In a round it lasts a second: at the pace of a limit by the minute the next ones would send a request or two.
  if (first.refusal === undefined || isInRound || isAnnounced) return first.burst;
  noteMet(run, rateTier, first.burst.outcomes.ok ?? 0, first.refusal);
  if (!(await waitAsAsked(run, first.refusal))) return first.burst;
  const again = await sendBurst(run, operation, { ...toSend, shape: shapeNow() });
  noteMet(run, rateTier, again.burst.outcomes.ok ?? 0, again.refusal);
  return again.burst;
}

/**
 * The most requests that a burst may send now, and how many of them the run's budgets leave.
 * @throws Error when a budget of the run is used up
 */
function mostNow(run: RunContext, operation: Operation, isInRound: boolean) {
  const left = run.allowance.left();
  const isRemote = !isLoopback(run.target.baseUrl);
  const ofBudget = isWriting(operation) ? Math.min(left.requests, left.writes) : left.requests;
  if (ofBudget <= 0)
    throw new Error(
      `${operation.id}: its burst is left out. Found: nothing left for it in the budgets of the run (--request-budget, --write-budget)`,
    );
  return { requests: Math.min(ofBudget, mostRequests(operation, { isInRound, isRemote })), ofBudget };
}

/** The shape of a burst that so many accounts send now. */
export function shapeOn(
  run: RunContext,
  operation: Operation,
  isInRound: boolean,
  accounts?: number,
): BurstShape {
  const { operations, global } = run.thresholds;
  return burstShape(operation, run.plan.rateLimits, {
    p95Ms: (operations.get(operation.id) ?? global).baseline.p95Ms,
    metPerMinute: metPerMinute(run, operation.rateTier),
    isInRound,
    durationMs: run.settings.burstDurationMs,
    accounts,
  });
}

interface BurstToSend {
  /** Who sends, in turn where the burst is paced; the first is `user`. */
  readonly senders: readonly ApiUser[];
  readonly user: ApiUser;
  readonly supply: Supply | undefined;
  readonly shape: BurstShape;
  readonly isInRound: boolean;
}

async function sendBurst(
  run: RunContext,
  operation: Operation,
  { senders, user, supply, shape, isInRound }: BurstToSend,
): Promise<{ readonly burst: SentBurst; readonly refusal: Refusal | undefined }> {
  const most = mostNow(run, operation, isInRound).requests;
  let refusal: Refusal | undefined;
  let count = 0;
  const end = new AbortController();
  const sending = senders.slice(0, accountsFor(operation, run.plan.rateLimits, senders.length));
  const announced = limitPerMinute(operation.rateTier, run.plan.rateLimits);
  const isPaced = shape.arrivalsPerSecond !== undefined;
  let lookAtTokens = () => {};
  const watch = setInterval(() => {
    if (run.clock.stopReason() !== undefined) end.abort();
    lookAtTokens();
  }, LOOK_EVERY_MS);
  try {
    const options = { lastsMs: shape.durationMs, signal: end.signal };
    // The budget is the test user's. The others have their own limits, which nothing else of a baseline counts against.
    await run.budget.take(operation.rateTier, Math.ceil((requestsOf(shape) ?? 1) / sending.length), options);
    // Not before all waits for limits, which take a minute each. A round has renewed them at its begin.
    if (operation.authenticated && !isInRound) {
      for (const sender of sending) await sender.keepSignedIn(shape.durationMs, end.signal);
      lookAtTokens = tokenWatch(sending, isPaced, end);
    }
    const request = {
      ...requestOf(run, operation, user, isPaced ? sending : []),
      onRefused: (refused: Refusal) => {
        refusal ??= refused;
        // Below an announced limit the refusals are the target's doing, and are measured like any other error.
        if (announced === undefined) end.abort();
      },
    };
    const next = () => {
      if (count >= most || supply?.takeNext() === false) return undefined;
      count += 1;
      return request.next();
    };
    assertGoesOn(run, operation);
    const beganAtMs = realTime.epochMs();
    const sent = sendInShape({ ...request, next }, shape, { isInRound, signal: end.signal });
    const result = await seenThrough(run, sent);
    const burst = { ...result, beganAtMs, endedAtMs: realTime.epochMs(), ...endOf(result, end.signal) };
    assertGoesOn(run, operation);
    const refused = refusalsOf(burst, refusal, announced);
    return { burst: { ...burst, ...(refused !== undefined && { refused }) }, refusal };
  } finally {
    clearInterval(watch);
    // Nobody waits for a limit any more to renew tokens.
    end.abort();
    noteSent(run, operation, count);
  }
}

/** Sends a burst as fast as it can, or at its pace: then it goes first, as users do (docs/decisions/0016). */
function sendInShape(
  request: BurstRequest,
  { arrivalsPerSecond, ...shape }: BurstShape,
  { isInRound, signal }: { readonly isInRound: boolean; readonly signal: AbortSignal },
): Promise<BurstResult> {
  const options = { ...shape, signal, ...(isInRound && { longestEndMs: LONGEST_END_IN_ROUND_MS }) };
  if (arrivalsPerSecond === undefined) return saturatingBurst(request, options);
  // In a round the scheduling group is that of the traffic, which is first already and takes that back at its end.
  const stepBack = isInRound ? () => {} : goFirst();
  return pacedBurst(request, { ...options, arrivalsPerSecond }).finally(stepBack);
}

/** @throws Error when the lane ends: nobody waits any more for what is sent now */
function assertGoesOn({ end }: RunContext, { id }: Operation): void {
  if (end.signal.aborted) throw new Error(`${id}: the run was interrupted before its burst was over`);
}

/**
 * Whoever ends a burst by its tokens gives the sentence as the reason of the signal. A token that ends while the last answers
 * are waited for ends nothing.
 */
function endOf({ endedBySignal = false }: BurstResult, { reason }: { readonly reason: unknown }): BurstEnd {
  return endedBySignal && typeof reason === 'string' ? { endedEarly: reason } : {};
}

/** Takes what a burst has sent from the budgets, and ends the run when that uses one up. */
function noteSent({ allowance, clock }: RunContext, operation: Operation, count: number): void {
  allowance.note({ requests: count, writes: isWriting(operation) ? count : 0 });
  const usedUp = allowance.usedUp();
  if (usedUp !== undefined) clock.stop(usedUp, 'person');
}

function refusalsOf(
  { outcomes }: BurstResult,
  refusal: Refusal | undefined,
  announcedPerMinute: number | undefined,
): Refusals | undefined {
  const { rate_limited: count = 0 } = outcomes;
  if (refusal === undefined || count === 0) return undefined;
  const of = sum(Object.values(outcomes));
  return { count, of, limit: refusal.limit, ...(announcedPerMinute !== undefined && { announcedPerMinute }) };
}
