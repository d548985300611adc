import { Counter, Gauge, type Registry } from 'prom-client';
import type { Slice } from '../measure/slice.ts';
import type { Progress } from '../traffic/watch/progress.ts';

export interface LoadFacts {
  readonly peakVus: number;
  readonly plannedDurationMs: number;
}

/** The families of the load itself: who is there, how far the run is, what arrived, what the sockets did. */
export class LoadFamilies {
  readonly #vus: Gauge;
  readonly #elapsed: Gauge;
  readonly #iterations: Counter;
  readonly #arrivals: Counter;
  readonly #socketsOpen: Gauge;
  readonly #socketEvents: Counter;

  constructor(registry: Registry, { peakVus, plannedDurationMs }: LoadFacts) {
    const registers = [registry];
    const gauge = (name: string, help: string) => new Gauge({ name, help, registers });
    this.#vus = gauge('loadtest_vus', 'Virtual users that are active');
    gauge('loadtest_vus_max', "Virtual users at the scenario's peak").set(peakVus);
    this.#elapsed = gauge('loadtest_elapsed_seconds', 'Time since the traffic began');
    gauge('loadtest_planned_duration_seconds', 'Length of all stages').set(plannedDurationMs / 1000);
    this.#iterations = new Counter({
      name: 'loadtest_iterations_total',
      help: 'Flows of virtual users that ended, by themselves or when the user was sent home',
      registers,
    });
    this.#arrivals = new Counter({
      name: 'loadtest_arrivals_total',
      help: 'Arrivals of the open model by what became of them, as far as slices are closed',
      labelNames: ['state'],
      registers,
    });
    this.#socketsOpen = gauge('loadtest_sockets_open', 'WebSockets open when the last slice closed');
    this.#socketEvents = new Counter({
      name: 'loadtest_socket_events_total',
      help: 'What happened on WebSockets, as far as slices are closed',
      labelNames: ['event'],
      registers,
    });
    // There from the beginning, as zeros, so that the first one counts as an increase.
    for (const state of ['offered', 'sent', 'not_sent', 'late']) this.#arrivals.inc({ state }, 0);
    for (const event of ['received', 'drop', 'reconnect']) this.#socketEvents.inc({ event }, 0);
  }

  progress({ vus, elapsedMs }: Progress): void {
    this.#vus.set(vus);
    this.#elapsed.set(elapsedMs / 1000);
  }

  flowEnded(): void {
    this.#iterations.inc();
  }

  sliceClosed({ arrivals, sockets }: Slice): void {
    if (arrivals !== undefined) {
      const { offered, sent, notSent, late } = arrivals;
      for (const [state, count] of Object.entries({ offered, sent, not_sent: notSent, late }))
        this.#arrivals.inc({ state }, count);
    }
    if (sockets === undefined) return;
    const { open, drops, reconnects, events } = sockets;
    this.#socketsOpen.set(open);
    for (const [event, count] of Object.entries({ received: events, drop: drops, reconnect: reconnects }))
      this.#socketEvents.inc({ event }, count);
  }

  /** Everybody has gone home. */
  finish(): void {
    this.#vus.set(0);
    this.#socketsOpen.set(0);
  }
}
