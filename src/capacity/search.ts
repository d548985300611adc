import type { DecodedSlice } from '../measure/decoded-slice.ts';
import type { DecidedLoad, PlannedSearch } from '../traffic/plan/planned-search.ts';
import type { Phase } from '../traffic/plan/stages.ts';
import { hasCapacity, type NextStep, nextStep, type SearchEnd } from './next-step.ts';
import type { SearchWindow, WindowJudge } from './search-window.ts';
import { growthPerSecond } from './window-waits.ts';

/** A window that is not decided after so many times its least length will not be soon. */
const MOST_PIECES = 4;
/**
 * After a load that was too high the target works off what is left, under this share of the next load: a queue that an open
 * model left would hardly become shorter under the whole of it. This goes on for so many times the settling at most.
 */
const RECOVERY_SHARE = 0.5;
const MOST_RECOVERIES = 12;
/** A timer may be early by a fraction of a millisecond. */
const SLACK_MS = 1;

/**
 * The search for the highest load that holds the limits. It is a function of the slices alone: with the slices of a run
 * it takes the same steps again, whenever that is.
 */
export class CapacitySearch implements DecidedLoad {
  readonly windows: SearchWindow[] = [];
  readonly #plan: PlannedSearch;
  readonly #judge: WindowJudge;
  readonly #phases: Phase[] = [];
  #step: Extract<NextStep, { kind: 'measure' }>;
  #mode: 'recovering' | 'settling' | 'measuring' = 'settling';
  #recoveries = 0;
  #window: DecodedSlice[] = [];
  #end: SearchEnd | undefined;
  #isOutOfTime = false;
  #seenMs = 0;

  constructor(plan: PlannedSearch, judge: WindowJudge) {
    this.#plan = plan;
    this.#judge = judge;
    this.#step = { kind: 'measure', level: plan.start, isConfirming: false };
    this.#decide('ramp', 0, plan.settleMs);
  }

  get unit(): PlannedSearch['unit'] {
    return this.#plan.unit;
  }

  get level(): number {
    const { level } = this.#step;
    if (this.#mode !== 'recovering') return level;
    return this.unit === 'users' ? Math.ceil(level * RECOVERY_SHARE) : level * RECOVERY_SHARE;
  }

  get phases(): readonly Phase[] {
    return this.#phases;
  }

  get isOver(): boolean {
    return this.#end !== undefined || this.#isOutOfTime;
  }

  /**
   * How the search ended; undefined while it goes on, and when the time was too short for it. `found` also while only the wanted
   * minimum above the capacity is still to be tried.
   */
  get end(): SearchEnd | undefined {
    return this.#end ?? (hasCapacity(this.windows) ? 'found' : undefined);
  }

  /** When the slices ended, where they did so before the search had a result or used up its time; undefined otherwise. */
  get endedAtMs(): number | undefined {
    const isEarly = !this.isOver && this.end === undefined && this.#seenMs < this.#plan.mostMs - SLACK_MS;
    return isEarly ? this.#seenMs : undefined;
  }

  /** Takes note of a slice. They come in their order, without gaps. */
  closed(slice: DecodedSlice): void {
    this.#seenMs = slice.toMs;
    if (this.isOver) return;
    if (this.#mode === 'measuring') this.#window.push(slice);
    if (slice.toMs < this.#phaseEndMs - SLACK_MS) return;
    if (this.#mode === 'recovering') this.#recovered(slice);
    else if (this.#mode === 'settling') this.#measureFrom(slice.toMs);
    else this.#measured(slice);
  }

  get #phaseEndMs(): number {
    return this.#phases.at(-1)?.endMs ?? 0;
  }

  #decide(kind: Phase['kind'], fromMs: number, lengthMs: number): void {
    this.#phases.push({ kind, endMs: fromMs + lengthMs });
  }

  #recovered(slice: DecodedSlice): void {
    this.#recoveries += 1;
    const isTooHigh = this.#judge([slice]).kind === 'broken';
    if (!isTooHigh || this.#recoveries >= MOST_RECOVERIES) this.#mode = 'settling';
    this.#decide('ramp', slice.toMs, this.#plan.settleMs);
  }

  #measureFrom(atMs: number): void {
    this.#mode = 'measuring';
    this.#decide('plateau', atMs, this.#plan.windowMs);
  }

  #measured({ toMs }: DecodedSlice): void {
    const { windowMs, confirmMs } = this.#plan;
    const { isConfirming, level } = this.#step;
    const fromMs = this.#window[0]?.fromMs ?? toMs;
    const leastMs = isConfirming ? confirmMs : windowMs;
    const mostMs = isConfirming ? 2 * confirmMs : MOST_PIECES * windowMs;
    const judged = this.#judge(this.#window);
    const isDecided =
      judged.kind === 'broken' || (judged.kind === 'held' && isAtLeast(toMs - fromMs, leastMs));
    if (!isDecided && !isAtLeast(toMs - fromMs, judged.kind === 'generator' ? leastMs : mostMs)) {
      this.#decide('plateau', toMs, windowMs);
      return;
    }
    const growth = this.unit === 'per second' ? growthPerSecond(this.#window) : undefined;
    this.windows.push({
      level,
      isConfirming,
      fromMs,
      toMs,
      ...judged,
      ...(growth !== undefined && { growthPerSecond: growth }),
    });
    this.#goOn(toMs);
  }

  #goOn(atMs: number): void {
    const { settleMs, windowMs, mostMs } = this.#plan;
    const next = nextStep(this.windows, this.#plan);
    if (next.kind === 'over') {
      this.#end = next.end;
      return;
    }
    if (atMs + settleMs + windowMs > mostMs) {
      this.#isOutOfTime = true;
      return;
    }
    this.#step = next;
    this.#window = [];
    this.#mode = this.windows.at(-1)?.kind === 'broken' ? 'recovering' : 'settling';
    this.#recoveries = 0;
    this.#decide('ramp', atMs, settleMs);
  }
}

function isAtLeast(lengthMs: number, leastMs: number): boolean {
  return lengthMs >= leastMs - SLACK_MS;
}
