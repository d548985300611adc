import { type Clock, realClock } from '../../base/clock.ts';
import type { Connection } from '../../target/http/connection.ts';
import { LONGEST_WAIT_SECONDS } from '../../target/http/patiently.ts';
import { retryAfterSeconds } from '../../target/http/rate-limit-headers.ts';
import { type BuildContext, giftsOf, type Operation } from '../../target/operation.ts';
import type { Session } from '../../target/session/session.ts';
import type { FlowUser } from '../flows/flow.ts';
import { InterruptiblePause } from './interruptible-pause.ts';
import { RequestHeaders } from './request-headers.ts';
import type { WaitingRequest } from './request-under-way.ts';
import type { OfferedOperation, TrafficParts } from './traffic-parts.ts';
import { TroubleTime } from './trouble-time.ts';
import { type Failure, UserRequests } from './user-requests.ts';

const FIRST_BACK_OFF_MS = 100;
const LONGEST_BACK_OFF_MS = 5_000;
/** After a preparation that failed: it is not measured, so repeating it at once would load the target unseen. */
const AFTER_FAILED_PREPARATION_MS = 1_000;
/** What `do` returns for a request that was left out. */
const LEFT_OUT: Promise<boolean> = Promise.resolve(false);

/**
 * One simulated person at a dealership, with a connection, a session and a memory of what the replies said. Sends one
 * request at a time.
 */
export class VirtualUser implements FlowUser {
  readonly context: BuildContext;
  readonly #parts: TrafficParts;
  readonly #session: Session;
  readonly #requests: UserRequests;
  readonly #clock: Clock;
  readonly #pause: InterruptiblePause;
  readonly #trouble: TroubleTime;
  #isRetired = false;

  constructor(
    parts: TrafficParts,
    session: Session,
    connection: Connection,
    context: BuildContext,
    extraHeaders: readonly string[] = [],
  ) {
    this.context = context;
    this.#parts = parts;
    this.#session = session;
    this.#clock = parts.clock ?? realClock;
    this.#pause = new InterruptiblePause(this.#clock);
    this.#trouble = new TroubleTime(this.#clock);
    const headers = new RequestHeaders(session, extraHeaders);
    const recover = (failure: Failure) => this.#recover(failure);
    this.#requests = new UserRequests({ parts, connection, headers, context, recover });
  }

  /** Whether the user is to leave: a flow checks it between its steps, and pauses return at once. */
  get isRetired(): boolean {
    return this.#isRetired;
  }

  /** Requests begun so far. */
  get sent(): number {
    return this.#requests.sent;
  }

  /** When the first byte of the last request was written, on the clock of the connection, and how long writing it took. */
  get lastSend(): UserRequests['lastSend'] {
    return this.#requests.lastSend;
  }

  /** Lets the user finish the request under way and send no other. */
  retire(): void {
    this.#isRetired = true;
    this.#trouble.end();
    this.#pause.interrupt();
  }

  /** See {@link UserRequests.leave}. */
  leave(ownDelayMs = 0): Promise<void> {
    this.#parts.left?.();
    return this.#requests.leave(ownDelayMs);
  }

  /** See {@link UserRequests.waiting}. */
  waiting(ownDelayMs: number): WaitingRequest | undefined {
    return this.#requests.waiting(ownDelayMs);
  }

  /** Whether the operation is part of the traffic, and not a preparation that has nothing more to give. */
  sends(operationId: string): boolean {
    const offered = this.#parts.offered.get(operationId);
    if (offered?.role !== 'preparation') return offered !== undefined;
    const gifts = giftsOf(offered.operation);
    return gifts.length === 0 || gifts.some((key) => this.context.known[key] === undefined);
  }

