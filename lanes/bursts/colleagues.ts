import { accountsFor } from '../../src/bursts/burst-shape.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import type { Operation } from '../../src/target/operation.ts';
import { signInAccounts } from '../../src/target/session/account-pool.ts';
import type { Session } from '../../src/target/session/session.ts';

let signedIn: readonly Session[] = [];

/**
 * The sessions of those who send a burst in turn with the test user, as many as BURST_ACCOUNTS wants and the operation
 * permits: accounts of the pool, of the same dealership. One that is missing is registered, and the run's journal gets it; a
 * run that only reads has none.
 *
 * @param isLong whether the burst takes so long that it needs fresh tokens
 */
export async function colleaguesFor(
  run: RunContext,
  operation: Operation,
  isLong: boolean,
): Promise<readonly Session[]> {
  const { plan, settings, target, budget, journal } = run;
  const count = accountsFor(operation, plan.rateLimits, settings.burstAccounts) - 1;
  if (count === 0 || plan.readsOnly === true) return [];
  if (signedIn.length < count) {
    const dealershipId = plan.dealerships.accounts;
    signedIn = await signInAccounts({
      target,
      count,
      dealershipId: () => dealershipId,
      budget,
      onSignedIn: () => undefined,
      onRegistered: ({ user: { id } }) =>
        journal.append({ kind: 'user', id, operation: 'auth.register', dealershipId }),
    });
  }
  const colleagues = signedIn.slice(0, count);
  for (const session of colleagues) {
    if (!isLong && !session.isStale) continue;
    await budget.take('ip');
    await session.renew();
  }
  return colleagues;
}
