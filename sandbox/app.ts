import websocket from '@fastify/websocket';
import Fastify, { type FastifyInstance, LogController } from 'fastify';

import { authService } from './auth/routes.ts';
import { createTokens } from './auth/tokens.ts';
import type { SandboxContext, Service } from './context.ts';
import { customersService } from './customers/routes.ts';
import { dealsService } from './deals/routes.ts';
import { faultsRoute } from './faults/admin-route.ts';
import { FaultSwitch } from './faults/fault-switch.ts';
import { readBodies } from './gateway/body-reader.ts';
import { answerErrors } from './gateway/error-answers.ts';
import { FallbackCounter } from './gateway/fallback-counter.ts';
import { createGatewayMetrics } from './gateway/gateway-metrics.ts';
import { gatewayRoutes } from './gateway/gateway-routes.ts';
import { addPipeline } from './gateway/pipeline.ts';
import { RateLimiter } from './gateway/rate-limiter.ts';
import { loadWebClient, WEB_FOLDER, type WebClient } from './gateway/web-files.ts';
import { serveWebClient } from './gateway/web-routes.ts';
import { inventoryService } from './inventory/routes.ts';
import { messagingService } from './messaging/routes.ts';
import type { Settings } from './settings.ts';
import { showroomService } from './showroom/routes.ts';
import { taxService } from './tax/routes.ts';

const SERVICES: readonly Service[] = [
  dealsService,
  customersService,
  inventoryService,
  taxService,
  showroomService,
  messagingService,
];

/** The socket closes with 1009 on a larger frame. This is messaging's limit, the larger of the two. */
const MAX_FRAME_BYTES = 512 * 1024;

/**
 * Builds the Desk Studio, ready to listen: the gateway, the services behind it and the web client. The tables must exist,
 * rows need not. Reads the web client unless it is given.
 */
export async function buildApp(
  context: SandboxContext,
  settings: Settings,
  webClient?: WebClient,
): Promise<FastifyInstance> {
  const logsRequests = ['info', 'debug', 'trace'].includes(settings.logLevel);
  const app = Fastify({
    logger: settings.logLevel === 'silent' ? false : { level: settings.logLevel, stream: process.stderr },
    logController: new LogController({ disableRequestLogging: !logsRequests }),
    exposeHeadRoutes: false,
    // Long ids have to reach the gateway's own check, which answers 400 instead of "unknown route".
    routerOptions: { maxParamLength: 2000 },
    forceCloseConnections: true,
    ajv: {
      customOptions: { coerceTypes: false, useDefaults: false, removeAdditional: false, allErrors: true },
    },
  });
  const metrics = createGatewayMetrics(context.pool);
  const counter = new FallbackCounter(context.store);
  const limiter = new RateLimiter(counter, settings.rateLimits, metrics.limitChecked);
  // Without faults, and no way to switch them on, requests pass none of their hooks.
  const faults =
    settings.faults.length > 0 || settings.faultsAdmin ? new FaultSwitch(app, context.pool) : undefined;
  const tokens = createTokens(faults?.tokenSettings(settings) ?? settings);
  faultsRoute(app, settings.faultsAdmin ? faults : undefined);
  app.decorate('faults', faults);

  await app.register(websocket, { options: { maxPayload: MAX_FRAME_BYTES } });
  readBodies(app);
  answerErrors(app);
  const { rateLimits, allowedOrigins } = settings;
  addPipeline(app, { tokens, limiter, limits: rateLimits, metrics, allowedOrigins });
  gatewayRoutes(app, metrics.registry);
  for (const service of [authService(tokens, settings), ...SERVICES]) await service(app, context);
  serveWebClient(app, webClient ?? (await loadWebClient(WEB_FOLDER)));
  await app.ready();
  return app;
}
