import { isConnectionFailure, type Outcome } from '../../measure/outcome.ts';
import { checkReply } from '../../target/http/check-reply.ts';
import type { Connection, Exchange, WireRequest } from '../../target/http/connection.ts';
import { traceIdOf } from '../../target/http/trace-context.ts';
import { learnFromReply } from '../../target/learn-from-reply.ts';
import type { BuildContext, BuiltRequest, Operation } from '../../target/operation.ts';
import type { Session } from '../../target/session/session.ts';
import type { Arrival, ArrivalGate } from '../arrivals/arrival-gate.ts';
import type { FlowUser } from '../flows/flow.ts';
import { InterruptiblePause } from './interruptible-pause.ts';
import { RequestHeaders } from './request-headers.ts';
import type { OfferedOperation, TrafficParts } from './traffic-parts.ts';

const FIRST_BACK_OFF_MS = 100;
const LONGEST_BACK_OFF_MS = 5_000;
/** After a preparation that failed: nobody measures it, and repeating it at once would load the target in secret. */
const AFTER_FAILED_PREPARATION_MS = 1_000;
/** What `do` says of a request that was left out. */
const LEFT_OUT: Promise<boolean> = Promise.resolve(false);

/** What is told of a request when it ends. */
interface RequestUnderWay {
  readonly operation: Operation;
  readonly path: string;
  readonly traceparent: string;
  /** Set in the open model. */
  readonly arrival?: Arrival | undefined;
}

/**
 * One simulated person at a dealership: own connection, a session, a memory of what the replies said, and one
 * request at a time.
 */
export class VirtualUser implements FlowUser {
  readonly context: BuildContext;
  readonly #parts: TrafficParts;
  readonly #session: Session;
  readonly #connection: Connection;
  readonly #headers: RequestHeaders;
  readonly #pause = new InterruptiblePause();
  #isRetired = false;
  #underWay: RequestUnderWay | undefined;
  #sent = 0;
  #backOffMs = 0;

  constructor(
    parts: TrafficParts,
    session: Session,
    connection: Connection,
    context: BuildContext,
    extraHeaders: readonly string[] = [],
  ) {
    this.#parts = parts;
    this.#session = session;
    this.#connection = connection;
    this.#headers = new RequestHeaders(session, extraHeaders);
    this.context = context;
  }

  /** Whether the user is to go home: a flow checks it between its steps (and `think` returns at once). */
  get isRetired(): boolean {
    return this.#isRetired;
  }

  /** Requests begun so far. */
  get sent(): number {
    return this.#sent;
  }

  /** When the first byte of the last request was written, on the clock of `performance.now()`. */
  get lastSentMs(): number | undefined {
    return this.#connection.startedMs;
  }

  /** Lets the user finish the request under way and then go home. */
  retire(): void {
    this.#isRetired = true;
    this.#pause.interrupt();
  }

  /** Whether the operation is part of the traffic, and not a preparation whose gifts are all known. */
  sends(operationId: string): boolean {
    const offered = this.#parts.offered.get(operationId);
    if (offered?.role !== 'preparation') return offered !== undefined;
    const { gives } = offered.operation;
    return gives === undefined || gives.some((key) => this.context.known[key] === undefined);
  }

  /** Gets new tokens for the user's account, e.g. after a logout. */
  renewSession(): Promise<void> {
    return this.#session.renew();
  }

