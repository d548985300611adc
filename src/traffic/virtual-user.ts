import { setTimeout as sleep } from 'node:timers/promises';
import type { Exemplars } from '../measure/exemplars.ts';
import type { LatencyHistogram } from '../measure/latency-histogram.ts';
import { isConnectionFailure, type Outcome } from '../measure/outcome.ts';
import type { Recorder } from '../measure/recorder.ts';
import { checkReply } from '../target/http/check-reply.ts';
import type { Connection, Exchange } from '../target/http/connection.ts';
import type { TraceContext } from '../target/http/trace-context.ts';
import type { BuildContext, Operation } from '../target/operation.ts';
import type { Session } from '../target/session/session.ts';
import type { Arrival, ArrivalGate } from './arrival-gate.ts';
import type { FlowUser } from './flow.ts';
import type { PreparationTally } from './preparation-tally.ts';
import { RequestHeaders } from './request-headers.ts';

const FIRST_BACK_OFF_MS = 100;
const LONGEST_BACK_OFF_MS = 5_000;
/** After a preparation that failed: nobody measures it, and repeating it at once would load the target in secret. */
const AFTER_FAILED_PREPARATION_MS = 1_000;

/** An operation as this target offers it: at the catalogue's path or at the environment's own. */
export interface OfferedOperation {
  readonly operation: Operation;
  readonly path: string;
  /**
   * Only where OPERATIONS narrowed the traffic: `selected` was asked for, `preparation` is sent because a selected one
   * builds on it, is not measured, and is counted apart.
   */
  readonly role?: 'selected' | 'preparation';
}

/** A failed request, for the debug log: nothing secret is in it. */
export interface FailedRequest {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly outcome: Outcome;
  readonly status: number;
  readonly latencyMs: number | undefined;
  readonly traceId: string;
}

/** What all virtual users of a traffic share. */
export interface TrafficParts {
  readonly offered: ReadonlyMap<string, OfferedOperation>;
  readonly recorder: Recorder;
  readonly preparations?: PreparationTally;
  readonly exemplars: Exemplars;
  readonly trace: TraceContext;
  /** Set in the closed model: takes how late users went on after their think time. */
  readonly thinkLag?: LatencyHistogram;
  /** Set in the open model: each request waits here for its turn, and counts from its intended start. */
  readonly gate?: ArrivalGate;
  /** Milliseconds since the traffic began. */
  elapsedMs(): number;
  /** Takes note of what a success made on the target. */
  created(operation: Operation, id: string, dealershipId: string): void;
  succeeded(): void;
  failed(request: FailedRequest): void;
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
  readonly #retired = new AbortController();
  #underWay: string | undefined;
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
    return this.#retired.signal.aborted;
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
    this.#retired.abort();
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
  async do(operationId: string): Promise<boolean> {
    const offered = this.#parts.offered.get(operationId);
    if (offered === undefined || this.isRetired) return false;
    if (offered.role === 'preparation') return this.#prepare(offered);
    const { operation, path } = offered;
    const { known } = this.context;
    for (const key of operation.needs) if (known[key] === undefined) return false;
    if (operation.authenticated && this.#session.isStale) {
      await this.#session.renew();
      if (this.isRetired) return false;
    }

    const built = operation.build(this.context, path);
    const { gate } = this.#parts;
    const arrival = gate === undefined ? undefined : await this.#turn(gate, operation);
    if (gate !== undefined && arrival === undefined) return false;
    const traceparent = this.#parts.trace.next();
    const traceId = this.#parts.trace.lastTraceId;
    this.#underWay = operationId;
    this.#sent += 1;
    this.#parts.recorder.start();
    if (arrival !== undefined) gate?.starts(arrival);
    const exchange = await this.#connection.send({
      method: operation.method,
      path: built.path,
      headers: this.#headers.next(operation.authenticated, built.body !== undefined, traceparent),
      body: built.body,
    });
    if (this.#underWay === undefined) return false; // Already counted as unfinished.
    this.#underWay = undefined;
    const outcome = exchange.failure ?? checkReply(operation.success, exchange);
    // Nothing was written when there is no latency: then there is none from the intended start either.
    if (arrival !== undefined && exchange.latencyUs !== undefined)
      exchange.latencyUs = (this.#parts.elapsedMs() - arrival.intendedMs) * 1000;
    this.#parts.recorder.end(operationId, outcome, exchange.latencyUs, exchange.bodyBytes);
    this.#keepExemplar(operationId, exchange, traceId);
    if (outcome === 'ok') {
      this.#backOffMs = 0;
      this.#parts.succeeded();
      this.#learn(operation, exchange);
      return true;
    }
    await this.#afterFailure(operation, built.path, outcome, exchange, traceId);
    return false;
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
    if (this.isRetired) return;
    await sleep(ms, undefined, { signal: this.#retired.signal }).catch(() => undefined);
  }

  /** Ends the connection. A request that is still under way is counted as unfinished. */
  async leave(): Promise<void> {
    if (this.#underWay !== undefined) {
      this.#parts.recorder.end(this.#underWay, 'unfinished', undefined, 0);
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
    const traceId = this.#parts.trace.lastTraceId;
    this.#sent += 1;
    const exchange = await this.#connection.send({
      method: operation.method,
      path: built.path,
      headers: this.#headers.next(operation.authenticated, built.body !== undefined, traceparent),
      body: built.body,
    });
    const outcome = exchange.failure ?? checkReply(operation.success, exchange);
    this.#parts.preparations?.ended(outcome === 'ok');
    if (outcome === 'ok') {
      this.#parts.succeeded();
      this.#learn(operation, exchange);
      return true;
    }
    await this.#afterFailure(operation, built.path, outcome, exchange, traceId);
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

  #learn(operation: Operation, exchange: Exchange): void {
    if (operation.learn === undefined && operation.creates === undefined) return;
    const reply: unknown = exchange.bodyBytes === 0 ? undefined : JSON.parse(exchange.body.toString('utf8'));
    operation.learn?.(reply, this.context.known);
    if (operation.creates === undefined || typeof reply !== 'object' || reply === null) return;
    const made =
      'user' in reply && typeof reply.user === 'object' && reply.user !== null ? reply.user : reply;
    if ('id' in made && typeof made.id === 'string')
      this.#parts.created(operation, made.id, this.context.dealershipId);
  }

  #keepExemplar(operationId: string, exchange: Exchange, traceId: string): void {
    if (exchange.latencyUs === undefined) return;
    const latencyMs = exchange.latencyUs / 1000;
    if (!this.#parts.exemplars.wants(operationId, latencyMs)) return;
    const { status, serverTiming } = exchange;
    const atMs = this.#parts.elapsedMs();
    this.#parts.exemplars.offer({ operationId, traceId, latencyMs, atMs, status, serverTiming });
  }

  async #afterFailure(
    operation: Operation,
    path: string,
    outcome: Outcome,
    exchange: Exchange,
    traceId: string,
  ): Promise<void> {
    this.#parts.failed({
      operationId: operation.id,
      method: operation.method,
      path,
      outcome,
      status: exchange.status,
      latencyMs: exchange.latencyUs === undefined ? undefined : exchange.latencyUs / 1000,
      traceId,
    });
    if (exchange.status === 401 && operation.authenticated)
      await this.#session.renew().catch(() => undefined);
    if (!isConnectionFailure(outcome)) return;
    this.#backOffMs = Math.min(LONGEST_BACK_OFF_MS, Math.max(FIRST_BACK_OFF_MS, this.#backOffMs * 2));
    await this.pause(this.#backOffMs * (0.5 + Math.random()));
  }
}
