import { type Flow, type FlowUser, NEXT_SECOND_MS } from '../flows/flow.ts';
import workload from '../workload.json' with { type: 'json' };

const { authVisitsPerMinute } = workload;
const PACE_MS = 60_000 / authVisitsPerMinute;
/** About one account a minute: an account cannot be removed again. */
const VISITS_PER_REGISTRATION = authVisitsPerMinute;

/**
 * Visits to the auth service: one user measures signing in, refreshing and the rest of it at a low rate. The other users
 * sign in before the measured phase: password hashing costs the target far more than any other operation, and a hundred
 * users signing in at once would measure nothing but that.
 *
 * @param nowMs the time, for the pace of the visits
 * @returns draws the user's flows, each of which is one visit
 */
export function authVisits(nowMs: () => number): () => Flow {
  let visits = 0;
  return () => {
    const visit = visits;
    visits += 1;
    return async (user) => {
      const nextMs = nowMs() + PACE_MS;
      try {
        await visitAuth(user, visit);
      } finally {
        // After trouble too: visits in quick succession would be a load in themselves.
        await user.pause(Math.max(0, nextMs - nowMs()));
      }
    };
  };
}

async function visitAuth(user: FlowUser, visit: number): Promise<void> {
  await user.do('auth.login');
  await user.do('auth.me');
  await user.pause(NEXT_SECOND_MS);
  await user.do('auth.refresh');
  // The first one at once, so that short runs have one too.
  if (visit % VISITS_PER_REGISTRATION === 0) await user.do('auth.register');
  // Each of these is rare in real life, and each but the last costs a hash or a mail.
  if (visit % 4 === 1) await user.do('auth.changePassword');
  if (visit % 4 === 2) await user.do('auth.forgotPassword');
  if (visit % 4 === 3 && (await user.do('auth.logout'))) {
    await user.pause(NEXT_SECOND_MS);
    await user.renewSession();
  }
}
