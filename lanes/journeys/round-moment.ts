import { test } from '@playwright/test';
import { type Clock, realClock } from '../../src/base/clock.ts';
import { formatDuration } from '../../src/base/duration.ts';
import type { LeftOutRound } from '../../src/record/round-record.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { leftOutFile } from '../../src/record/run-files.ts';
import { isNormalLoad } from '../../src/traffic/plan/load-spans.ts';
import type { PlannedRound } from '../../src/traffic/plan/round-plan.ts';
import { MOST_SLOTS_UNDER_OVERLOAD } from '../../src/traffic/plan/spare-highest-load.ts';
import type { LatestEnd } from '../end-with-run.ts';
import { announceReady } from '../lane-ready.ts';

/** Whether the journeys of this run are measured without traffic. */
export function isAlone(run: Pick<RunContext, 'plan'>): boolean {
  return !run.plan.lanes.includes('traffic');
}

/**
 * Waits for the round's moment on the run's clock. A journey alone has no traffic to wait for. Skips the test when the
 * run ends before.
 */
export async function waitForRound(run: RunContext, round: PlannedRound): Promise<void> {
  if (isAlone(run)) {
    test.info().annotations.push({ type: 'unloaded', description: 'no traffic: the journey was run alone' });
    return;
  }
  announceReady(run, round.journey);
  const moment = await run.clock.waitFor(round.atMs);
  if ('stopped' in moment) leaveOut(run, round, `the run ended before this round: ${moment.stopped}`);
}

/** Ends the test of a round that is not measured, and leaves the reason in the run's folder for the summary. */
export function leaveOut(run: RunContext, { journey, number }: PlannedRound, why: string): never {
  run.folder.write(leftOutFile(journey, number), { journey, number, why } satisfies LeftOutRound);
  test.skip(true, why);
  throw new Error(why);
}

/** How long the users are still there, in milliseconds; without end where there are none, or they have not begun. */
export function leftMs({ plan, clock }: Pick<RunContext, 'plan' | 'clock'>): number {
  return usersEndMs(plan) - (clock.elapsedMs() ?? Number.NEGATIVE_INFINITY);
}

function usersEndMs({ plan, lanes }: RunContext['plan']): number {
  return lanes.includes('traffic')
    ? (plan?.durationMs ?? Number.POSITIVE_INFINITY)
    : Number.POSITIVE_INFINITY;
}

/** Whether the limits of a round are judged: those of one under overload are reported only. */
export function isJudged(run: Pick<RunContext, 'plan'>, round: PlannedRound): boolean {
  return isAlone(run) || isNormalRound(run, round);
}

/** Whether all of a round is planned at normal load, so that its limits are judged. */
function isNormalRound(run: Pick<RunContext, 'plan'>, { atMs, slotMs }: PlannedRound): boolean {
  return isNormalLoad(run.plan.plan?.overload, atMs, atMs + slotMs);
}

/**
 * Why a round that has its turn now is left out. On a slow machine a round takes longer than its slot, and those behind it
 * wait: the users may be gone when the last one has its turn. Under overload rounds one after the other would leave no
 * time without rounds, which the limits of the scenario are judged by.
 *
 * @param nowMs on the run's clock
 * @returns undefined when the round is to be measured: when the users are there for half of its slot, and it is at normal
 * load or late by at most two lengths of its slot
 */
export function leftOutReason(
  run: Pick<RunContext, 'plan'>,
  round: PlannedRound,
  nowMs: number | undefined,
): string | undefined {
  if (nowMs === undefined) return undefined;
  const lateBy = formatDuration(nowMs - round.atMs);
  if (nowMs + round.slotMs / 2 > usersEndMs(run.plan))
    return `left out: the rounds before it took ${lateBy} longer than planned, because this machine or the target was too slow for them, and the users are gone before it ends`;
  if (nowMs <= round.atMs + 2 * round.slotMs || isNormalRound(run, round)) return undefined;
  return `left out: the rounds before it took ${lateBy} longer than planned, and the scenario's limits need time without rounds`;
}

/** How long a burst may go on after the users' end, since they take a moment to leave. */
const LEAVING_MS = 1_000;

/**
 * Why the limits that a burst held are void: it went on after the users had gone, so a part of it met no load.
 *
 * @param usersLeftMs how long the users were still there at its end; negative when they had gone
 */
export function metNoUsersReason(usersLeftMs: number): string | undefined {
  if (usersLeftMs >= -LEAVING_MS) return undefined;
  return `the burst was slow, and its last ${formatDuration(-usersLeftMs)} met no users`;
}

/** When a round that begins now is broken off; undefined for one whose limits are judged. */
export function endOf(run: RunContext, round: PlannedRound, clock: Clock = realClock): LatestEnd | undefined {
  if (isJudged(run, round)) return undefined;
  const mostMs = MOST_SLOTS_UNDER_OVERLOAD * round.slotMs;
  return {
    atMs: clock.nowMs() + mostMs,
    why: `its visits were not done after ${formatDuration(mostMs)}, and the scenario's limits need time without rounds`,
  };
}
