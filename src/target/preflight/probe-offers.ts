import { randomUUID } from 'node:crypto';
import { operations } from '../catalogue.ts';
import { routeOf, type Target } from '../environments/target.ts';
import type { Connection, Exchange } from '../http/connection.ts';
import type { Operation } from '../operation.ts';
import type { Session } from '../session/session.ts';
import type { Offer } from './finding.ts';

/** Probing it for real would end the session that probes. */
const PROBED_SIGNED_OUT = new Set(['auth.logout']);

/**
 * Finds out which operations the target serves, without leaving a trace on it: ids that do not exist, bodies that
 * are not valid. A service that answers 400 or "Deal not found" is there; the gateway's own "404 page not found" and a
 * web page are not an offer, whatever their status.
 */
export async function probeOffers(
  target: Target,
  connection: Connection,
  session: Session,
): Promise<Record<string, Offer>> {
  const offers: Record<string, Offer> = {};
  for (const operation of operations) {
    const route = routeOf(target, operation);
    if (route.kind === 'not offered') offers[operation.id] = route;
    else if (operation.outOfReach !== undefined)
      offers[operation.id] = { kind: 'not offered', reason: operation.outOfReach };
    else offers[operation.id] = await probe(operation, route.path, connection, session);
  }
  return offers;
}

async function probe(
  operation: Operation,
  route: string,
  connection: Connection,
  session: Session,
): Promise<Offer> {
  const hasBody = operation.method !== 'GET' && operation.method !== 'DELETE';
  const signedIn = operation.authenticated && !PROBED_SIGNED_OUT.has(operation.id);
  const exchange = await connection.send({
    method: operation.method,
    path: probePath(operation, route, session),
    headers: [
      ...(signedIn ? ['authorization', session.authorization] : []),
      ...(hasBody ? ['content-type', 'application/json'] : []),
    ],
    body: hasBody ? '{}' : undefined,
  });
  const reason = whyNotOffered(exchange);
  return reason === undefined ? { kind: 'offered', path: route } : { kind: 'not offered', reason };
}

/** Lists are asked for a dealership that nobody has, so that the probe costs the target nothing. */
function probePath(operation: Operation, route: string, session: Session): string {
  const path = route.replaceAll(/\{[^}]+\}/g, () => randomUUID());
  if (operation.method !== 'GET' || route.includes('{') || !operation.authenticated) return path;
  const dealership = operation.service === 'inventory' ? session.user.dealershipId : randomUUID();
  return `${path}?dealership_id=${dealership}`;
}

/** Why an answer shows that the operation is not served; undefined when it is. */
export function whyNotOffered(
  exchange: Pick<Exchange, 'status' | 'contentType' | 'body' | 'failure'>,
): string | undefined {
  if (exchange.failure !== undefined) return `the probe got no answer (${exchange.failure})`;
  if (exchange.contentType.startsWith('text/html'))
    return `the target answers its web page (${exchange.status} text/html): it has no such route`;
  const text = exchange.body.toString('utf8', 0, 200);
  if (exchange.status === 404 && text.includes('404 page not found'))
    return '404 page not found: it has no such route';
  if (exchange.status === 405) return '405: the route has no such method';
  if (exchange.status === 501 || exchange.status === 502 || exchange.status === 503)
    return `${exchange.status}: the gateway cannot reach the service`;
  return undefined;
}
