import type { WebSocket } from 'ws';

/** Intervals of a server's protocol pings. */
export interface HeartbeatTimes {
  readonly pingEveryMs: number;
  /** A socket without a pong for this long is dropped, even if it sends data. */
  readonly dropAfterMs: number;
}

/** Pings `socket` until it closes, and drops it when a pong is late. */
export function keepHeartbeat(socket: WebSocket, times: HeartbeatTimes): void {
  const ping = setInterval(() => socket.ping(), times.pingEveryMs).unref();
  const drop = setTimeout(() => socket.terminate(), times.dropAfterMs).unref();
  socket.on('pong', () => drop.refresh());
  socket.on('close', () => {
    clearInterval(ping);
    clearTimeout(drop);
  });
}
