import type { ApiUser } from '../../fixtures/api-user.ts';
import { saturatingBurst } from '../../src/bursts/saturating-burst.ts';
import type { Refusal } from '../../src/measure/refusals.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import type { Knowledge, Operation } from '../../src/target/operation.ts';
import { preparationFor } from '../../src/target/preparation.ts';
import { seenThrough } from './seen-through.ts';

const MAKING_MS = 1_500;
const CONNECTIONS = 10;

/** How much of a supply is wanted, see {@link supplyFor}. */
interface SupplyToMake {
  readonly requests: number | undefined;
  readonly most: number;
  readonly longestMs: number;
}

/** Things made beforehand for a burst whose every request uses one up: a deal can be deleted only once. */
export interface Supply {
  /** Makes the next thing known to the burst's user; false when there is none left. */
  takeNext(): boolean;
  /** How many were made. */
  readonly made: number;
  /** What a limiter said that refused to make more, and that nobody announced; left out when none did. */
  readonly refusal?: Refusal;
}

/**
 * Makes a supply for an operation that destroys what it needs; undefined for all others.
 *
 * @param sent.requests how many requests the burst is going to send, which are made one by one as the target's rate limits
 * allow; undefined for a burst that saturates, for which a burst on the operation that gives them makes as many as it can
 * @param sent.most how many requests the burst may send at most
 * @param sent.longestMs how long the making one by one may take: then the burst has what was made by then
 */
export async function supplyFor(
  run: RunContext,
  operation: Operation,
  user: ApiUser,
  { requests, most, longestMs }: SupplyToMake,
): Promise<Supply | undefined> {
  const [key] = operation.needs;
  const giver = preparationFor(operation).at(-1);
  if (operation.method !== 'DELETE' || key === undefined || giver === undefined) return undefined;
  const made: string[] = [];
  const keep = () => {
    const id = user.context.known[key];
    if (id !== undefined) made.push(id);
  };
  let refusal: Refusal | undefined;
  if (requests === undefined) refusal = await makeMany(run, giver, user, { most, keep });
  else {
    // The burst's preparation has made the first.
    keep();
    const untilMs = performance.now() + longestMs;
    const isWanted = () => made.length < Math.min(requests, most) && performance.now() < untilMs;
    while (isWanted() && run.clock.stopReason() === undefined) {
      await seenThrough(run, user.send(giver));
      keep();
    }
  }
  return {
    takeNext: () => makeKnown(user.context.known, key, made.pop()),
    made: made.length,
    ...(refusal !== undefined && { refusal }),
  };
}

/**
 * Makes as many as it can in a short time, or until a limiter refuses one: what it refuses would be missing for the burst.
 *
 * @param keep takes what was made last
 * @returns what the limiter said
 */
async function makeMany(
  run: RunContext,
  giver: Operation,
  user: ApiUser,
  { most, keep }: { readonly most: number; keep(): void },
): Promise<Refusal | undefined> {
  let count = 0;
  let refusal: Refusal | undefined;
  const end = new AbortController();
  const making = saturatingBurst(
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
      onRefused: (refused) => {
        refusal ??= refused;
        end.abort();
      },
    },
    {
      connections: CONNECTIONS,
      durationMs: MAKING_MS,
      signal: AbortSignal.any([end.signal, run.end.signal]),
    },
  );
  await seenThrough(run, making);
  run.allowance.note({ requests: count, writes: count });
  return refusal;
}

function makeKnown(known: Knowledge, key: keyof Knowledge, id: string | undefined): boolean {
  if (id === undefined) return false;
  known[key] = id;
  return true;
}
