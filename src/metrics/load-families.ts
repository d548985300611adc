import type { Slice } from '../measure/slice.ts';
import type { Progress } from '../traffic/watch/progress.ts';
import type { MetricMaker } from './make-metrics.ts';

export interface LoadFacts {
  /** Virtual users that the run may have at most. */
  readonly maxVus: number;
  readonly plannedDurationMs: number;
}

/** The families of the load itself: who is there, how far the run is, what arrived, what the sockets did. */
export function loadFamilies({ gauge, counter }: MetricMaker, { maxVus, plannedDurationMs }: LoadFacts) {
  const vus = gauge('loadtest_vus', 'Virtual users that are active');
  gauge('loadtest_vus_max', 'Virtual users that the run may have at most').set(maxVus);
  const elapsed = gauge('loadtest_elapsed_seconds', 'Time since the traffic began');
  gauge('loadtest_planned_duration_seconds', 'Length of all stages').set(plannedDurationMs / 1000);
  const iterationsHelp = 'Flows of virtual users that ended, by themselves or when the user was sent home';
  const iterations = counter('loadtest_iterations_total', iterationsHelp);
  const arrivalsHelp = 'Arrivals of the open model by what became of them, as far as slices are closed';
  const arrivals = counter('loadtest_arrivals_total', arrivalsHelp, 'state');
  const socketsOpen = gauge('loadtest_sockets_open', 'WebSockets open when the last slice closed');
  const eventsHelp = 'What happened on WebSockets, as far as slices are closed';
  const socketEvents = counter('loadtest_socket_events_total', eventsHelp, 'event');

  function addArrivals({
    offered,
    sent,
    notSent,
    late,
  }: Pick<NonNullable<Slice['arrivals']>, 'offered' | 'sent' | 'notSent' | 'late'>): void {
    for (const [state, count] of Object.entries({ offered, sent, not_sent: notSent, late }))
      arrivals.inc({ state }, count);
  }
  function addEvents({
    drops,
    reconnects,
    events,
  }: Pick<NonNullable<Slice['sockets']>, 'drops' | 'reconnects' | 'events'>): void {
    for (const [event, count] of Object.entries({ received: events, drop: drops, reconnect: reconnects }))
      socketEvents.inc({ event }, count);
  }
  // There from the beginning, as zeros, so that the first one counts as an increase.
  addArrivals({ offered: 0, sent: 0, notSent: 0, late: 0 });
  addEvents({ drops: 0, reconnects: 0, events: 0 });

  return {
    progress(progress: Progress): void {
      vus.set(progress.vus);
      elapsed.set(progress.elapsedMs / 1000);
    },
    flowEnded(): void {
      iterations.inc();
    },
    sliceClosed(slice: Slice): void {
      if (slice.arrivals !== undefined) addArrivals(slice.arrivals);
      if (slice.sockets === undefined) return;
      socketsOpen.set(slice.sockets.open);
      addEvents(slice.sockets);
    },
    /** Everybody has gone home. */
    finish(): void {
      vus.set(0);
      socketsOpen.set(0);
    },
  };
}
