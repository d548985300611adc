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
 * Makes a supply for an operation that destroys what it needs; undefined for all others.
 *
 * @param sent.requests how many requests the burst is going to send, which are made one by one as the target's rate limits
 * allow; undefined for a burst that saturates, for which a burst on the operation that gives them makes as many as it can
 * @param sent.most how many requests the burst may send at most
 */
export async function supplyFor(
  run: RunContext,
  operation: Operation,
  user: ApiUser,
  { requests, most }: { readonly requests: number | undefined; readonly most: number },
): Promise<Supply | undefined> {
  const [key] = operation.needs;
  const giver = preparationFor(operation).at(-1);
  if (operation.method !== 'DELETE' || key === undefined || giver === undefined) return undefined;
  const made: string[] = [];
  const keep = () => {
    const id = user.context.known[key];
    if (id !== undefined) made.push(id);
  };
  if (requests === undefined) await makeMany(run, giver, user, { most, keep });
  else {
    // The burst's preparation has made the first.
    keep();
    while (made.length < Math.min(requests, most) && run.clock.stopReason() === undefined) {
      await user.send(giver);
      keep();
    }
  }
  return { takeNext: () => makeKnown(user.context.known, key, made.pop()) };
}

/** @param keep takes what was made last */
async function makeMany(
  run: RunContext,
  giver: Operation,
  user: ApiUser,
  { most, keep }: { readonly most: number; keep(): void },
): Promise<void> {
  let count = 0;
  await saturatingBurst(
    {
      operation: giver,
      origin: run.target.baseUrl,
      tlsVerify: run.target.tlsVerify,
      headers: user.headers(giver),
      next: () => {
        if (count >= most) return undefined;
        count += 1;
        return giver.build(user.context, user.path(giver));
      },
      onSuccess: (body) => {
        user.take(giver, body);
        keep();
      },
    },
    { connections: CONNECTIONS, durationMs: MAKING_MS },
  );
  run.allowance.note({ requests: count, writes: count });
}

function makeKnown(known: Knowledge, key: keyof Knowledge, id: string | undefined): boolean {
  if (id === undefined) return false;
  known[key] = id;
  return true;
}
