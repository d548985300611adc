import type { RunContext } from '../../src/record/run-context.ts';
import { RUN_FILES } from '../../src/record/run-files.ts';
import {
  firstAccountOf,
  MOST_ACCOUNTS,
  signInAccounts,
  signInReaders,
} from '../../src/target/session/account-pool.ts';
import type { Session } from '../../src/target/session/session.ts';
import type { ScenarioPlan } from '../../src/traffic/plan/scenario-plan.ts';

/**
 * Signs in an account for each user as far as there are accounts, and one for the visitor of the auth service. No two
 * segments, and no two processes of a run, have one in common: the target keeps a single refresh token for each.
 *
 * @param onSignedIn hears how many are signed in; by default it is written for those who watch the run
 */
export async function signInUsers(
  { plan, folder, target, journal, budget }: RunContext,
  { peakVus, partOf }: Pick<ScenarioPlan, 'peakVus' | 'partOf'>,
  onSignedIn = (done: number, of: number) => folder.write(RUN_FILES.signIn, { done, of }),
): Promise<Session[]> {
  const dealershipId = plan.dealerships.accounts;
  const asked = {
    target,
    count: Math.min(peakVus, MOST_ACCOUNTS) + 1,
    from: firstAccountOf(partOf?.segment),
    dealershipId: () => dealershipId,
    budget,
    onSignedIn,
  };
  const { sessions, registered } = plan.readsOnly
    ? { sessions: await signInReaders(asked), registered: [] }
    : await signInAccounts(asked);
  for (const id of registered) journal.append({ kind: 'user', id, operation: 'auth.register', dealershipId });
  return sessions;
}
