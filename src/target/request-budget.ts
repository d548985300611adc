import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { type Clock, machineMs, realClock, sleep } from '../base/clock.ts';
import { sum } from '../base/statistics/averages.ts';
import type { RateTier } from './operation.ts';
import type { RateLimits } from './preflight/finding.ts';
import type { TierCounts } from './request-tier.ts';

/** The time that all processes of a run share. */
const machineClock: Clock = { ...realClock, nowMs: machineMs };

const LONGEST_WINDOW_MS = 60_000;
/** The target notes a request later than this process: by its way there, and by what a busy target leaves it waiting. */
const LATE_MS = 2_000;
/** Of a limit the suite uses this share: others may use the account too, and no two machines count alike. */
export const USABLE_SHARE = 0.9;

/** Requests that the run sent, or is going to send until `atMs`. */
interface Spent {
  readonly tier: RateTier;
  readonly count: number;
  readonly atMs: number;
}

/**
 * What the run may send before the target's rate limits refuse it, counted by all of its processes in one file. A
 * gateway counts what came in the last minute: so does this.
 */
export class RequestBudget {
  readonly #limits: RateLimits;
  readonly #path: string;
  readonly #clock: Clock;
  readonly #elsewhere: TierCounts;
  readonly #unwritten: Spent[] = [];
  /** What of the file still counted when it was last read, and how many of its bytes have been read. */
  #written: Spent[] = [];
  #readBytes = 0;

  /**
   * @param path of the file; it need not exist yet
   * @param options.clock the machine's by default
   * @param options.elsewhere requests a minute that the run sends without noting them
   */
  constructor(
    limits: RateLimits,
    path: string,
    {
      clock = machineClock,
      elsewhere = {},
    }: { readonly clock?: Clock; readonly elsewhere?: TierCounts } = {},
  ) {
    this.#limits = limits;
    this.#path = path;
    this.#clock = clock;
    this.#elsewhere = elsewhere;
  }

  /**
   * Waits until these requests keep the run within the limit, and notes them. Where no limit is known, it neither waits
   * nor notes. More requests than the limit lets through at once are counted as so many: whoever sends them has to pace
   * them.
   *
   * @param options.lastsMs time in which they are going to be sent
   * @param options.signal ends the waiting
   */
  async take(
    tier: RateTier,
    count = 1,
    { lastsMs = 0, signal }: { readonly lastsMs?: number; readonly signal?: AbortSignal } = {},
  ): Promise<void> {
    const capacity = this.#capacity(tier);
    if (capacity === undefined) return;
    const wanted = Math.min(count, capacity);
    for (;;) {
      const waitMs = this.#untilFree(tier, wanted, capacity);
      if (waitMs <= 0 || signal?.aborted === true) break;
      await sleep(this.#clock, waitMs, signal);
    }
    this.note(tier, wanted, lastsMs);
  }

  /** Waits until nothing that was sent counts any more, so that all that the limit lets through is free. */
  async untilAllFree(tier: RateTier, signal?: AbortSignal): Promise<void> {
    const capacity = this.#capacity(tier);
    if (capacity === undefined) return;
    for (;;) {
      const waitMs = this.#untilFree(tier, capacity, capacity);
      if (waitMs <= 0 || signal?.aborted === true) return;
      await sleep(this.#clock, waitMs, signal);
    }
  }

  /**
   * Notes these requests if all of them may be sent now.
   *
   * @returns whether they may
   */
  takeNow(counts: TierCounts): boolean {
    const wanted = Object.entries(counts) as [RateTier, number][];
    const isFree = wanted.every(([tier, count]) => {
      const capacity = this.#capacity(tier);
      return capacity === undefined || this.#untilFree(tier, Math.min(count, capacity), capacity) <= 0;
    });
    if (isFree) for (const [tier, count] of wanted) this.note(tier, count);
    return isFree;
  }

  /** Counts requests that were sent without asking. */
  note(tier: RateTier, count: number, lastsMs = 0): void {
    if (count === 0 || this.#capacity(tier) === undefined) return;
    const spent: Spent = { tier, count, atMs: this.#clock.nowMs() + lastsMs };
    try {
      appendFileSync(this.#path, `${JSON.stringify(spent)}\n`);
    } catch {
      // A full disk must not end the run: this process alone counts it then.
      this.#unwritten.push(spent);
    }
  }

  #capacity(tier: RateTier): number | undefined {
    const perMinute = limitPerMinute(tier, this.#limits);
    if (perMinute === undefined) return undefined;
    const left = usableOf(perMinute) - (this.#elsewhere[tier] ?? 0);
    return Math.max(1, Math.floor((left * windowMs(this.#limits)) / LONGEST_WINDOW_MS));
  }

  /** How long until so many requests are free, as far as that can be told now. */
  #untilFree(tier: RateTier, wanted: number, capacity: number): number {
    const spent = this.#spent().filter((each) => each.tier === tier);
    let over = sum(spent.map(({ count }) => count)) + wanted - capacity;
    if (over <= 0) return 0;
    for (const { count, atMs } of spent.sort((a, b) => a.atMs - b.atMs)) {
      over -= count;
      if (over <= 0) return atMs + this.#remembersMs() - this.#clock.nowMs();
    }
    return 0;
  }

  /** What still counts. */
  #spent(): Spent[] {
    const sinceMs = this.#clock.nowMs() - this.#remembersMs();
    const isCounting = ({ atMs }: Spent) => atMs > sinceMs;
    // A full disk tears a line.
    const added = this.#newLines().flatMap((line) => parsed(line) ?? []);
    this.#written = [...this.#written, ...added].filter(isCounting);
    return [...this.#written, ...this.#unwritten.filter(isCounting)];
  }

  /** Lines that any process has written since the last call. What follows the last line break is still being written. */
  #newLines(): string[] {
    if (!existsSync(this.#path)) return [];
    const content = readFileSync(this.#path);
    const end = content.lastIndexOf('\n') + 1;
    const text = content.toString('utf8', this.#readBytes, end);
    this.#readBytes = end;
    return text.split('\n');
  }

  #remembersMs(): number {
    return windowMs(this.#limits) + LATE_MS;
  }
}

function parsed(line: string): Spent | undefined {
  try {
    return JSON.parse(line) as Spent;
  } catch {
    return undefined;
  }
}

/** How many requests the suite sends where the target lets so many through in the same time. */
export function usableOf(limit: number): number {
  return Math.max(1, Math.floor(limit * USABLE_SHARE));
}

/** More than one process can send in a minute: such a limit limits nothing. */
const NO_LIMIT_PER_MINUTE = 1_000_000;

/** Requests a minute that a limit lets through; undefined where none is on, or none is known. */
export function limitPerMinute(tier: RateTier, limits: RateLimits): number | undefined {
  const { enabled, perAddressPerMinute, perUserPerMinute, perDealershipPerMinute } = limits;
  const ofUser =
    perUserPerMinute === undefined ? undefined : Math.min(perUserPerMinute, perDealershipPerMinute);
  const announced = {
    ip: perAddressPerMinute,
    'user+dealership': ofUser,
    bypass: undefined,
    none: undefined,
  };
  const perMinute = enabled ? announced[tier] : undefined;
  return perMinute === undefined || perMinute >= NO_LIMIT_PER_MINUTE ? undefined : perMinute;
}

function windowMs({ windowSeconds }: RateLimits): number {
  return Math.min(LONGEST_WINDOW_MS, (windowSeconds ?? 60) * 1000);
}
