import type { Outcome } from '../../measure/outcome.ts';
import type { VirtualUser } from '../users/virtual-user.ts';
import type { Absence, EventArrivals } from './event-arrivals.ts';
import { SOCKET_ANSWER_TIMEOUT_MS } from './round-trips.ts';
import type { SocketTally } from './socket-tally.ts';

const OUTCOME_OF: Readonly<Record<Absence, Outcome>> = {
  timeout: 'timeout',
  down: 'reset',
  over: 'unfinished',
};

/** The user who causes events, and the id of what their last request made. */
export interface Poster {
  readonly user: VirtualUser;
  lastMadeId(): string | undefined;
}

/** Where the event is waited for: the socket of another user. */
export interface Listener {
  readonly isListening: boolean;
  readonly arrivals: EventArrivals;
}

/**
 * Measures one fan-out: from the first byte of one user's post to the arrival of its event at another user. Both live in
 * this process, so one monotonic clock times both ends. Without a listener nothing is posted. A post that fails counts
 * as a failed request and not as a fan-out.
 */
export async function measureFanOut(
  measure: 'messaging.fanout' | 'showroom.fanout',
  postId: string,
  poster: Poster,
  listener: Listener,
  tally: SocketTally,
): Promise<void> {
  if (!listener.isListening) return;
  const { arrivals } = listener;
  arrivals.expect();
  const posted = await poster.user.do(postId);
  const { startedMs: sentMs, sendDelayMs } = poster.user.lastSend;
  const sendDelayUs = sendDelayMs * 1000;
  const id = poster.lastMadeId();
  if (!posted || id === undefined || sentMs === undefined) {
    arrivals.forget();
    return;
  }
  const arrival = await arrivals.of(id, SOCKET_ANSWER_TIMEOUT_MS);
  if (arrival.kind === 'arrived') {
    const { atMs, ownDelayUs } = arrival;
    tally.end(measure, 'ok', { latencyUs: (atMs - sentMs) * 1000, ownDelayUs, sendDelayUs });
  } else {
    const latencyUs = arrival.kind === 'timeout' ? SOCKET_ANSWER_TIMEOUT_MS * 1000 : undefined;
    tally.end(measure, OUTCOME_OF[arrival.kind], { latencyUs, sendDelayUs });
  }
}
