import { type Clock, realClock, sleep } from '../base/clock.ts';
import { OwnDelay } from '../measure/own-delay.ts';
import { Connection } from '../target/http/connection.ts';
import { CUT_AFTER_MS } from './burst-clients.ts';
import type { BurstRequest } from './burst-request.ts';
import { BurstRecorder, type BurstResult } from './burst-result.ts';
import type { BurstShape } from './burst-shape.ts';
import { PacedSender } from './paced-sender.ts';

export interface PacedBurstOptions extends Required<BurstShape> {
  /** Ends the burst early: it waits for requests under way, and sends no others. */
  readonly signal?: AbortSignal;
  /** How long it goes on after the last request was due; as long as any request may take by default. */
  readonly longestEndMs?: number;
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
 * A target that hangs keeps all connections busy, and requests wait for them. They are sent for `longestEndMs` after the last
 * one was due. Then the burst is over: what waits is not sent, and what is under way is cut. The result says how long each of these has
 * waited.
 *
 * @throws what the request's own builder or `onSuccess` threw; the burst is over with it
 */
export async function pacedBurst(request: BurstRequest, options: PacedBurstOptions): Promise<BurstResult> {
  const { connections, clock = realClock, ownDelay = new OwnDelay() } = options;
  const all = Array.from(
    { length: connections },
    () => new Connection(request.origin, { tlsVerify: request.tlsVerify, clock, ownDelay }),
  );
  const stopWatching = ownDelay.watch(clock);
  try {
    await Promise.all(all.map(open));
    return await sendAtRate(request, { ...options, clock, ownDelay }, all);
  } finally {
    stopWatching();
    await Promise.all(all.map((connection) => connection.destroy()));
  }
}

/** @param opened the connections */
async function sendAtRate(
  request: BurstRequest,
  options: PacedBurstOptions & { readonly clock: Clock; readonly ownDelay: OwnDelay },
  opened: readonly Connection[],
): Promise<BurstResult> {
  const { arrivalsPerSecond, connections, clock, signal, longestEndMs = CUT_AFTER_MS } = options;
  const recorder = new BurstRecorder(options.durationMs, clock);
  const sender = new PacedSender(request, recorder, opened, options);
  const intervalMs = 1000 / arrivalsPerSecond;
  let arrival = 0;
  for (; arrival * intervalMs < options.durationMs && !sender.isOver; arrival += 1) {
    const intendedMs = recorder.startedMs + arrival * intervalMs;
    if (intendedMs > clock.nowMs()) await sleep(clock, intendedMs - clock.nowMs(), signal);
    if (sender.isOver) break;
    sender.arrived(intendedMs);
  }
  const isBrokenOff = sender.isStopped && arrival * intervalMs < options.durationMs;
  const end = await sender.end(longestEndMs);
  const endedBySignal = isBrokenOff || (sender.isStopped && end.notSent > 0);
  // The time until the next request would have arrived belongs to it, unless the target took even longer.
  const elapsedMs = Math.max(arrival * intervalMs, clock.nowMs() - recorder.startedMs);
  const mode = { kind: 'paced', arrivalsPerSecond } as const;
  const result = recorder.finish(request.operation.id, mode, connections, {
    ...end,
    elapsedMs,
    endedBySignal,
  });
  sender.assertNoTrouble();
  return result;
}

/**
 * Opens the connection by a request that no rate limit counts, and that is not measured: the burst measures the operation,
 * not TCP.
 */
async function open(connection: Connection): Promise<void> {
  await connection.send({ method: 'GET', path: '/health', headers: [], body: undefined });
}
