/** The service that answers a route; `gateway` for the gateway itself. */
export type ServiceName =
  | 'gateway'
  | 'auth'
  | 'deals'
  | 'customers'
  | 'inventory'
  | 'showroom'
  | 'messaging'
  | 'tax';

const SERVICES: readonly ServiceName[] = [
  'auth',
  'deals',
  'customers',
  'inventory',
  'showroom',
  'messaging',
  'tax',
];

/** The service of an address or route pattern below `/api/v1/`; the gateway for everything else. */
export function serviceOf(url: string): ServiceName {
  const name = /^\/api\/v1\/([a-z]+)/.exec(url)?.[1];
  return SERVICES.find((service) => service === name) ?? 'gateway';
}

/**
 * The `path` label of a route in the metrics: its first four segments, ids as `:id`. Like the product, it cuts off the
 * rest, so all sub-routes of a conversation share one label.
 */
export function metricPath(pattern: string): string {
  const segments = pattern.split('/').slice(1, 5);
  return `/${segments.map((segment) => (segment.startsWith(':') ? ':id' : segment)).join('/')}`;
}
