import { objectWith, textWith } from '../success-checks.ts';
import { operationsFrom } from './from-table.ts';

const open = { rateTier: 'bypass', authenticated: false } as const;

/** The gateway answers these itself: no token, no limiter, no service behind it. */
export const gatewayOperations = operationsFrom({
  'gateway.health': { ...open, route: 'GET /health', success: objectWith('status') },
  'gateway.ready': { ...open, route: 'GET /ready', success: objectWith('status') },
  'gateway.live': { ...open, route: 'GET /live', success: objectWith('status') },
  // Found in the product's family (with its prefix) and in the guide's alike.
  'gateway.metrics': { ...open, route: 'GET /metrics', success: textWith('http_requests_total') },
  'gateway.version': { ...open, route: 'GET /api/v1/version', success: objectWith('version') },
});
