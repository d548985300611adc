import { sleep, type WallTime } from '../../base/clock.ts';
import {
  CLOCK_SLACK_MS,
  clockOf,
  type DatedAnswer,
  isContradicted,
  offsetBounds,
  type TargetClock,
  tickMoments,
} from './clock-bounds.ts';

/** What one question for the target's time came to. Times are those of the clock that was given. */
export type DateReply =
  | { readonly kind: 'dated'; readonly dateMs: number; readonly sentMs: number; readonly cameMs: number }
  | { readonly kind: 'left out'; readonly why: string };

/** Asks the target for its time once. Comes back, with whatever, as soon as the signal aborts. */
export type AskDate = (end: AbortSignal) => Promise<DateReply>;

const LONGEST_MS = 4_000;
const MOST_FIRST_QUESTIONS = 3;

/** No narrower than this, or twice the fastest answer: a start of several machines needs no more. */
const NARROW_MS = 50;

/**
 * In one turn of the target's second the bounds are asked at these shares of them, all at their moments, whether or not the
 * questions before have their answers. That quarters the bounds within a second; halving them one question at a time takes
 * about half a second each, and has no time left for the check of the edges.
 *
 * An edge is asked just outside the bounds, where one clock can only repeat itself. A second clock behind the same
 * address gives itself away there: questions within the bounds can be answered by either without a contradiction. In the last
 * turn each edge is asked twice, so that both of two machines that take turns are.
 */
const TURNS = [
  { shares: [3 / 4, 1 / 2, 1 / 4], timesEdges: 0 },
  { shares: [3 / 4, 1 / 2, 1 / 4], timesEdges: 1 },
  { shares: [1 / 2], timesEdges: 2 },
] as const;

/** After these the second has changed and the edges were asked. */
const FEWEST_TURNS = 2;

/** Finds out how far the target's clock is from this machine's, by at most 16 questions in at most 4 s. */
export function inquireClock(ask: AskDate, time: WallTime): Promise<TargetClock> {
  return new ClockInquiry(ask, time).run();
}

class ClockInquiry {
  readonly #ask: AskDate;
  readonly #time: WallTime;
  readonly #end = new AbortController();
  /** Since 1970, at the zero of the clock. All is taken by the clock, so that the wall time may be set meanwhile. */
  readonly #zeroMs: number;
  readonly #answers: DatedAnswer[] = [];
  #leftOut = 'the target did not answer in time';
  #fastestMs = Number.POSITIVE_INFINITY;
  /** From the wish to ask to the first byte written: opening the connection. */
  #openingMs = Number.POSITIVE_INFINITY;

  constructor(ask: AskDate, time: WallTime) {
    this.#ask = ask;
    this.#time = time;
    this.#zeroMs = this.#readZeroMs();
  }

  async run(): Promise<TargetClock> {
    const cancel = this.#time.clock.after(LONGEST_MS, () => this.#end.abort());
    try {
      for (let asked = 0; asked < MOST_FIRST_QUESTIONS && this.#answers.length === 0; asked++)
        await this.#askOnce();
      for (const [done, turn] of TURNS.entries()) {
        if (this.#isOver(done)) break;
        await Promise.all(this.#momentsOf(turn).map((atMs) => this.#askAt(atMs)));
      }
    } finally {
      cancel();
    }
    return this.#result();
  }

  #isOver(turnsDone: number): boolean {
    if (this.#end.signal.aborted || this.#answers.length === 0) return true;
    const bounds = offsetBounds(this.#answers);
    if (isContradicted(bounds)) return true;
    const isNarrow = bounds.highestMs - bounds.lowestMs <= Math.max(NARROW_MS, 2 * this.#fastestMs);
    return turnsDone >= FEWEST_TURNS && isNarrow;
  }

  /** When to begin to ask, so that the Dates are made about when the target's second would begin. */
  #momentsOf({ shares, timesEdges }: (typeof TURNS)[number]): number[] {
    const { lowestMs, highestMs } = offsetBounds(this.#answers);
    const inner = shares.map((share) => lowestMs + share * (highestMs - lowestMs));
    // So far outside that the whole exchange is, and a contradiction is larger than what is put down to the slack.
    const edgeMs = this.#fastestMs / 2 + 3 * CLOCK_SLACK_MS;
    const edges = (offsetMs: number) => Array.from({ length: timesEdges }, () => offsetMs);
    const offsets = [...edges(highestMs + edgeMs), ...inner, ...edges(lowestMs - edgeMs)];
    const earlyMs = this.#openingMs + this.#fastestMs / 2;
    return tickMoments(offsets, this.#time.clock.nowMs() + this.#zeroMs + earlyMs).map(
      (tickMs) => tickMs - this.#zeroMs - earlyMs,
    );
  }

  async #askAt(atMs: number): Promise<void> {
    const { clock } = this.#time;
    await sleep(clock, Math.max(0, atMs - clock.nowMs()), this.#end.signal);
    await this.#askOnce();
  }

  async #askOnce(): Promise<void> {
    if (this.#end.signal.aborted) return;
    const beganMs = this.#time.clock.nowMs();
    const reply = await this.#ask(this.#end.signal);
    if (reply.kind === 'left out') {
      if (!this.#end.signal.aborted) this.#leftOut = reply.why;
      return;
    }
    const { dateMs, sentMs, cameMs } = reply;
    this.#answers.push({ dateMs, askedAtMs: sentMs + this.#zeroMs, answeredAtMs: cameMs + this.#zeroMs });
    this.#fastestMs = Math.min(this.#fastestMs, cameMs - sentMs);
    this.#openingMs = Math.min(this.#openingMs, sentMs - beganMs);
  }

  #readZeroMs(): number {
    return this.#time.epochMs() - this.#time.clock.nowMs();
  }

  #result(): TargetClock {
    const setByMs = this.#readZeroMs() - this.#zeroMs;
    if (Math.abs(setByMs) > CLOCK_SLACK_MS) {
      const why = `this machine's clock was set by ${(setByMs / 1000).toFixed(2)} s while it was compared with the target's`;
      return { kind: 'unknown', why };
    }
    if (this.#answers.length === 0) return { kind: 'unknown', why: this.#leftOut };
    return clockOf(this.#answers);
  }
}
