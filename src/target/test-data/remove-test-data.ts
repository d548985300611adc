import { forEachBounded } from '../for-each-bounded.ts';
import type { CreatedEntry } from './created-journal.ts';
import { findLeftovers, type SweptDealership } from './find-leftovers.ts';
import { PatientSender } from './patient-sender.ts';
import { isPutAway, LEFT_BEHIND, PUT_AWAY, type PutAway, type Send } from './put-away.ts';
import { readJournal } from './read-journal.ts';
import { type RemovalReport, RemovalTally } from './removal-report.ts';

/** How a clean-up goes about it. */
export interface RemovalOptions {
  /** The run's tag, which marks its things in a dealership that existed before. */
  readonly runTag: string;
  /** Dealerships to sweep for what the journal missed. Default: those of the journal are not swept. */
  readonly sweep?: readonly SweptDealership[];
  /** Requests under way at once. */
  readonly concurrency?: number;
  /** The whole clean-up ends after this; what is not put away by then is left, and reported so. */
  readonly timeLimitMs?: number;
  /** Waits before a refused request is sent again; for tests. */
  readonly wait?: (ms: number) => Promise<void>;
}

/**
 * Puts away what a run made: deals, vehicles and customers are deleted, visits closed, conversations archived. Users
 * and messages stay, since the API cannot remove them. Never rejects because of the target: the report says what
 * failed, and every thing made is counted in exactly one way.
 *
 * @param journalPaths the journals of the run (one per process that made things)
 * @param send sends one request to the target, see `Send`
 */
export async function removeTestData(
  journalPaths: string | readonly string[],
  send: Send,
  options: RemovalOptions,
): Promise<RemovalReport> {
  const { runTag, sweep = [], concurrency = 32, timeLimitMs = 60_000, wait } = options;
  const tally = new RemovalTally();
  const sender = new PatientSender(send, timeLimitMs, wait);
  const known = new Map<string, CreatedEntry>();
  for (const path of typeof journalPaths === 'string' ? [journalPaths] : journalPaths) {
    const { entries, unreadableLines } = readJournal(path);
    for (const entry of entries) known.set(keyOf(entry), entry);
    if (unreadableLines > 0) {
      tally.problem(
        `journal ${path}: found ${unreadableLines} lines that are no entry, left by a killed writer`,
      );
    }
  }
  try {
    await putAway([...known.values()], sender, concurrency, tally);
    for (const dealership of sweep) {
      if (sender.gaveUp !== undefined) break;
      const { entries, problems } = await findLeftovers(dealership, runTag, sender.send);
      for (const problem of problems) tally.problem(problem);
      const missed = entries.filter((entry) => !known.has(keyOf(entry)));
      tally.foundBySweep(missed.length);
      await putAway(missed, sender, concurrency, tally);
    }
  } finally {
    sender.end();
  }
  return tally.report();
}

async function putAway(
  entries: readonly CreatedEntry[],
  sender: PatientSender,
  concurrency: number,
  tally: RemovalTally,
): Promise<void> {
  for (const entry of entries) {
    const reason = LEFT_BEHIND[entry.kind];
    if (reason !== undefined) tally.left(entry.kind, reason);
  }
  for (const way of PUT_AWAY) {
    const ofKind = entries.filter(({ kind }) => kind === way.kind);
    await forEachBounded(ofKind, concurrency, (entry) => putAwayOne(entry, way, sender, tally));
  }
}

async function putAwayOne(
  entry: CreatedEntry,
  way: PutAway,
  sender: PatientSender,
  tally: RemovalTally,
): Promise<void> {
  if (sender.gaveUp !== undefined) {
    tally.left(entry.kind, sender.gaveUp);
    return;
  }
  try {
    const reply = await sender.send(way.operationId, { id: entry.id }, way.body, entry);
    if (isPutAway(way, reply)) tally.done(entry.kind, way.outcome);
    else {
      const right = way.success.join(' or ');
      tally.failed(entry.kind, `${way.operationId}: found status ${reply.status}; right would be ${right}`);
    }
  } catch (error) {
    // Not the thing's own trouble: the clean-up as a whole has ended.
    if (sender.gaveUp !== undefined) {
      tally.left(entry.kind, sender.gaveUp);
      return;
    }
    const found = error instanceof Error ? error.message : String(error);
    tally.failed(entry.kind, `${way.operationId}: found no answer (${found})`);
  }
}

function keyOf({ kind, id }: CreatedEntry): string {
  return `${kind} ${id}`;
}
