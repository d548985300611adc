import { messageOf } from '../../src/base/attempt.ts';
import { noteAccounts, notedAccounts } from '../../src/record/account-pool-file.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { RUN_FILES } from '../../src/record/run-files.ts';
import type { SignInState } from '../../src/record/sign-in-state.ts';
import { RequestBudget } from '../../src/target/request-budget.ts';
import {
  type AccountPoolOptions,
  signInAccounts,
  signInReaders,
} from '../../src/target/session/account-pool.ts';
import type { Session } from '../../src/target/session/session.ts';
import { accountsOf, firstAccountOf, USUAL_ACCOUNTS } from '../../src/traffic/plan/accounts.ts';
import type { ScenarioPlan } from '../../src/traffic/plan/scenario-plan.ts';
import { SignInProgress } from './sign-in-progress.ts';

/**
 * Signs in an account for each user as far as there are accounts, and one for the visitor of the auth service. No two
 * segments, and no two processes of a run, have one in common: the target keeps a single refresh token for each.
 *
 * @param tell hears how far it is, now and then; by default it is written for those who watch the run
 */
export async function signInUsers(
  run: RunContext,
  scenario: Pick<ScenarioPlan, 'peakVus' | 'arrivals' | 'partOf'>,
  tell = (state: SignInState) => run.folder.write(RUN_FILES.signIn, state),
): Promise<Session[]> {
  const { plan, folder, target, settings } = run;
  const count = accountsOf(scenario, settings.accounts) + 1;
  const isLong = count > USUAL_ACCOUNTS + 1;
  // Nothing else is sent before the traffic. A long sign-in uses up the limit, so what follows waits until it is free again.
  const budget = isLong ? new RequestBudget(plan.rateLimits, folder.file(RUN_FILES.budget)) : run.budget;
  const progress = new SignInProgress(run, count, tell);
  const asked = {
    target,
    count,
    from: firstAccountOf(scenario.partOf?.segment, settings.accounts),
    budget: progress.counting(budget),
    signal: progress.signal,
    onSignedIn: (done: number) => progress.signedIn(done),
  };
  try {
    const sessions = plan.readsOnly ? await signInReaders(asked) : await signInPool(run, progress, asked);
    if (isLong) {
      progress.waitsForLimit();
      await budget.untilAllFree('ip', progress.signal);
    }
    return sessions;
  } finally {
    progress.end();
  }
}

/** Signs in accounts of the pool, makes those that are missing, and notes all of them for later runs. */
async function signInPool(
  { plan, target, settings, journal }: RunContext,
  progress: SignInProgress,
  asked: Omit<AccountPoolOptions, 'dealershipId' | 'onRegistered' | 'isNoted'>,
): Promise<Session[]> {
  const dealershipId = plan.dealerships.accounts;
  // A sandbox that the run started ends with it, and its accounts too.
  const noted = plan.sandbox ? undefined : notedAccounts(settings.outputFolder, target.baseUrl).accounts;
  const isNoted = (email: string) => noted?.has(email) === true;
  const made: Session[] = [];
  const note = async (seen: readonly Session[]) => {
    if (noted === undefined) return;
    const accounts = seen.map(({ account, user }) => ({
      email: account.email,
      userId: user.id,
      dealershipId: user.dealershipId,
    }));
    const wasReset = made.some(({ account }) => isNoted(account.email));
    const lost = wasReset ? noted : new Map<string, string>();
    await noteAccounts(settings.outputFolder, target.baseUrl, accounts, lost).catch((error: unknown) =>
      console.error(
        `accounts: later runs do not know of them, since the file takes no note: ${messageOf(error)}`,
      ),
    );
  };
  const onRegistered = (session: Session) => {
    made.push(session);
    progress.registered();
    journal.append({ kind: 'user', id: session.user.id, operation: 'auth.register', dealershipId });
  };
  try {
    const sessions = await signInAccounts({
      ...asked,
      dealershipId: () => dealershipId,
      isNoted,
      onRegistered,
    });
    await note(sessions);
    return sessions;
  } catch (error) {
    await note(made);
    throw error;
  }
}
