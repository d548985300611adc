import { once } from 'node:events';
import autocannon from 'autocannon';
import { realClock } from '../base/clock.ts';
import type { Outcome } from '../measure/outcome.ts';
import { OwnDelay } from '../measure/own-delay.ts';
import { outcomeOfFailure } from '../measure/own-faults.ts';
import { splitAddress } from '../target/http/address.ts';
import { checkReply } from '../target/http/check-reply.ts';
import { refusedLimit } from '../target/http/rate-limit-headers.ts';
import { ANSWER_TIMEOUT_MS } from '../target/http/reply-limits.ts';
import { BurstClients, CUT_AFTER_MS } from './burst-clients.ts';
import type { BurstRequest } from './burst-request.ts';
import { BurstRecorder, type BurstResult } from './burst-result.ts';
import type { BurstShape } from './burst-shape.ts';

export interface SaturatingBurstOptions extends Omit<BurstShape, 'arrivalsPerSecond'> {
  /** Ends the burst early; what was measured until then is the result. */
  readonly signal?: AbortSignal;
  /** How long the burst waits at its end for requests under way; as long as any request may take by default. */
  readonly longestEndMs?: number;
}

/**
 * Errors per connection, with no answer in between, after which the target counts as down: autocannon would reconnect
 * in a tight loop.
 */
const ERRORS_PER_CONNECTION = 3;
/** A burst that is aborted waits no longer than this for requests under way. */
const LONGEST_END_OF_ABORTED_MS = 2_000;
/** Ends are ours: autocannon would cut the requests under way. Its timers take 24 days at most. */
const NEVER_SECONDS = 2_000_000;

/**
 * Hits one operation as hard as `connections` connections can (closed model) by autocannon: one thread, no rate
 * option, and our own histogram in microseconds from its per-response events. autocannon's own latency figures are
 * whole milliseconds without a p95, so they are not read.
 *
 * The first answer of each connection is counted but kept out of the latencies: autocannon starts its clock before
 * the connection is open. Where there are no others (the target closes each connection, or answers slower than the burst
 * is long) it counts from when its connection was open. At the end no new request is sent, and those under way may finish: they are samples like all
 * others, and the target sees no aborted request. One that waits for longer than `longestEndMs` has neither succeeded nor
 * failed; the result says how long it has waited. The elapsed time is the mean of the times for which the connections
 * were busy, so answers per elapsed time are the throughput of all connections, without the idle ones at the end.
 *
 * A request that is lost on a stale connection is sent again, as virtual users do: it is counted apart (`repeated`), and the
 * answer counts, which is the first of its connection.
 *
 * autocannon never verifies TLS certificates; the preflight has verified them, unless the environment says not to.
 */
export async function saturatingBurst(
  request: BurstRequest,
  options: SaturatingBurstOptions,
): Promise<BurstResult> {
  const { connections, durationMs, signal, longestEndMs = ANSWER_TIMEOUT_MS } = options;
  const recorder = new BurstRecorder(durationMs);
  const ownDelay = new OwnDelay();
  const clients = new BurstClients(request, ownDelay, {
    onNothingLeft: () => clients.end(longestEndMs),
    onAnswered: () => {
      errors = 0;
    },
    onReset: (ownDelayUs) => failed('reset', ownDelayUs),
    onRepeated: () => recorder.noteRepeated(),
    onOver: () => instance?.stop(),
  });
  const failed = (outcome: Outcome, ownDelayUs: number) => {
    recorder.record(outcome, undefined, ownDelayUs);
    errors += 1;
    if (errors >= ERRORS_PER_CONNECTION * connections) clients.end(longestEndMs);
  };
  const finish = (end = {}) =>
    recorder.finish(request.operation.id, { kind: 'saturating' }, connections, end);
  let errors = 0;
  let instance: autocannon.Instance | undefined;
  let endedBySignal = signal?.aborted === true;
  if (endedBySignal) return finish({ endedBySignal });
  const abort = () => {
    endedBySignal = clients.end(Math.min(longestEndMs, LONGEST_END_OF_ABORTED_MS));
  };
  const timer = setTimeout(() => clients.end(longestEndMs), durationMs);
  signal?.addEventListener('abort', abort, { once: true });
  const stopWatching = ownDelay.watch(realClock);
  try {
    instance = autocannon(autocannonOptions(request, options, recorder, clients), () => {});
    instance.on('reqError', (error: unknown) => {
      if (clients.isForgiven(error)) return;
      failed(isTimeout(error) ? 'timeout' : outcomeOfFailure(error), clients.lossOwnUs);
    });
    if (clients.areDone) instance.stop();
    await once(instance, 'done');
  } finally {
    stopWatching();
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
  const elapsedMs = clients.meanBusyMs(recorder.startedMs);
  return finish({ waitedMs: clients.waitedMs, elapsedMs, endedBySignal });
}

function autocannonOptions(
  request: BurstRequest,
  { connections }: SaturatingBurstOptions,
  recorder: BurstRecorder,
  clients: BurstClients,
): autocannon.Options {
  const { operation } = request;
  return {
    url: splitAddress(request.origin).origin,
    connections,
    duration: NEVER_SECONDS,
    timeout: CUT_AFTER_MS / 1000,
    sampleInt: 100,
    excludeErrorStats: true,
    requests: [{ method: operation.method, headers: { ...request.headers } }],
    setupClient: (client) => clients.watch(client),
    verifyBody: () => {
      const last = clients.takeLast();
      if (last === undefined) return true;
      const { reply, latencyUs, coldUs, ownDelayUs } = last;
      const outcome = checkReply(operation.success, reply);
      recorder.record(outcome, latencyUs, ownDelayUs, reply.status);
      if (outcome === 'ok' && coldUs !== undefined) recorder.noteCold(coldUs, ownDelayUs);
      if (outcome === 'ok') request.onSuccess?.(reply.body);
      if (outcome === 'rate_limited')
        request.onRefused?.({ retryAfterSeconds: reply.retryAfterSeconds, limit: refusedLimit(reply.body) });
      return true;
    },
  } as autocannon.Options;
}

/** autocannon's own timeout has no code, so its message is compared. */
function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === 'request timed out';
}
