import { type Clock, realClock } from '../../base/clock.ts';
import { isConnectionFailure, isFailure, type Outcome } from '../../measure/outcome.ts';
import { CROWDED_AFTER_MS, mayHideAnswer, NO_EVIDENCE } from '../../measure/own-delay.ts';
import { checkReply } from '../../target/http/check-reply.ts';
import type { Connection } from '../../target/http/connection.ts';
import type { Exchange } from '../../target/http/exchange.ts';
import { ANSWER_TIMEOUT_MS } from '../../target/http/reply-limits.ts';
import { traceIdOf } from '../../target/http/trace-context.ts';
import { learnFromReply } from '../../target/learn-from-reply.ts';
import type { BuildContext, BuiltRequest, Operation } from '../../target/operation.ts';
import type { Arrival } from '../arrivals/arrival-gate.ts';
import type { RequestHeaders } from './request-headers.ts';
import { ownUsOf, type RequestUnderWay, type WaitingRequest } from './request-under-way.ts';
import type { OfferedOperation, TrafficParts } from './traffic-parts.ts';

/** A request that failed, as far as its user has to react to it. */
export interface Failure {
  readonly operation: Operation;
  /** Its status is 0 when no answer came. */
  readonly reply: Pick<Exchange, 'status' | 'headers'>;
  /** How often in a row, with no success in between, the target could not be reached; 0 when it was reached now. */
  readonly connectionFailures: number;
  readonly isMeasured: boolean;
}

export interface UserRequestsOptions {
  readonly parts: TrafficParts;
  readonly connection: Connection;
  readonly headers: RequestHeaders;
  readonly context: BuildContext;
  /** Reacts to a failure; the request is over when it resolves. */
  recover(failure: Failure): Promise<void>;
}

/** The requests of one user, one at a time: sent, checked, recorded and learnt from. */
export class UserRequests {
  readonly #options: UserRequestsOptions;
  readonly #parts: TrafficParts;
  readonly #connection: Connection;
  readonly #clock: Clock;
  #underWay: RequestUnderWay | undefined;
  #sent = 0;
  #lateMs = 0;
  #connectionFailures = 0;
  /**
   * How much of the last measured request's end, and of the preparations since then, the generator may have caused: what comes
   * after them is late by as much.
   */
  #lastOwnUs = 0;

  constructor(options: UserRequestsOptions) {
    this.#options = options;
    this.#parts = options.parts;
    this.#connection = options.connection;
    this.#clock = options.parts.clock ?? realClock;
  }

  /** Requests begun so far. */
  get sent(): number {
    return this.#sent;
  }

  /** When the first byte of the last request was written, on the clock of the connection, and how long writing it took. */
  get lastSend(): Pick<Connection, 'startedMs' | 'sendDelayMs'> {
    return this.#connection;
  }

  /** Says that the next request starts this much later than its user meant to, by the generator's own fault. */
  startsLate(ms: number): void {
    this.#lateMs = ms;
  }

