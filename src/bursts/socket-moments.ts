import type { Socket } from 'node:net';

/** When things happened to the sockets of one client, the latest one each, on the clock of `performance.now()`. */
export class SocketMoments {
  /** When the connection was open. */
  openMs = 0;
  /** When the last request was written. */
  writtenMs = 0;

  /** Follows a socket that is about to be opened. */
  follow(conn: Socket): void {
    for (const event of ['connect', 'secureConnect'])
      conn.once(event, () => {
        this.openMs = performance.now();
        // What has waited for this event is written by another of its listeners.
        queueMicrotask(() => this.#written());
      });
    const write = conn.write.bind(conn) as (...given: unknown[]) => boolean;
    conn.write = (...given: unknown[]) => {
      const hasRoom = write(...given);
      this.#written();
      return hasRoom;
    };
  }

  #written(): void {
    this.writtenMs = performance.now();
  }
}
