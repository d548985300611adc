import type { RunContext } from '../../src/record/run-context.ts';
import { signInTestUser } from '../../src/target/session/account-pool.ts';
import type { Session } from '../../src/target/session/session.ts';
import type { PlannedRound } from '../../src/traffic/plan/round-plan.ts';
import { isJudged } from './round-moment.ts';

/** The client throws away a token that has less than five of its fifteen minutes left, so the token must be fresh. */
const FRESH_TOKEN_MS = 60_000;

/** The session of the test user in the process of a lane. */
export interface LaneSession {
  readonly session: Session;
  /** When it got its tokens. */
  tokensAtMs: number;
}

let held: LaneSession | undefined;

/**
 * The session that all rounds of this process share. A sign-in hashes a password on the target, which is load: there is one before the
 * traffic begins, and {@link renewTokens} is a part of the round.
 */
export async function laneSession({ target, budget }: RunContext): Promise<LaneSession> {
  held ??= { session: await signInTestUser(target, budget), tokensAtMs: performance.now() };
  return held;
}

/** Whether the tokens are too old for a round that begins now. */
export function areOld({ tokensAtMs }: LaneSession, nowMs = performance.now()): boolean {
  return nowMs - tokensAtMs > FRESH_TOKEN_MS;
}

/**
 * Gets new tokens; to be called in the round's turn.
 *
 * @throws what the session throws where the target renews none, but for a round under overload: it may still get through with the old
 * tokens, and if not, its record says so
 */
export async function renewTokens(
  lane: LaneSession,
  run: Pick<RunContext, 'plan'>,
  round: PlannedRound,
): Promise<void> {
  try {
    await lane.session.renew();
    lane.tokensAtMs = performance.now();
  } catch (error) {
    if (isJudged(run, round)) throw error;
  }
}
