import type { ApiUser } from '../../fixtures/api-user.ts';
import { saturatingBurst } from '../../src/bursts/saturating-burst.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import type { Knowledge, Operation } from '../../src/target/operation.ts';
import { preparationFor } from '../../src/target/preparation.ts';

const MAKING_MS = 1_500;
const CONNECTIONS = 10;

/** Things made beforehand for a burst whose every request uses one up: a deal can be deleted only once. */
export interface Supply {
  /** Makes the next thing known to the burst's user; false when there is none left. */
  takeNext(): boolean;
}

/**
 * Makes a supply for an operation that destroys what it needs, by a burst on the operation that gives it; undefined for
 * all others.
 */
export async function supplyFor(
  run: RunContext,
  operation: Operation,
  user: ApiUser,
): Promise<Supply | undefined> {
  const [key] = operation.needs;
  const giver = preparationFor(operation).at(-1);
  if (operation.method !== 'DELETE' || key === undefined || giver === undefined) return undefined;
  const made: string[] = [];
  await saturatingBurst(
    {
      operation: giver,
      origin: run.target.baseUrl,
      tlsVerify: run.target.tlsVerify,
      headers: user.headers(giver),
      next: () => giver.build(user.context, user.path(giver)),
      onSuccess: (body) => {
        user.take(giver, body);
        const id = user.context.known[key];
        if (id !== undefined) made.push(id);
      },
    },
    { connections: CONNECTIONS, durationMs: MAKING_MS },
  );
  return { takeNext: () => makeKnown(user.context.known, key, made.pop()) };
}

function makeKnown(known: Knowledge, key: keyof Knowledge, id: string | undefined): boolean {
  if (id === undefined) return false;
  known[key] = id;
  return true;
}
