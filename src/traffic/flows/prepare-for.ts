import { giftsOf, type Operation } from '../../target/operation.ts';
import { preparationFor } from '../../target/preparation.ts';
import type { FlowUser } from './flow.ts';

/** Sends what has to succeed first so that everything `operation` needs is known; what is known is not made again. */
export async function prepareFor(user: FlowUser, operation: Operation): Promise<void> {
  const { known } = user.context;
  for (const step of preparationFor(operation))
    if (giftsOf(step).some((key) => known[key] === undefined)) await user.do(step.id);
}
