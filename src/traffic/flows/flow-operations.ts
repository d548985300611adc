import { UserFaker } from '../../target/request-data/user-faker.ts';
import type { Flow } from './flow.ts';

/** Finds out which operations a flow does when all goes well, in their order, by living it without a target. */
export async function operationsOf(flow: Flow): Promise<readonly string[]> {
  const done: string[] = [];
  await flow({
    context: { faker: new UserFaker(1), known: {} },
    sends: () => true,
    do: async (operationId) => {
      done.push(operationId);
      return true;
    },
    think: async () => undefined,
    pause: async () => undefined,
    renewSession: async () => undefined,
  });
  return done;
}
