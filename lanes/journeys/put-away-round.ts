import { type Clock, realClock } from '../../src/base/clock.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { CleanUpConnections } from '../../src/run/clean-up-connections.ts';
import { forEachBounded } from '../../src/target/for-each-bounded.ts';
import type { Operation } from '../../src/target/operation.ts';
import type { Session } from '../../src/target/session/session.ts';
import type { CreatedEntry } from '../../src/target/test-data/created-journal.ts';
import { outcomeOf, PUT_AWAY, type Send } from '../../src/target/test-data/put-away.ts';
import type { PlannedRound } from '../../src/traffic/plan/round-plan.ts';
import { isJudged } from './round-moment.ts';

/** Fewer than a burst has, so that it is little load: it counts as time next to visits. */
const CONNECTIONS = 4;
/** Other rounds and the users' own time wait for it. What is left then is removed at the end of the run. */
const LONGEST_MS = 5_000;

/** What a round needs for it. */
interface RoundToPutAway {
  readonly run: RunContext;
  readonly round: PlannedRound;
  readonly session: Session;
  /** The operation behind the journey, which its burst was on. */
  readonly operation: Operation | undefined;
}

/**
 * Begins to listen to what a round makes. A burst of a second checks in hundreds of visitors: were they left until the end of
 * the run, the scenario's users would meet longer lists after the round than before it, and the round would be in figures
 * that are said to be without it.
 *
 * @returns removes what the round has made with the operation of its burst, as far as that takes no longer than 5 s; to be
 *   called in the round's turn, when its pages are closed. The clean-up at the end of the run removes the rest, so nothing is
 *   said of what fails. Under rate limits a burst makes little, and the limits are left to the users
 */
export function putAwayLater({ run, round, session, operation }: RoundToPutAway): () => Promise<void> {
  const made = run.journal.fromNow();
  return async () => {
    const entries = made().filter((entry) => entry.operation === operation?.id);
    const { plan, target } = run;
    if (entries.length === 0 || plan.rateLimits.enabled || !isJudged(run, round)) return;
    const connections = new CleanUpConnections(target, plan.offers, session, async () => session);
    try {
      await putAway(entries, connections.send, run);
    } finally {
      await connections.destroy();
    }
  };
}

/** Puts things away until the time is over, the run was stopped, or the target did otherwise than it was asked. */
export async function putAway(
  entries: readonly CreatedEntry[],
  send: Send,
  { clock: runClock, journal }: Pick<RunContext, 'clock' | 'journal'>,
  clock: Clock = realClock,
): Promise<void> {
  const untilMs = clock.nowMs() + LONGEST_MS;
  let isOver = false;
  await forEachBounded(entries, CONNECTIONS, async (entry) => {
    const way = PUT_AWAY.find(({ kind }) => kind === entry.kind);
    isOver ||= clock.nowMs() >= untilMs || runClock.stopReason() !== undefined;
    if (isOver || way === undefined) return;
    const reply = await send(way.operationId, { id: entry.id }, way.body, entry).catch(() => undefined);
    if (reply === undefined || outcomeOf(way, reply) === undefined) isOver = true;
    else journal.removed(entry);
  });
}
