import type { TestInfo } from '@playwright/test';
import { HealthMonitor } from '../../src/measure/health-monitor.ts';
import type { MeasurerHealth } from '../../src/measure/slice.ts';
import type { MeasuringTurn } from '../../src/record/measuring-turn.ts';
import type { RoundRecord } from '../../src/record/round-record.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import type { Operation } from '../../src/target/operation.ts';
import type { Session } from '../../src/target/session/session.ts';
import type { PlannedRound } from '../../src/traffic/plan/round-plan.ts';
import { burstOn, type SentBurst, shapeOn } from '../bursts/burst-on.ts';
import { repeatVisits, type VisitsMade } from './repeat-visits.ts';
import { isAlone, isJudged, leaveOut, leftMs, metNoUsersReason } from './round-moment.ts';
import { tracesItself } from './round-trace.ts';
import type { Visits } from './visits.ts';

/** A round that has its turn, with the session of the test user, and the operation behind its journey unless the target lacks it. */
export interface BegunRound {
  readonly run: RunContext;
  readonly testInfo: TestInfo;
  readonly round: PlannedRound;
  readonly session: Session;
  readonly operation: Operation | undefined;
  readonly turn: MeasuringTurn;
}

/** What a round measured. When something broke it off, the figures are those taken before. */
export interface MeasuredRound extends Omit<VisitsMade, 'visitsAfterUsers'>, Pick<RoundRecord, 'afterUsers'> {
  /** Of this process during the visits. The burst has a reading of its own. */
  readonly health: MeasurerHealth;
  readonly burst?: SentBurst;
  readonly burstMetNoUsers?: string | undefined;
}

/** Without traffic a journey may take all the time that its precision needs, up to this. */
const CAP_ALONE_MS = 30_000;
/** Under overload no limit of a step is judged, and each visit takes long: a cold and a warm one say what it was like. */
const FEWEST_UNDER_OVERLOAD = 2;
/** Time that a burst takes in addition to its length, for its preparation and its last replies. */
const AROUND_A_BURST_MS = 500;
const TOO_SLOW_TO_MEET_USERS =
  'left out: this machine or the target was so slow that the users were gone before a warm visit ended';

/**
 * The visits, and the burst unless the visits or the run ended early, or the users would be gone before it ends. Leaves the
 * round out when the users are gone before a warm visit has ended.
 */
export async function measureFigures(begun: BegunRound, visits: Visits): Promise<MeasuredRound> {
  const { run, testInfo, round, session, operation, turn } = begun;
  const monitor = new HealthMonitor();
  const { visitsAfterUsers, ...visited } = await repeatVisits(visits, {
    capMs: capMs(begun),
    leavesRoom: !isAlone(run) && !tracesItself(testInfo),
    usersAreGone: () => leftMs(run) <= 0,
    ...(!isJudged(run, round) && { fewest: FEWEST_UNDER_OVERLOAD }),
  });
  const made = {
    ...visited,
    health: monitor.take(),
    ...(visitsAfterUsers > 0 && { afterUsers: { visits: visitsAfterUsers, burst: false } }),
  };
  monitor.stop();
  const hasWarm = visited.steps.some(({ visitsMs }) => visitsMs.length > 0);
  if (visitsAfterUsers > 0 && !hasWarm) leaveOut(run, round, TOO_SLOW_TO_MEET_USERS);
  const isOver = made.brokenOffBy !== undefined || run.clock.stopReason() !== undefined;
  if (operation === undefined || isOver) return made;
  if (burstTakesMs(begun) > leftMs(run))
    return { ...made, afterUsers: { visits: visitsAfterUsers, burst: true } };
  try {
    await visits.closePages();
    await turn.does({ kind: 'burst', operation: operation.id });
    const burst = await burstOn(run, operation, session, { isInRound: true });
    return { ...made, burst, burstMetNoUsers: metNoUsersReason(leftMs(run)) };
  } catch (error) {
    return { ...made, brokenOffBy: error };
  } finally {
    await turn.does({ kind: 'visits' });
  }
}

/** How long the visits may take: what is left of the slot and of the users' time, less the time of the burst. */
function capMs(begun: BegunRound): number {
  const { run, round } = begun;
  const nowMs = run.clock.elapsedMs();
  if (isAlone(run) || nowMs === undefined) return CAP_ALONE_MS;
  return Math.min(round.atMs + round.slotMs - nowMs, leftMs(run)) - burstTakesMs(begun);
}

function burstTakesMs({ run, operation }: BegunRound): number {
  return operation === undefined ? 0 : shapeOn(run, operation, true).durationMs + AROUND_A_BURST_MS;
}
