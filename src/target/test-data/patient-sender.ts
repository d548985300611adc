import { type Clock, sleep } from '../../base/clock.ts';
import { formatDuration } from '../../base/duration.ts';
import { SuiteError } from '../../base/suite-error.ts';
import type { CleanUpReply, Send } from './put-away.ts';
import { RemovalPace } from './removal-pace.ts';

/** How long a target may be away, or a limiter may refuse everything, before the clean-up leaves the rest; by default. */
const PATIENCE_MS = 120_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/** How soon a request looks again whether the one that asks for the target has its reply. */
const ONE_AT_A_TIME_MS = 10;
/** Tries of a request that fails while others get their answers. */
const TRIES = 3;
/** So many refused tokens in a row mean that no account of this clean-up may sign in any more. */
const UNAUTHORIZED_LIMIT = 16;
/** What a gateway or a load balancer answers while what is behind it restarts. */
const AWAY: readonly number[] = [502, 503, 504];
/** Between two lines about rate limits: a limiter that asks for short pauses asks for many. */
const REFUSAL_LINE_EVERY_MS = 60_000;
const INTERRUPTED = 'the clean-up was interrupted';

/** How a clean-up waits. */
export interface Patience {
  readonly clock: Clock;
  /** Ends the clean-up: what is not removed by then is left. */
  readonly signal?: AbortSignal | undefined;
  /** Requests per minute that the target's limiter lets through, where that is known beforehand. */
  readonly limitPerMinute?: number | undefined;
  /** How long a target may be away, or refuse everything, before the rest is left; two minutes by default. */
  readonly patienceMs?: number | undefined;
  /** Gets a line on each longer wait. */
  say?(line: string): void;
}

interface Absence {
  readonly sinceMs: number;
  untilMs: number;
  pauseMs: number;
}

/**
 * Sends the requests of a clean-up: stays below the target's rate limits, waits where one refuses (429), waits for a
 * target or a service that restarts, and gives up on one that stays away.
 */
export class PatientSender {
  readonly #send: Send;
  readonly #patience: Patience;
  readonly #patienceMs: number;
  readonly #pace: RemovalPace;
  /** Of the whole target under an empty name, of one service under its operation's id. */
  readonly #absences = new Map<string, Absence>();
  readonly #gaveUp = new Map<string, string>();
  #underWay = 0;
  #answered = 0;
  #unauthorized = 0;
  #refusedSinceMs: number | undefined;
  #pauses = 0;
  #nextRefusalLineMs = Number.NEGATIVE_INFINITY;

  constructor(send: Send, patience: Patience) {
    this.#send = send;
    this.#patience = patience;
    this.#patienceMs = patience.patienceMs ?? PATIENCE_MS;
    this.#pace = new RemovalPace(patience.clock, patience.limitPerMinute);
  }

