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
