import type { BurstRequest } from '../../src/bursts/burst-request.ts';
import type { Operation, SuccessCheck } from '../../src/target/operation.ts';
import { objectWith } from '../../src/target/success-checks.ts';

/** A burst on an operation of the test's own; `next` and everything else may be replaced. */
export function burstAt(
  origin: string,
  overrides: Partial<BurstRequest> & {
    readonly success?: SuccessCheck;
    readonly method?: Operation['method'];
  } = {},
): BurstRequest {
  const { success = objectWith('id'), method = 'GET', ...request } = overrides;
  const operation: Operation = {
    id: 'things.get',
    service: 'deals',
    method,
    path: '/thing',
    rateTier: 'none',
    authenticated: false,
    success,
    needs: [],
    build: (_context, path) => ({ path }),
  };
  return { operation, origin, tlsVerify: true, headers: {}, next: () => ({ path: '/thing' }), ...request };
}

/** The `next` of a burst: builds so many requests, each of another thing, and then no more. */
export function supplyOf(many: number): BurstRequest['next'] {
  let made = 0;
  return () => {
    made += 1;
    return made > many ? undefined : { path: `/thing/${made}` };
  };
}
