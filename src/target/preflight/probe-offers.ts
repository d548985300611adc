import { randomUUID } from 'node:crypto';
import { type Clock, realClock, sleep } from '../../base/clock.ts';
import { operations } from '../catalogue.ts';
import { routeOf, type Target } from '../environments/target.ts';
import { forEachBounded } from '../for-each-bounded.ts';
import { checkReply } from '../http/check-reply.ts';
import { Connection } from '../http/connection.ts';
import type { Exchange } from '../http/exchange.ts';
import { noAnswerWords, SILENCE_MS } from '../http/reply-limits.ts';
import type { Operation } from '../operation.ts';
import { isBornWith, preparationFor } from '../preparation.ts';
import type { RequestBudget } from '../request-budget.ts';
import type { Session } from '../session/session.ts';
import { lookedAgain, type Offer, PAUSES_MS } from './finding.ts';
import { Silence } from './silence.ts';

/** Probing it for real would end the session that probes. */
const PROBED_SIGNED_OUT = new Set(['auth.logout']);

const AT_ONCE = 8;
/** How long the first look at the operations waits at least, however long the target has been silent before. */
const SHORTEST_LOOK_MS = 2_000;

/** An operation that is looked at, and the path of its probe. */
interface Probe {
  readonly operation: Operation;
  readonly route: string;
}

/** What the probes depend on, apart from the target and who sends them. */
export interface ProbeOptions {
  /** What they may send under the target's rate limits. */
  readonly budget?: Pick<RequestBudget, 'take'>;
  /** What the pauses between the looks are counted on. */
  readonly clock?: Clock;
  /** How long the target has been silent before, in milliseconds. */
  readonly silentMs?: number;
}

type Probed = Pick<Exchange, 'status' | 'contentType' | 'headers' | 'body' | 'failure'>;

/**
 * Finds out which operations the target serves, without leaving a trace on it: ids that do not exist, bodies that
 * are not valid. What is not served is looked at again, up to three times in all: one good look is an offer, and only
 * the same refusal of the router each time means that there is no such route. Everything else is broken.
 *
 * @throws SuiteError (TARGET_UNREACHABLE) when the first probes are without an answer, all of them
 */
export async function probeOffers(
  target: Target,
  session: Session,
  { budget, clock = realClock, silentMs = 0 }: ProbeOptions = {},
): Promise<Record<string, Offer>> {
  const offers: Record<string, Offer> = {};
  let suspects: Probe[] = [];
  for (const operation of operations) {
    const route = routeOf(target, operation);
    offers[operation.id] =
      operation.outOfReach === undefined || route.kind === 'not offered'
        ? route
        : { kind: 'not offered', reason: operation.outOfReach };
    if (offers[operation.id]?.kind === 'offered' && route.kind === 'offered')
      suspects.push({ operation, route: route.path });
  }
  for (const pauseMs of [0, ...PAUSES_MS]) {
    if (suspects.length === 0) break;
    if (pauseMs > 0) await sleep(clock, pauseMs);
    const answerTimeoutMs = pauseMs === 0 ? firstLookMs(silentMs) : SILENCE_MS;
    const silence = pauseMs === 0 ? new Silence(target, silentMs, AT_ONCE) : undefined;
    for (const [probe, seen] of await lookAt(suspects, {
      target,
      session,
      budget,
      answerTimeoutMs,
      silence,
    })) {
      const { id } = probe.operation;
      const before = offers[id];
      offers[id] = pauseMs === 0 || before === undefined ? seen : lookedAgain(before, seen);
    }
    suspects = suspects.filter(({ operation: { id } }) => offers[id]?.kind !== 'offered');
  }
  return { ...offers, ...withoutGiver(offers) };
}

/**
 * What needs something that the target does not give. A router may answer for such a route as a service does for a thing
 * that is missing, but the operation can never be sent.
 */
function withoutGiver(offers: Readonly<Record<string, Offer>>): Record<string, Offer> {
  const left: Record<string, Offer> = {};
  for (const operation of operations) {
    if (offers[operation.id]?.kind !== 'offered') continue;
    for (const giver of preparationFor(operation)) {
      const offer = offers[giver.id];
      if (offer?.kind !== 'not offered' || isBornWith(giver)) continue;
      const reason = `it needs ${giver.id}, which is not offered: ${offer.reason}`;
      left[operation.id] = { kind: 'not offered', reason };
      break;
    }
  }
  return left;
}

interface Look {
  readonly target: Target;
  readonly session: Session;
  readonly budget: ProbeOptions['budget'];
  readonly answerTimeoutMs: number;
  /** Watches for a target that answers nothing; undefined once one answer has come. */
  readonly silence: Silence | undefined;
}