  /** Why this operation, or anything at all, is not sent any more; undefined while it is. */
  gaveUp(operationId: string): string | undefined {
    if (this.#patience.signal?.aborted === true) return INTERRUPTED;
    return this.#gaveUp.get('') ?? this.#gaveUp.get(operationId);
  }

  readonly send: Send = async (...request) => {
    const [operationId] = request;
    for (let failures = 0; ; ) {
      await this.#turn(operationId);
      const answeredBefore = this.#answered;
      const reply = await this.#once(request);
      if (this.#patience.signal?.aborted === true) continue;
      const isAway = reply instanceof Error || AWAY.includes(reply.status);
      const headers = reply instanceof Error ? {} : (reply.headers ?? {});
      if (isAway) {
        this.#noteAbsence(operationId, reply);
        if (this.#answered > answeredBefore) failures += 1;
        if (failures >= TRIES) return orThrow(reply);
      } else if (reply.status === 429) {
        this.#noteRefusal(headers);
      } else {
        this.#noteAnswer(reply);
        if (reply.status < 500) return reply;
        failures += 1;
        if (failures >= TRIES) return reply;
      }
    }
  };

  /** Waits until this request may leave. */
  async #turn(operationId: string): Promise<void> {
    const { clock, signal } = this.#patience;
    for (;;) {
      const reason = this.gaveUp(operationId);
      if (reason !== undefined) throw new Error(reason);
      const waitMs = Math.max(this.#pace.waitMs(this.#underWay), this.#absenceMs(operationId));
      if (waitMs <= 0) {
        // At once, before another request that waited looks at how many there are.
        this.#underWay += 1;
        this.#pace.sent();
        return;
      }
      await sleep(clock, waitMs, signal);
    }
  }

  /** While the target is away, one request at a time asks whether it is back. */
  #absenceMs(operationId: string): number {
    const absences = [this.#absences.get(''), this.#absences.get(operationId)].filter(
      (each) => each !== undefined,
    );
    if (absences.length === 0) return 0;
    const untilMs = Math.max(...absences.map((each) => each.untilMs)) - this.#patience.clock.nowMs();
    return Math.max(untilMs, this.#underWay > 0 ? ONE_AT_A_TIME_MS : 0);
  }

  async #once(request: Parameters<Send>): Promise<CleanUpReply | Error> {
    const { signal } = this.#patience;
    // One for each request: what races against a promise that stays open is kept as long as that.
    const aborted = Promise.withResolvers<Error>();
    const abort = () => aborted.resolve(new Error(INTERRUPTED));
    signal?.addEventListener('abort', abort);
    try {
      return await Promise.race([this.#send(...request), aborted.promise]);
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    } finally {
      signal?.removeEventListener('abort', abort);
      this.#underWay -= 1;
    }
  }

  #noteAnswer({ status, headers = {} }: CleanUpReply): void {
    this.#answered += 1;
    this.#refusedSinceMs = undefined;
    this.#pace.answered(headers);
    this.#absences.clear();
    this.#unauthorized = status === 401 ? this.#unauthorized + 1 : 0;
    if (this.#unauthorized >= UNAUTHORIZED_LIMIT)
      this.#gaveUp.set('', 'the target answers 401 to new tokens too: the password may have been changed');
  }

  #noteAbsence(operationId: string, reply: CleanUpReply | Error): void {
    const nowMs = this.#patience.clock.nowMs();
    const isTarget = reply instanceof Error && !(reply instanceof SuiteError);
    const key = isTarget ? '' : operationId;
    const who = absenceWords(operationId, reply);
    const absence = this.#absences.get(key);
    if (absence === undefined) {
      this.#absences.set(key, { sinceMs: nowMs, untilMs: nowMs + FIRST_PAUSE_MS, pauseMs: FIRST_PAUSE_MS });
      this.#patience.say?.(`${who}: waiting for it, at most ${formatDuration(this.#patienceMs)}`);
      return;
    }
    if (nowMs - absence.sinceMs >= this.#patienceMs)
      this.#gaveUp.set(key, `${who}, for ${formatDuration(this.#patienceMs)} or longer`);
    if (nowMs < absence.untilMs) return;
    absence.pauseMs = Math.min(LONGEST_PAUSE_MS, absence.pauseMs * 2);
    absence.untilMs = nowMs + absence.pauseMs;
  }

  #noteRefusal(headers: NonNullable<CleanUpReply['headers']>): void {
    const nowMs = this.#patience.clock.nowMs();
    this.#refusedSinceMs ??= nowMs;
    const pauseMs = this.#pace.refused(headers);
    if (pauseMs === undefined) return;
    const pause = formatDuration(Math.ceil(pauseMs / 1000) * 1000);
    if (nowMs + pauseMs - this.#refusedSinceMs > this.#patienceMs)
      this.#gaveUp.set(
        '',
        `the rate limit of the target refuses everything, and the next pause would be ${pause}`,
      );
    this.#pauses += 1;
    if (this.#gaveUp.has('') || nowMs < this.#nextRefusalLineMs) return;
    this.#nextRefusalLineMs = nowMs + REFUSAL_LINE_EVERY_MS;
    const often = this.#pauses === 1 ? '' : ` (pause ${this.#pauses} of this clean-up)`;
    this.#patience.say?.(`the rate limit of the target is used up: going on in ${pause}${often}`);
  }
}

function absenceWords(operationId: string, reply: CleanUpReply | Error): string {
  // The user to whom the thing belongs cannot sign in now; others can.
  if (reply instanceof SuiteError) return `${operationId} has no user: ${reply.message}`;
  if (reply instanceof Error) return `the target does not answer (${reply.message})`;
  return `the target answers ${reply.status} to ${operationId}`;
}

function orThrow(reply: CleanUpReply | Error): CleanUpReply {
  if (reply instanceof Error) throw reply;
  return reply;
}
