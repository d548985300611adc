import { test } from '@playwright/test';
import { type Clock, realClock } from '../../src/base/clock.ts';
import { formatDuration } from '../../src/base/duration.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import type { Session } from '../../src/target/session/session.ts';
import { isNormalLoad } from '../../src/traffic/plan/load-spans.ts';
import type { PlannedRound } from '../../src/traffic/plan/round-plan.ts';
import type { LatestEnd } from '../end-with-run.ts';
import { announceReady } from '../lane-ready.ts';

/** The client throws away a token that has less than five of its fifteen minutes left, so the token must be fresh. */
const FRESH_TOKEN_MS = 60_000;

/**
 * Under overload a round may last so many lengths of its slot. Planned slots take two fifths of the time between two moments,
 * so the rest is left to the scenario's users however slow the pages are.
 */
const MOST_SLOTS_UNDER_OVERLOAD = 2;

/** Whether the journeys of this run are measured without traffic. */
export function isAlone(run: RunContext): boolean {
  return !run.plan.lanes.includes('traffic');
}

/**
 * Waits for the round's moment on the run's clock. A journey alone has no traffic to wait for. Skips the test when the
 * run ends before.
 *
 * @returns how late the round begins, in milliseconds
 */
export async function waitForRound(run: RunContext, round: PlannedRound, session: Session): Promise<number> {
  if (isAlone(run)) {
    test.info().annotations.push({ type: 'unloaded', description: 'no traffic: the journey was run alone' });
    return 0;
  }
  announceReady(run, round.journey);
  const waitingSinceMs = performance.now();
  const early = await run.clock.waitFor(round.atMs - FRESH_TOKEN_MS / 2);
  if (!('stopped' in early) && performance.now() - waitingSinceMs > FRESH_TOKEN_MS) {
    await run.budget.take('ip', 1, { signal: run.end.signal });
    try {
      await session.renew();
    } catch (error) {
      // Under overload the round may still get through with the old token; if not, its record says so.
      if (isJudged(run, round)) throw error;
    }
  }
  const moment = await run.clock.waitFor(round.atMs);
  if ('stopped' in moment) test.skip(true, `the run ended before this round: ${moment.stopped}`);
  return 'lateMs' in moment ? moment.lateMs : 0;
}

/** Whether the limits of a round are judged: those of one under overload are reported only. */
export function isJudged(run: RunContext, round: PlannedRound): boolean {
  return isAlone(run) || isNormalRound(run, round);
}

/** Whether all of a round is planned at normal load, so that its limits are judged. */
function isNormalRound(run: Pick<RunContext, 'plan'>, { atMs, slotMs }: PlannedRound): boolean {
  return isNormalLoad(run.plan.plan?.overload, atMs, atMs + slotMs);
}

/**
 * Why a round that has its turn now is left out. Under overload a round takes far longer than its slot, and those behind it
 * wait: one after the other they would leave no time without rounds, which the limits of the scenario are judged by.
 *
 * @param nowMs on the run's clock
 * @returns undefined when the round is to be measured: at normal load, and when it is late by at most two lengths of its slot
 */
export function leftOutReason(
  run: Pick<RunContext, 'plan'>,
  round: PlannedRound,
  nowMs: number | undefined,
): string | undefined {
  const latestMs = round.atMs + 2 * round.slotMs;
  if (nowMs === undefined || nowMs <= latestMs || isNormalRound(run, round)) return undefined;
  const lateBy = formatDuration(nowMs - round.atMs);
  return `left out: the rounds before it took ${lateBy} longer than planned, and the scenario's limits need time without rounds`;
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
