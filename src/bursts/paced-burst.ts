import { type Clock, realClock, sleep } from '../base/clock.ts';
import type { Outcome } from '../measure/outcome.ts';
import { CROWDED_AFTER_MS, mayHideAnswer, NO_EVIDENCE, OwnDelay } from '../measure/own-delay.ts';
import { checkReply } from '../target/http/check-reply.ts';
import { Connection } from '../target/http/connection.ts';
import type { Exchange } from '../target/http/exchange.ts';
import { refusedLimit, retryAfterSeconds } from '../target/http/rate-limit-headers.ts';
import { ANSWER_TIMEOUT_MS } from '../target/http/reply-limits.ts';
import type { Operation } from '../target/operation.ts';
import type { BurstRequest } from './burst-request.ts';
import { BurstRecorder, type BurstResult } from './burst-result.ts';
import type { BurstShape } from './burst-shape.ts';

export interface PacedBurstOptions extends Required<BurstShape> {
  /** Ends the burst early: it waits for requests under way, and sends no others. */
  readonly signal?: AbortSignal;
  /** The real one by default. */
  readonly clock?: Clock;
  /** Bounds what this process adds to latencies; one on the real clock by default. */
  readonly ownDelay?: OwnDelay;
}

/**
 * Sends one operation at a fixed arrival rate (open model), for targets whose rate limits would reject a saturating
 * burst. Latency counts from the intended start: an answer that keeps a connection busy too long is charged to the
 * requests that had to wait for it, and nothing is omitted. What the measurer added to a latency at most is how late it
 * started the request, as far as that is not the target's doing, and how late it read the reply (`OwnDelay`). A request that
 * it started so late that others started with it shows nothing, nor does a timeout that may have come before a reply that was there.
 *
 * @throws what the request's own builder or `onSuccess` threw; the burst is over with it
 */
export async function pacedBurst(request: BurstRequest, options: PacedBurstOptions): Promise<BurstResult> {
  const { connections, clock = realClock, ownDelay = new OwnDelay() } = options;
  const free = Array.from(
    { length: connections },
    () => new Connection(request.origin, { tlsVerify: request.tlsVerify, clock, ownDelay }),
  );
  const all = [...free];
  const { method } = request.operation;
  const bare = { method, headers: Object.entries(request.headers).flat(), body: undefined };
  const stopWatching = ownDelay.watch(clock);
  try {
    await Promise.all(all.map(open));
    return await sendAtRate(request, { ...options, clock }, free, bare);
  } finally {
    stopWatching();
    await Promise.all(all.map((connection) => connection.destroy()));
  }
}

/** What all requests of a burst have in common. */
interface BareRequest {
  readonly method: Operation['method'];
  readonly headers: string[];
  readonly body: undefined;
}

/** @param free the connections, opened */
async function sendAtRate(
  request: BurstRequest,
  options: PacedBurstOptions & { readonly clock: Clock },
  free: Connection[],
  bare: BareRequest,
): Promise<BurstResult> {
  const { arrivalsPerSecond, connections, clock, signal } = options;
  const recorder = new BurstRecorder(options.durationMs, clock);
  const waiting: number[] = [];
  const underWay = new Set<Promise<void>>();
  const troubles: unknown[] = [];
  let isUsedUp = false;
  const isOver = () => isUsedUp || signal?.aborted === true || troubles.length > 0;

  const sendOn = async (connection: Connection, intendedMs: number): Promise<void> => {
    let intended: number | undefined = intendedMs;
    // Since when the connection could have sent on, had we not delayed it. The first request waits for nobody but us.
    let freeMs = intendedMs;
    while (intended !== undefined) {
      const next = request.next();
      if (next === undefined) {
        isUsedUp = true;
        break;
      }
      const exchange = await connection.send({ ...bare, ...next });
      const outcome = passOn(request, exchange, recorder);
      const latencyUs = connection.latencySinceUs(intended);
      const lagMs = recorder.noteLag((connection.startedMs ?? 0) - Math.max(intended, freeMs));
      const ownDelayUs = lagMs * 1000 + exchange.ownDelayUs;
      recorder.record(outcome, latencyUs, ownUsOf(outcome, exchange, ownDelayUs, lagMs), exchange.status);
      freeMs = intended + ((latencyUs ?? 0) - ownDelayUs) / 1000;
      intended = isOver() ? undefined : waiting.shift();
    }
    free.push(connection);
  };

  const intervalMs = 1000 / arrivalsPerSecond;
  let arrival = 0;
  for (; arrival * intervalMs < options.durationMs && !isOver(); arrival += 1) {
    const intendedMs = recorder.startedMs + arrival * intervalMs;
    if (intendedMs > clock.nowMs()) await sleep(clock, intendedMs - clock.nowMs(), signal);
    if (isOver()) break;
    const connection = free.pop();
    if (connection === undefined) waiting.push(intendedMs);
    else {
      const done = sendOn(connection, intendedMs)
        .catch((error: unknown) => void troubles.push(error))
        .finally(() => underWay.delete(done));
      underWay.add(done);
    }
  }
  await Promise.all(underWay);
  // The time until the next request would have arrived belongs to it, unless the target took even longer.
  const elapsedMs = Math.max(arrival * intervalMs, clock.nowMs() - recorder.startedMs);
  const mode = { kind: 'paced', arrivalsPerSecond } as const;
  const end = { elapsedMs, notSent: isUsedUp ? 0 : waiting.length };
  const result = recorder.finish(request.operation.id, mode, connections, end);
  if (troubles.length > 0) throw troubles[0];
  return result;
}

/** The own delay of a request: {@link NO_EVIDENCE} where the measurer may have caused how it ended. */
function ownUsOf(outcome: Outcome, exchange: Exchange, ownDelayUs: number, lagMs: number): number {
  const isHidden = outcome === 'timeout' && mayHideAnswer(exchange, ANSWER_TIMEOUT_MS);
  return isHidden || lagMs > CROWDED_AFTER_MS ? NO_EVIDENCE : ownDelayUs;
}

/** Checks a reply, and tells who waits for such replies. */
function passOn(request: BurstRequest, exchange: Exchange, recorder: BurstRecorder): Outcome {
  if (exchange.isRepeated) recorder.noteRepeated();
  const outcome = exchange.failure ?? checkReply(request.operation.success, exchange);
  if (outcome === 'ok') request.onSuccess?.(exchange.body);
  if (outcome === 'rate_limited') {
    const limit = refusedLimit(exchange.body);
    request.onRefused?.({ retryAfterSeconds: retryAfterSeconds(exchange.headers), limit });
  }
  return outcome;
}

/**
 * Opens the connection by a request that no rate limit counts, and that is not measured: the burst measures the operation,
 * not TCP.
 */
async function open(connection: Connection): Promise<void> {
  await connection.send({ method: 'GET', path: '/health', headers: [], body: undefined });
}