  /**
   * Sends one operation and records how it ended.
   * @returns whether it was a success; false too when it was left out (not offered, something it needs is not
   * known, or the user is retired), in which case nothing was sent
   */
  do(operationId: string): Promise<boolean> {
    const offered = this.#parts.offered.get(operationId);
    if (offered === undefined || this.#isRetired) return LEFT_OUT;
    if (offered.role === 'preparation') return this.#prepare(offered);
    const { operation } = offered;
    const { known } = this.context;
    for (const key of operation.needs) if (known[key] === undefined) return LEFT_OUT;
    // Most requests need not wait for anything: they are spared the promises of the detour.
    const hasToWait = this.#parts.gate !== undefined || (operation.authenticated && this.#session.isStale);
    return hasToWait ? this.#sendWhenReady(offered) : this.#send(offered);
  }

  /** Sends when there is a good token and, in the open model, when it is the request's turn. */
  async #sendWhenReady(offered: OfferedOperation): Promise<boolean> {
    const { operation, path } = offered;
    if (operation.authenticated && this.#session.isStale) {
      await this.#session.renew();
      if (this.#isRetired) return false;
    }
    const { gate } = this.#parts;
    if (gate === undefined) return this.#send(offered);
    const built = operation.build(this.context, path);
    const arrival = await this.#turn(gate, operation);
    return arrival === undefined ? false : this.#send(offered, built, arrival);
  }

  /** Sends a request. One promise from here to the reply: each further one would be a cost per request. */
  #send(
    { operation, path }: OfferedOperation,
    built = operation.build(this.context, path),
    arrival?: Arrival,
  ): Promise<boolean> {
    const traceparent = this.#parts.trace.next();
    this.#underWay = { operation, path: built.path, traceparent, arrival };
    this.#sent += 1;
    this.#parts.recorder.start();
    if (arrival !== undefined) this.#parts.gate?.starts(arrival);
    return new Promise((resolve, reject) => {
      this.#connection.exchange(this.#wireRequest(operation, built, traceparent), (exchange) => {
        try {
          resolve(this.#ended(exchange));
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  #wireRequest(
    { method, authenticated }: Operation,
    { path, body }: BuiltRequest,
    traceparent: string,
  ): WireRequest {
    return {
      method,
      path,
      headers: this.#headers.next(authenticated, body !== undefined, traceparent),
      body,
    };
  }

  /** Records how a request ended, and learns from it. */
  #ended(exchange: Exchange): boolean | Promise<boolean> {
    const request = this.#underWay;
    if (request === undefined) return false; // Already counted as unfinished.
    this.#underWay = undefined;
    const { operation, traceparent, arrival } = request;
    const outcome = exchange.failure ?? checkReply(operation.success, exchange);
    if (arrival !== undefined) exchange.latencyUs = this.#latencyUs(arrival);
    this.#parts.recorder.end(operation.id, outcome, exchange.latencyUs, exchange.bodyBytes);
    this.#keepExemplar(operation.id, exchange, traceparent);
    if (outcome !== 'ok') return this.#afterFailure(request, outcome, exchange);
    this.#backOffMs = 0;
    this.#parts.succeeded();
    learnFromReply(operation, exchange, this.context, this.#parts.created);
    return true;
  }

  /** In the open model: from the intended start, in microseconds. */
  #latencyUs({ intendedMs }: Arrival): number | undefined {
    const trafficBeganMs = performance.now() - this.#parts.elapsedMs();
    return this.#connection.latencySinceUs(trafficBeganMs + intendedMs);
  }

  /**
   * Waits as a person does before the next step; returns at once when the user is retired, and in the open model,
   * where the schedule says when the next request is sent.
   */
  async think(ms: number): Promise<void> {
    if (this.#parts.gate !== undefined) return;
    const dueMs = performance.now() + ms;
    await this.pause(ms);
    if (!this.isRetired) this.#parts.thinkLag?.record((performance.now() - dueMs) * 1000);
  }

  /** Does nothing for a while; returns at once when the user is retired. */
  async pause(ms: number): Promise<void> {
    if (!this.#isRetired) await this.#pause.take(ms);
  }

  /** Ends the connection. A request that is still under way is counted as unfinished. */
  async leave(): Promise<void> {
    if (this.#underWay !== undefined) {
      this.#parts.recorder.end(this.#underWay.operation.id, 'unfinished', undefined, 0);
      this.#underWay = undefined;
    }
    await this.#connection.destroy();
  }

  /** Sends what only others build on: without its turn in the open model, and into no histogram. */
  async #prepare({ operation, path }: OfferedOperation): Promise<boolean> {
    if (operation.needs.some((key) => this.context.known[key] === undefined)) return false;
    if (operation.authenticated && this.#session.isStale) await this.#session.renew();
    if (this.isRetired) return false;
    const built = operation.build(this.context, path);
    const traceparent = this.#parts.trace.next();
    this.#sent += 1;
    const exchange = await this.#connection.send(this.#wireRequest(operation, built, traceparent));
    const outcome = exchange.failure ?? checkReply(operation.success, exchange);
    this.#parts.preparations?.ended(outcome === 'ok');
    if (outcome === 'ok') {
      this.#parts.succeeded();
      learnFromReply(operation, exchange, this.context, this.#parts.created);
      return true;
    }
    await this.#afterFailure({ operation, path: built.path, traceparent }, outcome, exchange);
    await this.pause(AFTER_FAILED_PREPARATION_MS);
    return false;
  }

  /** Waits for an arrival, with a token that is still good when it comes. */
  async #turn(gate: ArrivalGate, { authenticated }: Operation): Promise<Arrival | undefined> {
    const arrival = await gate.turn();
    if (arrival === undefined || !authenticated || !this.#session.isStale) return arrival;
    let isReady = false;
    try {
      await this.#session.renew();
      isReady = !this.isRetired;
    } finally {
      if (!isReady) gate.givesUp();
    }
    return isReady ? arrival : undefined;
  }

  #keepExemplar(operationId: string, exchange: Exchange, traceparent: string): void {
    if (exchange.latencyUs === undefined) return;
    const latencyMs = exchange.latencyUs / 1000;
    if (!this.#parts.exemplars.wants(operationId, latencyMs)) return;
    const { status, serverTiming } = exchange;
    const atMs = this.#parts.elapsedMs();
    const traceId = traceIdOf(traceparent);
    this.#parts.exemplars.offer({ operationId, traceId, latencyMs, atMs, status, serverTiming });
  }

  async #afterFailure(
    { operation, path, traceparent }: RequestUnderWay,
    outcome: Outcome,
    exchange: Exchange,
  ): Promise<false> {
    this.#parts.failed({
      operationId: operation.id,
      method: operation.method,
      path,
      outcome,
      status: exchange.status,
      latencyMs: exchange.latencyUs === undefined ? undefined : exchange.latencyUs / 1000,
      traceId: traceIdOf(traceparent),
    });
    if (exchange.status === 401 && operation.authenticated)
      await this.#session.renew().catch(() => undefined);
    if (!isConnectionFailure(outcome)) return false;
    this.#backOffMs = Math.min(LONGEST_BACK_OFF_MS, Math.max(FIRST_BACK_OFF_MS, this.#backOffMs * 2));
    await this.pause(this.#backOffMs * (0.5 + Math.random()));
    return false;
  }
}