  /**
   * Sends a request. There is one promise from here to the reply: each further one would be a cost per request.
   * @param built the request, where it was built before its turn came
   * @param arrival set in the open model
   * @returns whether it was a success
   */
  send(
    { operation, path, role }: OfferedOperation,
    built: BuiltRequest = operation.build(this.#options.context, path),
    arrival?: Arrival,
  ): Promise<boolean> {
    const { method, authenticated } = operation;
    const { recorder, trace } = this.#parts;
    const traceparent = trace.next();
    const isMeasured = role !== 'preparation';
    this.#sent += 1;
    this.#parts.spending?.sent(operation);
    const number = isMeasured ? recorder.start() : 0;
    const lateMs = arrival === undefined ? this.#lateMs : (this.#parts.gate?.starts(arrival) ?? 0);
    const ownLagUs = arrival === undefined ? 0 : this.#ownLagMs(arrival, lateMs) * 1000;
    const turnMs = arrival === undefined ? 0 : this.#clock.nowMs();
    const isCrowded = lateMs > CROWDED_AFTER_MS;
    this.#lateMs = 0;
    this.#underWay = {
      operation,
      path: built.path,
      traceparent,
      isMeasured,
      arrival,
      ownLagUs,
      isCrowded,
      turnMs,
      number,
    };
    const request = {
      method,
      path: built.path,
      headers: this.#options.headers.next(authenticated, built.body !== undefined, traceparent),
      body: built.body,
    };
    return new Promise((resolve, reject) => {
      this.#connection.exchange(request, (exchange) => {
        try {
          resolve(this.#ended(exchange));
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  /**
   * Ends the connection. A request that is still under way is counted as unfinished, with the time for which it has waited for
   * certain.
   * @param ownDelayMs how much later a reply would be read now than it may have come, see `OwnDelay`
   */
  async leave(ownDelayMs: number): Promise<void> {
    const request = this.#underWay;
    const { waitedMs = 0 } = this.waiting(ownDelayMs) ?? {};
    this.#underWay = undefined;
    if (request?.isMeasured) {
      const waitedUs = waitedMs > 0 ? waitedMs * 1000 : undefined;
      this.#parts.recorder.end(request.operation.id, 'unfinished', waitedUs, 0);
      this.#parts.recorder.underWay.end(request.number);
    } else if (request !== undefined) this.#parts.preparations?.ended(false);
    await this.#connection.destroy();
  }

  /**
   * The measured request that is under way; undefined when there is none, or when one of the closed model
   * was never written: in the open one it waits from its intended start.
   * @param ownDelayMs how much later a reply would be read now than it may have come, see `OwnDelay`
   */
  waiting(ownDelayMs: number): WaitingRequest | undefined {
    const request = this.#underWay;
    const waitedUs = request?.isMeasured ? this.#waitedUs(request) : undefined;
    if (request === undefined || waitedUs === undefined) return undefined;
    const { sendDelayMs } = this.#connection;
    const ownUs = request.isCrowded
      ? NO_EVIDENCE
      : ownUsOf(request, this.#connection, (sendDelayMs + ownDelayMs) * 1000);
    return { operationId: request.operation.id, waitedMs: (waitedUs - ownUs) / 1000 };
  }

  /** How long a request that is under way has waited, in microseconds; in the closed model undefined when it was never written. */
  #waitedUs({ arrival }: RequestUnderWay): number | undefined {
    const { startedMs } = this.#connection;
    const nowMs = this.#clock.nowMs();
    if (arrival !== undefined) return (this.#parts.elapsedMs() - arrival.intendedMs) * 1000;
    return startedMs === undefined ? undefined : (nowMs - startedMs) * 1000;
  }

  /** Records how a request ended, and learns from it. */
  #ended(exchange: Exchange): boolean | Promise<boolean> {
    const request = this.#underWay;
    if (request === undefined) return false; // The user has left: the request is counted as unfinished.
    this.#underWay = undefined;
    const { operation } = request;
    const outcome = exchange.failure ?? checkReply(operation.success, exchange);
    const isHidden = outcome === 'timeout' && mayHideAnswer(exchange, ANSWER_TIMEOUT_MS);
    const ownUs = isHidden
      ? ANSWER_TIMEOUT_MS * 1000
      : ownUsOf(request, this.#connection, exchange.ownDelayUs);
    // A preparation began late by what was late before it, and that is not in its own figure.
    this.#lastOwnUs = request.isMeasured ? ownUs : this.#lastOwnUs + ownUs;
    const isEvidence = !isHidden && !request.isCrowded;
    if (request.isMeasured) this.#record(request, outcome, exchange, isEvidence ? ownUs : NO_EVIDENCE);
    else this.#parts.preparations?.ended(outcome === 'ok');
    if (outcome !== 'ok') return this.#failed(request, outcome, exchange);
    this.#connectionFailures = 0;
    this.#parts.succeeded(operation.id);
    learnFromReply(operation, exchange, this.#options.context, this.#parts.created);
    return true;
  }

  /** How late an arrival's turn comes by the generator's own fault, at most; `lateMs` leaves out all waiting for a user. */
  #ownLagMs({ intendedMs, userWasFree }: Arrival, lateMs: number): number {
    if (userWasFree) return lateMs;
    // It waited for a user who was busy: that user may have read the reply before it late.
    return Math.max(lateMs, Math.min(this.#parts.elapsedMs() - intendedMs, this.#lastOwnUs / 1000));
  }

  /** @param ownUs {@link NO_EVIDENCE} where the generator may have caused how it ended */
  #record(request: RequestUnderWay, outcome: Outcome, exchange: Exchange, ownUs: number): void {
    const {
      operation: { id },
      traceparent,
      arrival,
      number,
    } = request;
    const { latencyUs: sinceSentUs, bodyBytes } = exchange;
    if (exchange.isRepeated) this.#parts.recorder.repeat(id);
    const latencyUs = arrival === undefined ? sinceSentUs : this.#latencyUs(arrival);
    exchange.latencyUs = latencyUs;
    this.#parts.recorder.end(id, outcome, latencyUs, bodyBytes, ownUs);
    this.#parts.recorder.underWay.end(number);
    if (isFailure(outcome))
      this.#parts.recorder.failed(id, outcome, exchange.status, this.#parts.elapsedMs());
    if (latencyUs === undefined) return;
    const latencyMs = latencyUs / 1000;
    const { exemplars, recorder } = this.#parts;
    // A request that a burst slowed down explains nothing about the scenario.
    if (recorder.isInRound || !exemplars.wants(id, latencyMs)) return;
    const { status, serverTiming } = exchange;
    const [atMs, traceId] = [this.#parts.elapsedMs(), traceIdOf(traceparent)];
    exemplars.offer({ operationId: id, traceId, latencyMs, atMs, status, serverTiming });
  }

  /** In the open model: from the intended start, in microseconds. */
  #latencyUs({ intendedMs }: Arrival): number | undefined {
    const trafficBeganMs = this.#clock.nowMs() - this.#parts.elapsedMs();
    return this.#connection.latencySinceUs(trafficBeganMs + intendedMs);
  }

  async #failed(request: RequestUnderWay, outcome: Outcome, exchange: Exchange): Promise<false> {
    const { operation, path, traceparent, isMeasured } = request;
    const { status, latencyUs } = exchange;
    this.#parts.failed({
      operationId: operation.id,
      method: operation.method,
      path,
      outcome,
      status,
      latencyMs: latencyUs === undefined ? undefined : latencyUs / 1000,
      traceId: traceIdOf(traceparent),
    });
    // A user who cannot send for a fault of this machine waits as well, so that it can recover.
    const isUnreachable = isConnectionFailure(outcome) || outcome === 'own_fault';
    if (isUnreachable) this.#connectionFailures += 1;
    const connectionFailures = isUnreachable ? this.#connectionFailures : 0;
    await this.#options.recover({ operation, reply: exchange, connectionFailures, isMeasured });
    return false;
  }
}
