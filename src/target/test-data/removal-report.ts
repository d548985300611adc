import { CREATED_KINDS, type CreatedKind } from '../operation.ts';

/** What became of the things of one kind. `made` is the sum of the others. */
export interface RemovalCounts {
  made: number;
  /** Deleted, by the clean-up or by the run itself before it. */
  removed: number;
  /** Visits that were closed: they cannot be deleted. */
  closed: number;
  /** Conversations that were archived: they cannot be deleted. */
  archived: number;
  /** Not touched, with a reason in `leftReasons`. */
  left: number;
  /** Asked for, but the target refused or did not answer; see `problems`. */
  failed: number;
}

/** The account of a clean-up. */
export interface RemovalReport {
  readonly kinds: Readonly<Record<CreatedKind, Readonly<RemovalCounts>>>;
  /** Things that the journal did not know and the sweep found; counted in `kinds` too. */
  readonly foundBySweep: number;
  readonly leftReasons: readonly {
    readonly kind: CreatedKind;
    readonly count: number;
    readonly reason: string;
  }[];
  /** One line per sort of trouble, with how often it happened. */
  readonly problems: readonly string[];
}

/** Counts a clean-up while it goes on. */
export class RemovalTally {
  readonly #kinds: Record<CreatedKind, RemovalCounts>;
  readonly #left = new Map<string, { kind: CreatedKind; count: number; reason: string }>();
  readonly #problems = new Map<string, number>();
  #foundBySweep = 0;

  constructor() {
    const rows = CREATED_KINDS.map((kind) => [kind, emptyCounts()] as const);
    this.#kinds = Object.fromEntries(rows) as Record<CreatedKind, RemovalCounts>;
  }

  /** Something was put away. */
  done(kind: CreatedKind, how: 'removed' | 'closed' | 'archived'): void {
    this.#kinds[kind].made += 1;
    this.#kinds[kind][how] += 1;
  }

  /** Something was left alone. */
  left(kind: CreatedKind, reason: string): void {
    this.#kinds[kind].made += 1;
    this.#kinds[kind].left += 1;
    const key = `${kind}\n${reason}`;
    const row = this.#left.get(key) ?? { kind, count: 0, reason };
    row.count += 1;
    this.#left.set(key, row);
  }

  /** Something could not be put away. */
  failed(kind: CreatedKind, problem: string): void {
    this.#kinds[kind].made += 1;
    this.#kinds[kind].failed += 1;
    this.problem(problem);
  }

  problem(problem: string): void {
    this.#problems.set(problem, (this.#problems.get(problem) ?? 0) + 1);
  }

  foundBySweep(count: number): void {
    this.#foundBySweep += count;
  }

  /** The account so far, detached from the tally. */
  report(): RemovalReport {
    return {
      kinds: structuredClone(this.#kinds),
      foundBySweep: this.#foundBySweep,
      leftReasons: [...this.#left.values()].map((row) => ({ ...row })),
      problems: [...this.#problems].map(([problem, count]) =>
        count === 1 ? problem : `${problem} (${count} times)`,
      ),
    };
  }
}

function emptyCounts(): RemovalCounts {
  return { made: 0, removed: 0, closed: 0, archived: 0, left: 0, failed: 0 };
}