/** What was silent before has little left of the time that a person waits for a silent target. */
function firstLookMs(silentMs: number): number {
  return Math.max(SHORTEST_LOOK_MS, SILENCE_MS - silentMs);
}

async function lookAt(
  probes: readonly Probe[],
  { target, session, budget, answerTimeoutMs, silence }: Look,
): Promise<ReadonlyMap<Probe, Offer>> {
  const seen = new Map<Probe, Offer>();
  const connections: Connection[] = [];
  const free: Connection[] = [];
  try {
    await forEachBounded(probes, Math.min(AT_ONCE, probes.length), async (probe) => {
      let connection = free.pop();
      if (connection === undefined) {
        connection = new Connection(target.baseUrl, {
          tlsVerify: target.tlsVerify,
          answerTimeoutMs,
        });
        connections.push(connection);
      }
      await budget?.take(probe.operation.rateTier);
      const exchange = await connection.send(requestOf(probe, session));
      silence?.note(exchange, answerTimeoutMs);
      seen.set(probe, offerOf(probe, exchange, answerTimeoutMs));
      free.push(connection);
    });
    return seen;
  } finally {
    await Promise.all(connections.map((connection) => connection.destroy()));
  }
}

function requestOf({ operation, route }: Probe, session: Session) {
  const hasBody = operation.method !== 'GET' && operation.method !== 'DELETE';
  const signedIn = operation.authenticated && !PROBED_SIGNED_OUT.has(operation.id);
  return {
    method: operation.method,
    path: probePath(operation, route, session),
    headers: [
      ...(signedIn ? ['authorization', session.authorization] : []),
      ...(hasBody ? ['content-type', 'application/json'] : []),
    ],
    body: hasBody ? '{}' : undefined,
  };
}

/** Lists are asked for a dealership that nobody has, so that the probe costs the target nothing. */
function probePath(operation: Operation, route: string, session: Session): string {
  const path = route.replaceAll(/\{[^}]+\}/g, () => randomUUID());
  if (operation.method !== 'GET' || route.includes('{') || !operation.authenticated) return path;
  const dealership = operation.service === 'inventory' ? session.user.dealershipId : randomUUID();
  return `${path}?dealership_id=${dealership}`;
}

/**
 * What one look says of an operation. Any answer of the service itself is an offer, a refusal of the probe and an error
 * too: those are measured.
 */
export function offerOf({ operation, route }: Probe, reply: Probed, answerTimeoutMs = SILENCE_MS): Offer {
  const missing = whyNoRoute(route, reply);
  if (missing !== undefined) return { kind: 'not offered', reason: missing };
  const broken = whyBroken(operation, reply, answerTimeoutMs);
  return broken === undefined ? { kind: 'offered', path: route } : { kind: 'broken', reason: broken };
}

/** How a router says that it has no such route; undefined when it does not. */
function whyNoRoute(route: string, { status, contentType, body }: Probed): string | undefined {
  if (contentType.startsWith('text/html')) return undefined;
  const isOfRouter = body.toString('utf8', 0, 200).includes('404 page not found');
  // Where the route has no id, there is nothing else that could be missing.
  if (status === 404 && (isOfRouter || !route.includes('{')))
    return `${isOfRouter ? '404 page not found' : '404'}: it has no such route`;
  if (status === 405) return '405: the route has no such method';
  if (status === 501) return '501: the method is not implemented';
  return undefined;
}

function whyBroken({ success }: Operation, reply: Probed, answerTimeoutMs: number): string | undefined {
  const { status, contentType, failure, headers, body } = reply;
  if (failure !== undefined) return noAnswerWords(failure, answerTimeoutMs);
  if (contentType.startsWith('text/html')) return `a web page (${status} text/html)`;
  if (status >= 300 && status < 400) return `${status}, a redirect to ${placeOf(headers.location)}`;
  if (status === 502 || status === 503 || status === 504)
    return `${status}: the gateway cannot reach the service`;
  const isEmptyList = success.shape === 'array' && body.toString('utf8', 0, 8).trim() === 'null';
  if (success.status.includes(status) && !isEmptyList && checkReply(success, reply) !== 'ok')
    return `a wrong body (${status} ${contentType === '' ? 'without a content type' : contentType})`;
  return undefined;
}

/** Where a redirect leads, without its query. */
function placeOf(location: string | string[] | undefined): string {
  return typeof location === 'string' ? (location.split('?', 1)[0] ?? '') : 'nowhere';
}
