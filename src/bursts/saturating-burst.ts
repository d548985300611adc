import autocannon from 'autocannon';
import type { Outcome } from '../measure/outcome.ts';
import { OwnDelay } from '../measure/own-delay.ts';
import { outcomeOfFailure } from '../measure/own-faults.ts';
import { splitAddress } from '../target/http/address.ts';
import { checkReply } from '../target/http/check-reply.ts';
import type { BurstRequest } from './burst-request.ts';
import { BurstRecorder, type BurstResult } from './burst-result.ts';
import type { BurstShape } from './burst-shape.ts';
import { type BurstReply, ClientWatch } from './client-watch.ts';

export interface SaturatingBurstOptions extends Omit<BurstShape, 'arrivalsPerSecond'> {
  /** Ends the burst early; what was measured until then is the result. */
  readonly signal?: AbortSignal;
}

/**
 * Errors per connection, with no answer in between, after which the target counts as down: autocannon would reconnect
 * in a tight loop.
 */
const ERRORS_PER_CONNECTION = 3;

/**
 * Hits one operation as hard as `connections` connections can (closed model) by autocannon: one thread, no rate
 * option, and our own histogram in microseconds from its per-response events. autocannon's own latency figures are
 * whole milliseconds without a p95, so they are not read.
 *
 * The first answer of each connection is counted but kept out of the latencies: autocannon starts its clock before
 * the connection is open. A request that is under way when the burst ends has neither
 * succeeded nor failed; the result says how long it has waited. autocannon never verifies TLS certificates; the preflight has verified them, unless the
 * environment says not to.
 */
export function saturatingBurst(
  request: BurstRequest,
  options: SaturatingBurstOptions,
): Promise<BurstResult> {
  const recorder = new BurstRecorder(options.durationMs);
  const result = (waitedMs: readonly number[]) =>
    recorder.finish(request.operation.id, { kind: 'saturating' }, options.connections, waitedMs);
  if (options.signal?.aborted === true) return Promise.resolve(result([]));
  const replies = new Replies(() => failed('reset'));
  let errors = 0;
  const instance = autocannon(autocannonOptions(request, options, recorder, replies), () => {});
  const stop = () => {
    // stop() alone waits for autocannon's next tick, with its clients reconnecting in a tight loop until then.
    replies.destroyClients();
    instance.stop();
  };
  const failed = (outcome: Outcome) => {
    recorder.record(outcome, undefined);
    errors += 1;
    if (errors >= ERRORS_PER_CONNECTION * options.connections) stop();
  };
  const end = new Promise<void>((resolve) => instance.on('done', () => resolve()));
  instance.on('response', (client, _status, _bytes, durationMs) => {
    replies.answered(client, durationMs);
    errors = 0;
  });
  instance.on('reqError', (error: unknown) => failed(isTimeout(error) ? 'timeout' : outcomeOfFailure(error)));
  options.signal?.addEventListener('abort', stop, { once: true });
  return end.then(() => {
    options.signal?.removeEventListener('abort', stop);
    return result(replies.waitedMs());
  });
}

function autocannonOptions(
  request: BurstRequest,
  { connections, durationMs }: SaturatingBurstOptions,
  recorder: BurstRecorder,
  replies: Replies,
): autocannon.Options {
  const { operation } = request;
  const { origin, prefix } = splitAddress(request.origin);
  return {
    url: origin,
    connections,
    duration: durationMs / 1000,
    timeout: 35,
    sampleInt: 100,
    excludeErrorStats: true,
    requests: [
      {
        method: operation.method,
        headers: { ...request.headers },
        setupRequest: (base) => {
          const { path, ...rest } = request.next();
          return { ...base, ...rest, path: prefix + path };
        },
      },
    ],
    setupClient: (client) => replies.watch(client),
    verifyBody: () => {
      const reply = replies.takeLast();
      if (reply !== undefined) {
        const outcome = checkReply(operation.success, reply);
        recorder.record(outcome, reply.latencyUs, reply.ownDelayUs);
        if (outcome === 'ok') request.onSuccess?.(reply.body);
        if (outcome === 'rate_limited') request.onRefused?.(reply.retryAfterSeconds);
      }
      return true;
    },
  } as autocannon.Options;
}

/** The replies that autocannon's clients get: their latencies come in one event, and their bodies are asked for in the next. */
class Replies {
  readonly #onReset: () => void;
  readonly #watches = new Map<autocannon.Client, ClientWatch>();
  // autocannon calls verifyBody synchronously after the response event of the same reply.
  #last: (BurstReply & { readonly latencyUs: number | undefined; readonly ownDelayUs: number }) | undefined;
  readonly #ownDelay = new OwnDelay();

  constructor(onReset: () => void) {
    this.#onReset = onReset;
  }

  watch(client: autocannon.Client): void {
    this.#watches.set(client, new ClientWatch(client, this.#onReset));
    // autocannon starts its clock within this event, and writes to the socket right after it.
    (client as NodeJS.EventEmitter).on('request', () => this.#ownDelay.mark(performance.now()));
  }

  /**
   * autocannon parses a reply in the very event that reads the socket, stops its clock and emits this in one go. So
   * everything that delayed the reading is in the own delay of this moment.
   */
  answered(client: autocannon.Client, durationMs: number): void {
    const ownDelayUs = this.#ownDelay.mark(performance.now()) * 1000;
    const reply = this.#watches.get(client)?.answered();
    if (reply === undefined) return;
    this.#last = { ...reply, latencyUs: reply.isWarm ? durationMs * 1000 : undefined, ownDelayUs };
  }

  /** The reply whose body autocannon hands over; undefined when it was taken before. */
  takeLast() {
    const last = this.#last;
    this.#last = undefined;
    return last;
  }

  /** How long each request under way has waited. */
  waitedMs(): readonly number[] {
    return [...this.#watches.values()].flatMap((watch) => watch.waitedMs ?? []);
  }

  destroyClients(): void {
    for (const client of this.#watches.keys()) (client as unknown as { destroy(): void }).destroy();
  }
}

/** autocannon's own timeout has no code, so its message is compared. */
function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === 'request timed out';
}
