import { Recorder } from '../../measure/recorder.ts';
import type { SocketSlice } from '../../measure/slice.ts';
import { socketMeasures } from '../../target/socket-measures.ts';

/**
 * What all sockets of a traffic met. They have a recorder of their own: a round trip or an event on a socket is no
 * request, and must not flatter the requests' percentiles and error rate.
 */
export class SocketTally {
  readonly recorder = new Recorder(socketMeasures.map(({ id }) => id));
  #open = 0;
  #drops = 0;
  #reconnects = 0;
  #events = 0;

  /** A socket was opened; `again` when it had been open before. */
  opened(again: boolean): void {
    this.#open += 1;
    if (again) this.#reconnects += 1;
  }

  /** A socket was closed; `dropped` when that was not our wish. */
  closed(dropped: boolean): void {
    this.#open -= 1;
    if (dropped) this.#drops += 1;
  }

  received(events: number): void {
    this.#events += events;
  }

  /** Empties the counters into a slice; sockets that are open stay counted as open. */
  takeSlice(): SocketSlice {
    const slice = {
      measures: this.recorder.takeSlice(),
      open: this.#open,
      drops: this.#drops,
      reconnects: this.#reconnects,
      events: this.#events,
    };
    this.#drops = 0;
    this.#reconnects = 0;
    this.#events = 0;
    return slice;
  }
}
