import { type SocketRoute, sockets } from '../catalogue.ts';
import { routeOf, type Target } from '../environments/target.ts';
import { openSocket, socketHeaders } from '../http/open-socket.ts';
import type { Session } from '../session/session.ts';
import { type SocketMeasureId, socketMeasures } from '../socket-measures.ts';
import type { Offer } from './finding.ts';

/**
 * Finds out which WebSockets the target serves, by one handshake each: one that fails is not offered, with its reason.
 * A measure is offered when its socket is, and the operation that causes its events.
 *
 * @param operations how the operations stand, by id
 */
export async function probeSockets(
  target: Target,
  session: Session,
  operations: Readonly<Record<string, Offer>>,
): Promise<Record<SocketMeasureId, Offer>> {
  const probed = await Promise.all(
    sockets.map(async (socket) => [socket.id, await probe(socket, target, session)] as const),
  );
  const socketOffers = new Map(probed);
  const offers = socketMeasures.map(({ id, socket, post }): [SocketMeasureId, Offer] => {
    const offer = socketOffers.get(socket);
    if (offer === undefined)
      throw new Error(`probing sockets: ${id} is measured on ${socket}, not in the catalogue`);
    const cause = post === undefined ? undefined : operations[post];
    if (offer.kind === 'not offered' || cause?.kind !== 'not offered') return [id, offer];
    return [id, { kind: 'not offered', reason: `${post}, which causes its events, is not: ${cause.reason}` }];
  });
  return Object.fromEntries(offers) as Record<SocketMeasureId, Offer>;
}

async function probe(socket: SocketRoute, target: Target, session: Session): Promise<Offer> {
  const route = routeOf(target, socket);
  if (route.kind === 'not offered') return route;
  const handshake = await openSocket(target.socketUrls[socket.id], socketHeaders(session), target);
  if (handshake.kind === 'refused') return { kind: 'not offered', reason: handshake.reason };
  handshake.socket.close();
  return route;
}
