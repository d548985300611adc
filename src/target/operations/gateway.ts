import type { Operation, SuccessCheck } from '../operation.ts';
import { objectWith, textWith } from '../success-checks.ts';

/** Answered by the gateway itself: no token, no limiter, no service behind. */
export const gatewayOperations: readonly Operation[] = [
  probe('gateway.health', '/health', objectWith('status')),
  probe('gateway.ready', '/ready', objectWith('status')),
  probe('gateway.live', '/live', objectWith('status')),
  // Found in the product's family (with its prefix) and in the guide's alike.
  probe('gateway.metrics', '/metrics', textWith('http_requests_total')),
  probe('gateway.version', '/api/v1/version', objectWith('version')),
];

function probe(id: string, path: string, success: SuccessCheck): Operation {
  return {
    id,
    service: 'gateway',
    method: 'GET',
    path,
    rateTier: 'bypass',
    authenticated: false,
    success,
    needs: [],
    build: (_context, pathPattern) => ({ path: pathPattern }),
  };
}
