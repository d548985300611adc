import { sockets } from '../catalogue.ts';
import { routeOf, type Target } from '../environments/target.ts';
import { openSocket, socketHeaders } from '../http/open-socket.ts';
import type { Session } from '../session/session.ts';
import { type SocketId, type SocketMeasureId, socketMeasures } from '../socket-measures.ts';
import type { Offer } from './finding.ts';

/**
 * Finds out which WebSockets the target serves, by one handshake each: one that fails is not offered, with its reason.
 *
 * @param operations how the operations stand, since some of what is measured on sockets is caused by them
 */
export async function probeSockets(
  target: Target,
  session: Session,
  operations: Readonly<Record<string, Offer>>,
): Promise<Record<SocketMeasureId, Offer>> {
  const [messaging, showroom] = await Promise.all(
    (['messaging.connect', 'showroom.connect'] as const).map((id) => probe(id, target, session)),
  );
  if (messaging === undefined || showroom === undefined) throw new Error('probing sockets: found too few');
  return offersOfMeasures({ 'messaging.connect': messaging, 'showroom.connect': showroom }, operations);
}

/**
 * How each measure stands on a target: offered when its socket is, and the operation that causes its events.
 *
 * @param socketOffers how the sockets themselves stand, by id
 * @param operations how the operations stand, by id
 */
function offersOfMeasures(
  socketOffers: Readonly<Record<SocketId, Offer>>,
  operations: Readonly<Record<string, Offer>>,
): Record<SocketMeasureId, Offer> {
  const offers = socketMeasures.map(({ id, socket, post }): [SocketMeasureId, Offer] => {
    const offer = socketOffers[socket];
    const cause = post === undefined ? undefined : operations[post];
    if (offer.kind === 'not offered' || cause?.kind !== 'not offered') return [id, offer];
    return [id, { kind: 'not offered', reason: `${post}, which causes its events, is not: ${cause.reason}` }];
  });
  return Object.fromEntries(offers) as Record<SocketMeasureId, Offer>;
}

async function probe(id: SocketId, target: Target, session: Session): Promise<Offer> {
  const socket = sockets.find((each) => each.id === id);
  if (socket === undefined) return { kind: 'not offered', reason: 'the catalogue has no such socket' };
  const route = routeOf(target, socket);
  if (route.kind === 'not offered') return route;
  const handshake = await openSocket(target.socketUrls[id], socketHeaders(session), target);
  if (handshake.kind === 'refused') return { kind: 'not offered', reason: handshake.reason };
  handshake.socket.close();
  return route;
}
