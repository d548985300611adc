import type { Pool } from 'pg';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

import type { LimitType } from './rate-limiter.ts';

const BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const service = 'api-gateway';

/** What the metrics record about a finished request. */
export interface MeasuredRequest {
  readonly method: string;
  /** The `path` label, see route-facts. */
  readonly path: string;
  readonly status: number;
  /** The status as text, e.g. "OK" or "Too Many Requests". */
  readonly statusText: string;
  readonly seconds: number;
}

/** Records the gateway's metrics in a registry that prints them. */
export interface GatewayMetrics {
  readonly registry: Registry;
  requestStarted(): void;
  requestFinished(request: MeasuredRequest): void;
  /** A started request that never got its answer. */
  requestAborted(): void;
  limitChecked(limitType: LimitType, allowed: boolean): void;
}

/**
 * The product's metric families with their quirks: `status_code` holds the text, and rejections by the dealership tier
 * are missing. In addition, the families that the product's performance guide and dashboards query, without a prefix
 * and with numeric statuses.
 */
export function createGatewayMetrics(pool: Pool): GatewayMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  databasePool(registry, pool);

  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter({ name, help, labelNames, registers });
  const histogram = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Histogram({ name, help, labelNames, buckets: BUCKETS_SECONDS, registers });

  const full = ['service', 'method', 'path', 'status_code'] as const;
  const requestsText = 'HTTP requests';
  const durationText = 'Time from request to answer in seconds';
  const requests = counter('autolytiq_http_requests_total', requestsText, full);
  const durations = histogram('autolytiq_http_request_duration_seconds', durationText, full);
  const gatewayRequests = counter('api_gateway_requests_total', requestsText, ['method', 'path', 'status']);
  const gatewayDurations = histogram('api_gateway_request_duration_seconds', durationText, [
    'method',
    'path',
  ]);
  const guideRequests = counter('http_requests_total', requestsText, full);
  const guideDurations = histogram('http_request_duration_seconds', durationText, full);

  let inFlight = 0;
  new Gauge({
    name: 'autolytiq_http_requests_in_flight',
    help: 'Requests being answered',
    labelNames: ['service'],
    registers,
    collect() {
      this.set({ service }, inFlight);
    },
  });

  return {
    registry,
    requestStarted() {
      inFlight += 1;
    },
    requestAborted() {
      inFlight -= 1;
    },
    requestFinished({ method, path, status, statusText, seconds }) {
      inFlight -= 1;
      const asText = { service, method, path, status_code: statusText };
      const asNumber = { service, method, path, status_code: status };
      requests.inc(asText);
      durations.observe(asText, seconds);
      gatewayRequests.inc({ method, path, status });
      gatewayDurations.observe({ method, path }, seconds);
      guideRequests.inc(asNumber);
      guideDurations.observe(asNumber, seconds);
    },
    limitChecked: limitCounters(registry),
  };
}

function limitCounters(registry: Registry): GatewayMetrics['limitChecked'] {
  const counter = (name: string, help: string) =>
    new Counter({ name, help, labelNames: ['service', 'limit_type'], registers: [registry] });
  const hits = counter('autolytiq_rate_limit_hits_total', 'Checks of a rate limit');
  const exceeded = counter('autolytiq_rate_limit_exceeded_total', 'Requests over a rate limit');
  const checks = counter('rate_limit_requests_total', 'Checks of a rate limit');
  const rejections = counter('rate_limit_rejections_total', 'Requests over a rate limit');
  return (limitType, allowed) => {
    const labels = { service, limit_type: limitType };
    checks.inc(labels);
    if (!allowed) rejections.inc(labels);
    if (limitType === 'dealership') return;
    hits.inc(labels);
    if (!allowed) exceeded.inc(labels);
  };
}

function databasePool(registry: Registry, pool: Pool): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name: `db_pool_connections_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge('max', 'Most connections to the database', () => pool.options.max ?? 0);
  gauge('in_use', 'Connections running a query', () => pool.totalCount - pool.idleCount);
  gauge('idle', 'Open connections without work', () => pool.idleCount);
  gauge('waiting', 'Queries waiting for a connection', () => pool.waitingCount);
}
