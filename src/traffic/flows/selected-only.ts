import { operationById } from '../../target/catalogue.ts';
import { type Flow, NEXT_SECOND_MS, step } from './flow.ts';
import { prepareFor } from './prepare-for.ts';

/**
 * A flow that goes through the given operations one after the other, for a selection that nobody at a dealership does,
 * e.g. only `gateway.metrics`. Users who share an account throw each other out of it by `auth.login` and `auth.refresh`:
 * a selection of these needs no more users than there are accounts.
 */
export function selectedOnly(operationIds: readonly string[]): Flow {
  return async (user) => {
    for (const id of operationIds) {
      await prepareFor(user, operationById(id));
      const ok = await step(user, id, 'read');
      if (id !== 'auth.logout' || !ok) continue;
      // The target rejects the access token from now on, and a new one of the same second would be the same token.
      await user.pause(NEXT_SECOND_MS);
      await user.renewSession();
    }
  };
}
