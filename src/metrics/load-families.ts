import type { Slice } from '../measure/slice.ts';
import type { Progress } from '../traffic/watch/progress.ts';
import type { MetricMaker } from './make-metrics.ts';

export interface LoadFacts {
  readonly peakVus: number;
  readonly plannedDurationMs: number;
}

/** The families of the load itself: who is there, how far the run is, what arrived, what the sockets did. */
export class LoadFamilies {
  readonly #metrics: ReturnType<typeof loadMetrics>;

  constructor(maker: MetricMaker, { peakVus, plannedDurationMs }: LoadFacts) {
    const metrics = loadMetrics(maker);
    this.#metrics = metrics;
    metrics.peakVus.set(peakVus);
    metrics.planned.set(plannedDurationMs / 1000);
    // There from the beginning, as zeros, so that the first one counts as an increase.
    for (const state of ['offered', 'sent', 'not_sent', 'late']) metrics.arrivals.inc({ state }, 0);
    for (const event of ['received', 'drop', 'reconnect']) metrics.socketEvents.inc({ event }, 0);
  }

  progress({ vus, elapsedMs }: Progress): void {
    this.#metrics.vus.set(vus);
    this.#metrics.elapsed.set(elapsedMs / 1000);
  }

  flowEnded(): void {
    this.#metrics.iterations.inc();
  }

  sliceClosed({ arrivals, sockets }: Slice): void {
    if (arrivals !== undefined) {
      const { offered, sent, notSent, late } = arrivals;
      for (const [state, count] of Object.entries({ offered, sent, not_sent: notSent, late }))
        this.#metrics.arrivals.inc({ state }, count);
    }
    if (sockets === undefined) return;
    const { open, drops, reconnects, events } = sockets;
    this.#metrics.socketsOpen.set(open);
    for (const [event, count] of Object.entries({ received: events, drop: drops, reconnect: reconnects }))
      this.#metrics.socketEvents.inc({ event }, count);
  }

  /** Everybody has gone home. */
  finish(): void {
    this.#metrics.vus.set(0);
    this.#metrics.socketsOpen.set(0);
  }
}

function loadMetrics({ gauge, counter }: MetricMaker) {
  return {
    vus: gauge('loadtest_vus', 'Virtual users that are active'),
    peakVus: gauge('loadtest_vus_max', "Virtual users at the scenario's peak"),
    elapsed: gauge('loadtest_elapsed_seconds', 'Time since the traffic began'),
    planned: gauge('loadtest_planned_duration_seconds', 'Length of all stages'),
    iterations: counter(
      'loadtest_iterations_total',
      'Flows of virtual users that ended, by themselves or when the user was sent home',
    ),
    arrivals: counter(
      'loadtest_arrivals_total',
      'Arrivals of the open model by what became of them, as far as slices are closed',
      ['state'],
    ),
    socketsOpen: gauge('loadtest_sockets_open', 'WebSockets open when the last slice closed'),
    socketEvents: counter(
      'loadtest_socket_events_total',
      'What happened on WebSockets, as far as slices are closed',
      ['event'],
    ),
  };
}
