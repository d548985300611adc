import { respondsTo } from './contract-case.ts';
import type { OperationExample } from './refusals.ts';

const probes = [
  { operationId: 'gateway.health', path: '/health', says: '"healthy"' },
  { operationId: 'gateway.ready', path: '/ready', says: '"ready"' },
  { operationId: 'gateway.live', path: '/live', says: '"alive"' },
  { operationId: 'gateway.metrics', path: '/metrics', says: 'autolytiq_http_requests_total' },
  { operationId: 'gateway.version', path: '/api/v1/version', says: '"1.0.0"' },
] as const;

/** The gateway's own operations, asked well. */
export const gatewayExamples: readonly OperationExample[] = probes.map(({ operationId, path }) => ({
  operationId,
  build: () => ({ method: 'GET', path, anonymous: true }),
}));

/** What is particular to them. */
export const gatewayCases = probes.map(({ operationId, path, says }) =>
  respondsTo(
    operationId,
    200,
    'answers without a token',
    () => ({ method: 'GET', path, anonymous: true }),
    says,
  ),
);
