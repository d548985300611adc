import { ApiUser } from '../../fixtures/api-user.ts';
import type { BurstResult } from '../../src/bursts/burst-result.ts';
import { burstShape } from '../../src/bursts/burst-shape.ts';
import { pacedBurst } from '../../src/bursts/paced-burst.ts';
import { saturatingBurst } from '../../src/bursts/saturating-burst.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { giftsOf, type Operation } from '../../src/target/operation.ts';
import { preparationFor } from '../../src/target/preparation.ts';
import type { Session } from '../../src/target/session/session.ts';
import { supplyFor } from './supply.ts';

const LOOK_EVERY_MS = 250;

/**
 * Prepares what the operation needs (a deal to read, a conversation to write to) and sends a burst of it, in the shape
 * that the target's rate limits allow. The run's journal gets everything that the burst makes. The burst ends early when
 * the run is stopped, or when nothing is left that it could use up.
 */
export async function burstOn(run: RunContext, operation: Operation, session: Session): Promise<BurstResult> {
  const user = new ApiUser(run, session, run.plan.dealerships.bursts);
  for (const step of preparationFor(operation)) await user.send(step);
  const shape = burstShape(operation, run.plan.rateLimits);

  const supply = await supplyFor(run, operation, user);
  const end = new AbortController();
  const path = user.path(operation);
  const keepsReplies =
    operation.creates !== undefined || giftsOf(operation).some((key) => operation.needs.includes(key));
  const request = {
    operation,
    origin: run.target.baseUrl,
    tlsVerify: run.target.tlsVerify,
    headers: user.headers(operation),
    next: () => {
      if (supply?.takeNext() === false) end.abort();
      return operation.build(user.context, path);
    },
    ...(keepsReplies && { onSuccess: (body: Buffer) => user.take(operation, body) }),
  };
  const watch = setInterval(() => {
    if (run.clock.stopReason() !== undefined) end.abort();
  }, LOOK_EVERY_MS);
  try {
    const { arrivalsPerSecond } = shape;
    return arrivalsPerSecond === undefined
      ? await saturatingBurst(request, { ...shape, signal: end.signal })
      : await pacedBurst(request, { ...shape, arrivalsPerSecond, signal: end.signal });
  } finally {
    clearInterval(watch);
  }
}
