import type { RunContext } from '../../src/record/run-context.ts';
import { signInTestUser } from '../../src/target/session/account-pool.ts';
import type { Session } from '../../src/target/session/session.ts';
import type { PlannedRound } from '../../src/traffic/plan/round-plan.ts';
import { isJudged } from './round-moment.ts';

/** The client throws away a token that has less than five of its fifteen minutes left, so the token must be fresh. */
const FRESH_TOKEN_MS = 60_000;

let held: Session | undefined;

/**
 * The session of the test user that all rounds of this process share. A sign-in hashes a password on the target, which is load: this is
 * one for each process of a lane, before the traffic begins unless the process replaces one whose test failed.
 */
export async function laneSession({ target, budget }: RunContext): Promise<Session> {
  held ??= await signInTestUser(target, budget);
  return held;
}

/** Whether the tokens are too old for a round that begins now. */
export function hasOldTokens({ tokensAgeMs }: Pick<Session, 'tokensAgeMs'>): boolean {
  return tokensAgeMs > FRESH_TOKEN_MS;
}

/**
 * Gets new tokens; to be called in the round's turn.
 *
 * @throws what the session throws where the target renews none, but for a round under overload: it may still get through with the old
 * tokens, and if not, its record says so
 */
export async function renewTokens(
  session: Pick<Session, 'renew'>,
  run: Pick<RunContext, 'plan'>,
  round: PlannedRound,
): Promise<void> {
  try {
    await session.renew();
  } catch (error) {
    if (isJudged(run, round)) throw error;
  }
}
