import { type Clock, realClock, sleep } from '../../base/clock.ts';
import { type SocketRoute, sockets } from '../catalogue.ts';
import { routeOf, type Target } from '../environments/target.ts';
import { openSocket, socketHeaders } from '../http/open-socket.ts';
import type { Session } from '../session/session.ts';
import { type SocketMeasureId, socketMeasures } from '../socket-measures.ts';
import { lookedAgain, type Offer, PAUSES_MS } from './finding.ts';

/** How a router answers that has no such route. */
const NO_ROUTE: ReadonlySet<number> = new Set([404, 405, 501]);

/**
 * Finds out which WebSockets the target serves, by up to three handshakes each. One that the router refuses each time
 * is not offered; one that fails in any other way is broken. A measure is offered when its socket is, and the operation
 * that causes its events.
 *
 * @param operations how the operations stand, by id
 * @param clock what the pauses between the handshakes are counted on
 */
export async function probeSockets(
  target: Target,
  session: Session,
  operations: Readonly<Record<string, Offer>>,
  clock: Clock = realClock,
): Promise<Record<SocketMeasureId, Offer>> {
  const probed = await Promise.all(
    sockets.map(async (socket) => [socket.id, await probe(socket, target, session, clock)] as const),
  );
  const socketOffers = new Map(probed);
  const offers = socketMeasures.map(({ id, socket, post }): [SocketMeasureId, Offer] => {
    const offer = socketOffers.get(socket);
    if (offer === undefined)
      throw new Error(`probing sockets: ${id} is measured on ${socket}, not in the catalogue`);
    const cause = post === undefined ? undefined : operations[post];
    if (offer.kind !== 'offered' || cause === undefined || cause.kind === 'offered') return [id, offer];
    return [
      id,
      { kind: cause.kind, reason: `${post}, which causes its events, is ${cause.kind}: ${cause.reason}` },
    ];
  });
  return Object.fromEntries(offers) as Record<SocketMeasureId, Offer>;
}

async function probe(socket: SocketRoute, target: Target, session: Session, clock: Clock): Promise<Offer> {
  const route = routeOf(target, socket);
  if (route.kind === 'not offered') return route;
  let seen: Offer = route;
  for (const pauseMs of [0, ...PAUSES_MS]) {
    if (pauseMs > 0) await sleep(clock, pauseMs);
    const handshake = await openSocket(target.socketUrls[socket.id], socketHeaders(session), target);
    if (handshake.kind === 'open') {
      handshake.socket.close();
      return route;
    }
    const { status, reason } = handshake;
    seen = lookedAgain(seen, { kind: NO_ROUTE.has(status) ? 'not offered' : 'broken', reason });
  }
  return seen;
}
