import type { FastifyInstance } from 'fastify';
import { type Metric, type OpenMetricsContentType, Registry } from 'prom-client';

const config = { rateTier: 'bypass', authenticated: false } as const;

const STATUSES = { '/health': 'healthy', '/ready': 'ready', '/live': 'alive' } as const;

/** The routes that the gateway answers itself. As in the product, they check nothing behind it. */
export function gatewayRoutes(app: FastifyInstance, registry: Registry): void {
  for (const [url, status] of Object.entries(STATUSES)) {
    app.get(url, { config }, (_request, reply) => {
      const timestamp = `${new Date().toISOString().slice(0, 19)}Z`;
      reply.send({ status, service: 'api-gateway', timestamp });
    });
  }
  app.get('/api/v1/version', { config }, (_request, reply) => {
    reply.send({ version: '1.0.0', service: 'api-gateway' });
  });
  app.get('/metrics', { config }, async (request, reply) => {
    const asked = request.headers.accept?.includes('application/openmetrics-text') ?? false;
    const printed = asked ? openMetricsCopy(registry) : registry;
    return reply.type(printed.contentType).send(await printed.metrics());
  });
}

/**
 * The same metrics in a registry that prints OpenMetrics. Printing permanently renames prom-client's counters (it removes
 * `_total`), so each metric has a derived object that takes the new name.
 */
function openMetricsCopy(registry: Registry): Registry<OpenMetricsContentType> {
  const copy = new Registry<OpenMetricsContentType>();
  copy.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  for (const metric of registry.getMetricsAsArray()) {
    copy.registerMetric(Object.create(metric) as Metric);
  }
  return copy;
}
