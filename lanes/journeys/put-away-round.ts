import { atMost, type Clock, realClock } from '../../src/base/clock.ts';
import type { MeasuringTurn } from '../../src/record/measuring-turn.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { CleanUpConnections } from '../../src/run/clean-up-connections.ts';
import { forEachBounded } from '../../src/target/for-each-bounded.ts';
import type { Operation } from '../../src/target/operation.ts';
import type { Session } from '../../src/target/session/session.ts';
import type { CreatedEntry } from '../../src/target/test-data/created-journal.ts';
import { outcomeOf, PUT_AWAY, type Send } from '../../src/target/test-data/put-away.ts';
import type { PlannedRound } from '../../src/traffic/plan/round-plan.ts';
import { isJudged } from './round-moment.ts';

/** Fewer than a burst has, so that it is less load. */
const CONNECTIONS = 4;
/** Other rounds and the users' own time wait for it. What is left then is removed at the end of the run. */
const LONGEST_MS = 5_000;

/** A round, and the operation behind its journey, which its burst was on. */
interface RoundToPutAway {
  readonly run: Pick<RunContext, 'plan'>;
  readonly round: PlannedRound;
  readonly operation: Operation | undefined;
}

/**
 * Begins to listen to what a round makes. A burst of a second checks in hundreds of visitors: were they left until the end of
 * the run, the scenario's users would meet longer lists after the round than before it, and the round would be in figures
 * that are said to be without it.
 *
 * @returns `putAway` removes {@link toPutAway}, as far as that takes no longer than 5 s; to be called in the round's turn, when
 *   no page shows what it removes. The clean-up at the end of the run removes the rest, so nothing is said of what fails.
 *   `stop` ends the listening
 */
export function putAwayLater(
  toMeasure: RoundToPutAway & {
    readonly run: RunContext;
    readonly session: Session;
    readonly turn: MeasuringTurn;
  },
) {
  const { run, session, turn, operation } = toMeasure;
  const made = run.journal.fromNow();
  return {
    stop: () => void made(),
    putAway: async (): Promise<void> => {
      const entries = toPutAway(toMeasure, made());
      if (entries.length === 0) return;
      await turn.does({ kind: 'removal', ...(operation !== undefined && { operation: operation.id }) });
      const connections = new CleanUpConnections(run.target, run.plan.offers, session, async () => session);
      try {
        await putAway(entries, connections.send, run);
      } finally {
        await connections.destroy();
        await turn.does({ kind: 'visits' });
      }
    },
  };
}

/**
 * What a round puts away of the things that it made: those of the operation of its burst. Nothing under rate limits, which are
 * the users' and let a burst make little, and nothing under overload, where rounds have no time for it.
 */
export function toPutAway(
  { run, round, operation }: RoundToPutAway,
  made: readonly CreatedEntry[],
): readonly CreatedEntry[] {
  if (run.plan.rateLimits.enabled || !isJudged(run, round)) return [];
  return made.filter((entry) => entry.operation === operation?.id);
}

/** Puts things away until the time is over, the run was stopped, or the target did otherwise than it was asked. */
export async function putAway(
  entries: readonly CreatedEntry[],
  send: Send,
  { clock: runClock, journal }: Pick<RunContext, 'clock' | 'journal'>,
  clock: Clock = realClock,
): Promise<void> {
  let isOver = false;
  const putAll = forEachBounded(entries, CONNECTIONS, async (entry) => {
    const way = PUT_AWAY.find(({ kind }) => kind === entry.kind);
    isOver ||= runClock.stopReason() !== undefined;
    if (isOver || way === undefined) return;
    const reply = await send(way.operationId, { id: entry.id }, way.body, entry).catch(() => undefined);
    isOver ||= reply === undefined || outcomeOf(way, reply) === undefined;
    if (!isOver) journal.removed(entry);
  });
  await atMost(clock, LONGEST_MS, [putAll]);
  // A request that hangs must not write to the journal later: the lane may have closed it.
  isOver = true;
}
