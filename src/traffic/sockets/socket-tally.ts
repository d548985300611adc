import { isFailure, type Outcome } from '../../measure/outcome.ts';
import { NO_EVIDENCE } from '../../measure/own-delay.ts';
import type { Recorder } from '../../measure/recorder.ts';
import type { SocketSlice } from '../../measure/slice.ts';
import { type SocketMeasureId, socketMeasures, socketPath } from '../../target/socket-measures.ts';
import type { FailedRequest } from '../users/traffic-parts.ts';
import { recorderFor, type TrafficMeter } from '../watch/traffic-meter.ts';

/** The end of a measurement, in addition to its outcome. */
export interface SocketEnd {
  /** Undefined when there is nothing to measure, e.g. since the socket was lost. */
  readonly latencyUs?: number | undefined;
  /** What the measurer may have added to it by reading its end late, where that was not just now. */
  readonly ownDelayUs?: number | undefined;
  /** What the measurer may have added to it by writing its beginning slowly; 0 by default. */
  readonly sendDelayUs?: number;
  /** Of the answer to the upgrade. */
  readonly status?: number;
  readonly traceId?: string;
}

/** After a pause of this process as long as this, a timeout on a socket is not evidence against the target. */
const HIDES_ANSWER_US = 100_000;

/**
 * Counts what all sockets of a traffic did, with a separate recorder: a round trip or an event on a socket is not a
 * request, and must not improve the requests' percentiles and error rate.
 */
export class SocketTally {
  readonly #recorder: Recorder;
  readonly #measures: ReadonlySet<SocketMeasureId>;
  readonly #onFailure: (failed: FailedRequest) => void;
  readonly #ownDelayMs: () => number;
  #open = 0;
  #drops = 0;
  #reconnects = 0;
  #events = 0;

  /**
   * @param measures what is to be recorded; the ends of others are left out
   * @param ownDelayMs bounds what the measurer adds to what is read from a socket at this moment
   */
  constructor(
    measures: ReadonlySet<SocketMeasureId>,
    onFailure: (failed: FailedRequest) => void,
    meter?: TrafficMeter,
    ownDelayMs: () => number = () => 0,
  ) {
    this.#ownDelayMs = ownDelayMs;
    this.#recorder = recorderFor([...measures], meter);
    this.#measures = measures;
    this.#onFailure = onFailure;
  }

  /** Records how one measurement ended. */
  end(id: SocketMeasureId, outcome: Outcome, end: SocketEnd = {}): void {
    if (!this.#measures.has(id)) return;
    const { latencyUs, status = 0, traceId = '', sendDelayUs = 0 } = end;
    const { ownDelayUs: readDelayUs = this.ownDelayUs() } = end;
    // After a pause of this process a timer fires although the answer is there. It is set when the beginning was written.
    const isHidden = outcome === 'timeout' && readDelayUs > HIDES_ANSWER_US;
    this.#recorder.start();
    this.#recorder.end(id, outcome, latencyUs, 0, isHidden ? NO_EVIDENCE : readDelayUs + sendDelayUs);
    if (!isFailure(outcome)) return;
    const socket = socketMeasures.find((measure) => measure.id === id)?.socket;
    this.#onFailure({
      operationId: id,
      method: 'WS',
      path: socket === undefined ? '' : socketPath(socket),
      outcome,
      status,
      latencyMs: latencyUs === undefined ? undefined : latencyUs / 1000,
      traceId,
    });
  }

  /** What the measurer may have added to what is read from a socket at this moment, in microseconds. */
  ownDelayUs(): number {
    return this.#ownDelayMs() * 1000;
  }

  /** A socket was opened; `again` when it had been open before. */
  opened(again: boolean): void {
    this.#open += 1;
    if (again) this.#reconnects += 1;
  }

  /** A socket was closed; `dropped` when we did not close it. */
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
      measures: this.#recorder.takeSlice(),
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
