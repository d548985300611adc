import { CREATED_KINDS, type CreatedKind } from '../operation.ts';
import { isLeftBehind } from './put-away.ts';

/** What became of the things of one kind. `made` is the sum of the others. */
export type RemovalCounts = ReturnType<typeof emptyCounts>;

/** The account of a clean-up. */
export type RemovalReport = Readonly<ReturnType<RemovalTally['report']>> & {
  /** The command that removes what is left; only where something is. */
  readonly goOn?: string;
};

function emptyCounts() {
  return {
    made: 0,
    /** Deleted by this clean-up. */
    removed: 0,
    /** Not there any more: the traffic, a round or an earlier clean-up deleted it. */
    gone: 0,
    /** Visits that were closed: they cannot be deleted. */
    closed: 0,
    /** Conversations that were archived: they cannot be deleted. */
    archived: 0,
    /** Not touched, with a reason in `leftReasons`. */
    left: 0,
    /** Asked for, but the target refused or did not answer; see `problems`. */
    failed: 0,
  };
}

/** Counts a clean-up while it goes on. */
export class RemovalTally {
  readonly #kinds = Object.fromEntries(CREATED_KINDS.map((kind) => [kind, emptyCounts()])) as Record<
    CreatedKind,
    RemovalCounts
  >;
  readonly #left = new Map<string, { kind: CreatedKind; count: number; reason: string }>();
  readonly #problems = new Map<string, number>();
  #foundBySweep = 0;
  #isUnseen = false;

  #count(kind: CreatedKind, how: Exclude<keyof RemovalCounts, 'made'>): void {
    this.#kinds[kind].made += 1;
    this.#kinds[kind][how] += 1;
  }

  /** Something was put away, or was gone already. */
  done(kind: CreatedKind, how: 'removed' | 'closed' | 'archived' | 'gone'): void {
    this.#count(kind, how);
  }

  /** Something was left alone. */
  left(kind: CreatedKind, reason: string): void {
    this.#count(kind, 'left');
    const key = `${kind}\n${reason}`;
    this.#left.set(key, { kind, count: (this.#left.get(key)?.count ?? 0) + 1, reason });
  }

  /** Something could not be put away. */
  failed(kind: CreatedKind, problem: string): void {
    this.#count(kind, 'failed');
    this.problem(problem);
  }

  problem(problem: string): void {
    this.#problems.set(problem, (this.#problems.get(problem) ?? 0) + 1);
  }

  /** Something on the target could not be looked at, so more than is counted may be left. */
  unseen(problem: string): void {
    this.#isUnseen = true;
    this.problem(problem);
  }

  foundBySweep(count: number): void {
    this.#foundBySweep += count;
  }

  /** The account so far, detached from the tally. */
  report() {
    return {
      kinds: structuredClone(this.#kinds),
      /** Things that the journal did not know and the sweep found; counted in `kinds` too. */
      foundBySweep: this.#foundBySweep,
      leftReasons: [...this.#left.values()],
      /** Whether nothing is left that the API could remove. */
      complete: !this.#isUnseen && Object.entries(this.#kinds).every(isDone),
      /** One line per sort of trouble, with how often it happened. */
      problems: [...this.#problems].map(([problem, count]) =>
        count === 1 ? problem : `${problem} (${count} times)`,
      ),
    };
  }
}

function isDone([kind, { failed, left }]: [string, RemovalCounts]): boolean {
  return failed === 0 && (left === 0 || isLeftBehind(kind));
}
