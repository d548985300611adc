import { RUN_FILES } from '../record/run-files.ts';
import type { RunFolder } from '../record/run-folder.ts';
import { readRunPlan } from '../record/run-plan.ts';
import type { Target } from '../target/environments/target.ts';
import { signInPoolAccount } from '../target/session/account-pool.ts';
import type { Session } from '../target/session/session.ts';
import { firstAccountOf } from '../traffic/plan/accounts.ts';

/**
 * Sessions of the users that made things in a run: only somebody who takes part in a conversation can archive it. Each
 * account signs in again when its session is first needed.
 *
 * @returns gives the session of a user, or of the test user when that user is unknown or has no account any more; rejects
 *   when the target does not let anybody sign in now
 */
export function accountSessions(
  folder: RunFolder,
  target: Target,
  testUser: Session,
): (userId: string | undefined) => Promise<Session> {
  const userIds = folder.read<(string | null)[]>(RUN_FILES.accounts) ?? [];
  const plan = readRunPlan(folder);
  const from = firstAccountOf(plan?.segment, plan?.settings.accounts);
  const signIns = new Map<number, Promise<Session>>();
  return async (userId) => {
    const number = userId === undefined ? -1 : userIds.indexOf(userId);
    if (number < 0) return testUser;
    const signIn =
      signIns.get(number) ??
      signInPoolAccount(target, from + number).then(
        (session) => session ?? testUser,
        (error: unknown) => {
          signIns.delete(number);
          throw error;
        },
      );
    signIns.set(number, signIn);
    return signIn;
  };
}
