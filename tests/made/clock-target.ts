import { type Clock, sleep, type WallTime } from '../../src/base/clock.ts';
import type { AskDate, DateReply } from '../../src/target/preflight/clock-inquiry.ts';
import { FakeClock } from './fake-clock.ts';

const EPOCH_MS = 1_764_000_000_000;

/** How the machines of a made target answer; by default at once, one machine whose clock is right. */
export interface ClockTargetOptions {
  /** Its machines' clocks minus ours. The first one answers all, unless `machineOf` says which answers a question. */
  readonly offsetsMs?: readonly number[];
  machineOf?(question: number): number;
  /** How long a question takes until its Date is made, and the answer from there. */
  thereMs?(question: number): number;
  backMs?(question: number): number;
  /** Of what the target shows instead of its clock. */
  dateMs?(epochMs: number): number;
  /** Reasons why answers are left out, by question. */
  leftOut?(question: number): string | undefined;
  /** Where the target's second stands when the first question is asked. */
  readonly phaseMs?: number;
}

/** A target that answers questions for its time on a clock that is moved by hand. */
export class ClockTarget {
  readonly clock = new FakeClock();
  questions = 0;
  /** By how much our wall clock was set. */
  setByMs = 0;
  readonly #options: ClockTargetOptions;

  constructor(options: ClockTargetOptions = {}) {
    this.#options = options;
  }

  /** Ours. */
  get time(): WallTime {
    return { clock: this.clock, epochMs: () => this.#epochMs() + this.setByMs };
  }

  readonly ask: AskDate = async (end) => {
    const { offsetsMs = [0], machineOf, thereMs, backMs, dateMs = wholeSecond, leftOut } = this.#options;
    const question = this.questions++;
    const sentMs = this.clock.nowMs();
    await pause(this.clock, thereMs?.(question), end);
    const epochMs = this.#epochMs() + (offsetsMs[machineOf?.(question) ?? 0] ?? 0);
    await pause(this.clock, backMs?.(question), end);
    const why = end.aborted ? 'broken off' : leftOut?.(question);
    if (why !== undefined) return { kind: 'left out', why } satisfies DateReply;
    return { kind: 'dated', dateMs: dateMs(epochMs), sentMs, cameMs: this.clock.nowMs() };
  };

  #epochMs(): number {
    return EPOCH_MS + (this.#options.phaseMs ?? 0) + this.clock.nowMs();
  }
}

function wholeSecond(epochMs: number): number {
  return Math.floor(epochMs / 1000) * 1000;
}

async function pause(clock: Clock, ms: number | undefined, end: AbortSignal): Promise<void> {
  if (ms !== undefined) await sleep(clock, ms, end);
}
