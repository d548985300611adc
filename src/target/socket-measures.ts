import { operationById, type SocketId, sockets } from './catalogue.ts';
import type { Operation } from './operation.ts';

/**
 * One thing that is measured on a WebSocket: opening it (request sent to 101), a round trip on
 * it, or the way of an event from the post that causes it to the other user's socket.
 */
export interface SocketMeasure {
  readonly id: SocketMeasureId;
  readonly socket: SocketId;
  /** Operation by which one user causes the event that reaches the other. */
  readonly post?: string;
}

export type SocketMeasureId = SocketId | 'messaging.ping' | 'messaging.fanout' | 'showroom.fanout';

/** Everything that is measured on sockets, in the order of the contract. */
export const socketMeasures: readonly SocketMeasure[] = [
  { id: 'messaging.connect', socket: 'messaging.connect' },
  { id: 'messaging.ping', socket: 'messaging.connect' },
  { id: 'messaging.fanout', socket: 'messaging.connect', post: 'messaging.sendMessage' },
  { id: 'showroom.connect', socket: 'showroom.connect' },
  { id: 'showroom.fanout', socket: 'showroom.connect', post: 'showroom.createVisit' },
];

const IDS: ReadonlySet<string> = new Set(socketMeasures.map(({ id }) => id));

/** Whether an id among the operations of a traffic is that of something measured on sockets: no HTTP request. */
export function isSocketMeasure(id: string): boolean {
  return IDS.has(id);
}

/** The operations that cause the events of these measures. */
export function postsOf(measures: Iterable<SocketMeasureId>): readonly Operation[] {
  const wanted = new Set(measures);
  return socketMeasures.flatMap(({ id, post }) =>
    post === undefined || !wanted.has(id) ? [] : [operationById(post)],
  );
}

/** Path of a socket in the contract. */
export function socketPath(id: SocketId): string {
  return sockets.find((socket) => socket.id === id)?.path ?? '';
}
