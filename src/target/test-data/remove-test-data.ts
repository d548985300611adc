import { realClock } from '../../base/clock.ts';
import { formatDuration } from '../../base/duration.ts';
import { counted } from '../../base/format.ts';
import { forEachBounded } from '../for-each-bounded.ts';
import { usableOf } from '../request-budget.ts';
import type { CreatedEntry, RemovedEntry } from './created-journal.ts';
import {
  findLeftovers,
  findOpenVisits,
  type Leftovers,
  type Marks,
  type SweptDealership,
} from './find-leftovers.ts';
import { type Patience, PatientSender } from './patient-sender.ts';
import {
  earlierOutcome,
  isLeftBehind,
  LEFT_BEHIND,
  outcomeOf,
  PUT_AWAY,
  type PutAway,
  type Send,
} from './put-away.ts';
import { keyOf, readJournal } from './read-journal.ts';
import { type RemovalReport, RemovalTally } from './removal-report.ts';

/** A clean-up that takes less is not worth a line. */
const WORTH_A_LINE_MS = 20_000;

/** How a clean-up goes about it. */
export interface RemovalOptions extends Partial<Patience>, Pick<Marks, 'carriesTag'> {
  /** Dealerships to sweep for what the journal missed. Default: none. */
  readonly sweep?: readonly SweptDealership[];
  /** Things found on the target that no journal names. Default: none. */
  readonly found?: readonly CreatedEntry[];
  /** Requests under way at once. */
  readonly concurrency?: number;
  /** Notes down each thing that was put away, for the case that the clean-up is interrupted. */
  noteRemoved?(entry: RemovedEntry): void;
}

/**
 * Puts away what a run made: deals, vehicles and customers are deleted, visits closed, conversations archived. Users
 * and messages stay, since the API cannot remove them. Never rejects because of the target: the report says what
 * failed, and every thing made is counted in exactly one way. It takes as long as the target's rate limits demand.
 *
 * @param journalPaths the journals of the run (one per process that made things)
 * @param send sends one request to the target, see `Send`
 */
export async function removeTestData(
  journalPaths: readonly string[],
  send: Send,
  options: RemovalOptions,
): Promise<RemovalReport> {
  const removal = new Removal(send, options);
  const { entries, removed, unreadableLines } = readJournal(...journalPaths);
  if (unreadableLines > 0)
    removal.tally.problem(
      `journals: found ${counted(unreadableLines, 'broken line')}: a process was killed while it wrote, or the disk was full`,
    );
  await removal.ofJournal(entries, removed);
  await removal.ofSweep();
  return removal.tally.report();
}

/** One clean-up. */
class Removal {
  readonly tally = new RemovalTally();
  readonly #sender: PatientSender;
  readonly #options: RemovalOptions;
  /** All that was ever made, by `keyOf`. */
  readonly #known = new Set<string>();
  readonly #marks: Marks;

  constructor(send: Send, options: RemovalOptions) {
    const { clock = realClock, carriesTag } = options;
    this.#sender = new PatientSender(send, { ...options, clock });
    this.#options = options;
    this.#marks = { carriesTag, isKnown: (kind, id) => this.#known.has(keyOf({ kind, id })) };
  }

  /** Puts away what the journals name; before it, the visits that they missed, which go with their customers. */
  async ofJournal(entries: readonly CreatedEntry[], removed: readonly CreatedEntry[]): Promise<void> {
    const gone = new Set(removed.map(keyOf));
    for (const entry of entries) this.#known.add(keyOf(entry));
    for (const { kind } of removed) this.tally.done(kind, earlierOutcome(kind));
    const rest = entries.filter((entry) => !gone.has(keyOf(entry)));
    this.#sayHowLong(rest.filter(({ kind }) => !isLeftBehind(kind)).length);
    const { sweep = [] } = this.#options;
    const own = new Set(sweep.filter(({ isOwn }) => isOwn).map(({ id }) => id));
    const visits =
      sweep.length === 0 ? [] : this.#missed(await findOpenVisits(this.#marks, own, this.#sender.send));
    await this.#putAway([...visits, ...rest]);
  }

  /** Puts away what is found on the target and the journals do not name. */
  async ofSweep(): Promise<void> {
    const { sweep = [], found = [] } = this.#options;
    await this.#putAway(this.#missed({ entries: found, problems: [] }));
    for (const dealership of sweep) {
      const reason = this.#sender.gaveUp('');
      if (reason !== undefined) {
        this.tally.unseen(`what the journals missed was not looked for: ${reason}`);
        return;
      }
      await this.#putAway(this.#missed(await findLeftovers(dealership, this.#marks, this.#sender.send)));
    }
  }

  #missed({ entries, problems }: Leftovers): CreatedEntry[] {
    for (const problem of problems) this.tally.unseen(problem);
    const missed = entries.filter((entry) => !this.#known.has(keyOf(entry)));
    for (const entry of missed) this.#known.add(keyOf(entry));
    this.tally.foundBySweep(missed.length);
    return missed;
  }

  #sayHowLong(count: number): void {
    const { limitPerMinute, say } = this.#options;
    if (limitPerMinute === undefined) return;
    const perMinute = usableOf(limitPerMinute);
    const ms = (count / perMinute) * 60_000;
    if (ms < WORTH_A_LINE_MS) return;
    say?.(
      `${count} things to remove, ${perMinute} a minute below the target's limit of ${limitPerMinute}: ` +
        `this takes about ${formatDuration(ms)}. Ctrl-C stops it, and npm run cleanup goes on`,
    );
  }

  async #putAway(entries: readonly CreatedEntry[]): Promise<void> {
    const { concurrency = 32 } = this.#options;
    for (const { kind } of entries) {
      const reason = LEFT_BEHIND[kind];
      if (reason !== undefined) this.tally.left(kind, reason);
    }
    for (const way of PUT_AWAY) {
      const ofKind = entries.filter(({ kind }) => kind === way.kind);
      await forEachBounded(ofKind, concurrency, (entry) => this.#putAwayOne(entry, way));
    }
  }

  async #putAwayOne(entry: CreatedEntry, way: PutAway): Promise<void> {
    const { kind, id } = entry;
    try {
      const reply = await this.#sender.send(way.operationId, { id }, way.body, entry);
      const outcome = outcomeOf(way, reply);
      if (outcome === undefined) {
        const right = `${way.success}, or 404 of the service`;
        this.tally.failed(kind, `${way.operationId}: found status ${reply.status}; right would be ${right}`);
        return;
      }
      this.tally.done(kind, outcome);
      this.#options.noteRemoved?.(entry);
    } catch (error) {
      // Not the thing's own trouble: the clean-up as a whole has ended.
      const reason = this.#sender.gaveUp(way.operationId);
      const found = error instanceof Error ? error.message : String(error);
      if (reason !== undefined) this.tally.left(kind, reason);
      else this.tally.failed(kind, `${way.operationId}: found no answer (${found})`);
    }
  }
}