  /** Gets new tokens for the user's account, e.g. after a logout; a retired user needs none. */
  async renewSession(): Promise<void> {
    if (!this.#isRetired) await this.#renew();
  }

  /**
   * Sends one operation and records how it ended.
   * @returns whether it was a success; false too when it was left out (not offered, something it needs is not
   * known, or the user is retired), in which case nothing was sent
   */
  do(operationId: string): Promise<boolean> {
    const offered = this.#parts.offered.get(operationId);
    if (offered === undefined || this.#isRetired) return LEFT_OUT;
    const { operation, role } = offered;
    const { known } = this.context;
    for (const key of operation.needs) if (known[key] === undefined) return LEFT_OUT;
    // Only arrivals wait for their turn, and a preparation is none of them.
    const waits = this.#parts.gate !== undefined && role !== 'preparation';
    // Most requests need not wait for anything: they are spared the promises of the detour.
    const isReady = !waits && !this.#needsToken(operation);
    return isReady ? this.#requests.send(offered) : this.#sendWhenReady(offered, waits);
  }

  /** Waits as a person does before the next step. In the open model it does not: there the schedule sets the pace. */
  async think(ms: number): Promise<void> {
    if (this.#parts.gate !== undefined) return;
    const dueMs = this.#clock.nowMs() + ms;
    await this.pause(ms);
    if (this.#isRetired) return;
    const lateMs = this.#clock.nowMs() - dueMs;
    this.#parts.thinkLag?.record(lateMs * 1000);
    this.#requests.startsLate(lateMs);
  }

  /** Does nothing for a while; returns at once when the user is retired. */
  async pause(ms: number): Promise<void> {
    if (!this.#isRetired) await this.#pause.take(ms);
  }

  /** Does nothing for a while, as {@link pause}, because it cannot work. */
  rest(ms: number): Promise<void> {
    return this.#trouble.during(() => this.pause(ms));
  }

  /**
   * How long it could not work since the last call, in milliseconds: while its session was renewed, while a rate limiter made it
   * wait, and while it rested.
   */
  takeTroubleMs(): number {
    return this.#trouble.takeMs();
  }

  /** No figure has the time of a renewal, and the rate limiter may make it wait for minutes. */
  #renew(): Promise<void> {
    return this.#trouble.during(() => this.#session.renew());
  }

  #needsToken({ authenticated }: Operation): boolean {
    return authenticated && this.#session.isStale;
  }

  /** Sends when there is a good token and, in the open model, when it is the request's turn. */
  async #sendWhenReady(offered: OfferedOperation, waits: boolean): Promise<boolean> {
    const { operation, path } = offered;
    if (this.#needsToken(operation)) await this.#renew();
    if (this.#isRetired) return false;
    const { gate } = this.#parts;
    if (gate === undefined || !waits) return this.#requests.send(offered);
    const built = operation.build(this.context, path);
    const arrival = await gate.turn();
    if (arrival === undefined) return false;
    // The token was good when the wait began. An arrival that cannot be sent now is given up.
    let isReady = !this.#needsToken(operation);
    if (!isReady) {
      try {
        await this.#renew();
        isReady = !this.#isRetired;
      } finally {
        if (!isReady) gate.givesUp(arrival);
      }
    }
    return isReady ? this.#requests.send(offered, built, arrival) : false;
  }

  /**
   * Gets a new token after a 401, and leaves a target alone for a while that could not be reached: in the closed model only, since
   * in the open one the schedule says when somebody comes, and would wait for a user that rests. A preparation that a rate
   * limiter refused is tried again when that allows it; a measured request does not make the user wait, see docs/rate-limits.md.
   */
  async #recover({ operation, reply, connectionFailures, isMeasured }: Failure): Promise<void> {
    const { status, headers } = reply;
    if (status === 401 && operation.authenticated) await this.#renew().catch(() => undefined);
    if (connectionFailures > 0 && this.#parts.gate === undefined) {
      const backOffMs = Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** (connectionFailures - 1));
      await this.pause(backOffMs * (0.5 + Math.random()));
    }
    if (isMeasured) return;
    const askedSeconds = status === 429 ? (retryAfterSeconds(headers) ?? 0) : 0;
    const askedMs = Math.min(askedSeconds, LONGEST_WAIT_SECONDS) * 1000;
    if (askedMs > AFTER_FAILED_PREPARATION_MS) await this.rest(askedMs);
    else await this.pause(AFTER_FAILED_PREPARATION_MS);
  }
}
