import type { Outcome } from '../measure/outcome.ts';
import type { SliceRound } from '../measure/slice.ts';
import { BucketHistogram } from './bucket-histogram.ts';
import { LatencyBuckets } from './latency-buckets.ts';
import type { MetricMaker } from './make-metrics.ts';

const KINDS = ['visits', 'burst', 'removal'] as const satisfies readonly SliceRound['kind'][];

/**
 * The families of rounds: which one measures, and how long the users' requests took meanwhile. Those are in no other
 * family of latencies, since what a round does is load of the suite, and not the scenario's.
 */
export function roundFamilies(maker: MetricMaker) {
  const buckets = {
    visits: new LatencyBuckets(),
    burst: new LatencyBuckets(),
    removal: new LatencyBuckets(),
  };
  let current: SliceRound | undefined;
  const active = maker.gauge(
    'loadtest_round_active',
    '1 while rounds of the suite do this next to the traffic',
    'kind',
  );
  for (const kind of KINDS) active.set({ kind }, 0);
  new BucketHistogram({
    name: 'loadtest_round_http_req_duration_seconds',
    help: "Latency of the users' requests while a round of the suite visits pages, sends its burst or removes what that made",
    labelNames: ['kind'],
    registry: maker.registry,
    series: () => KINDS.map((kind) => ({ labels: { kind }, buckets: buckets[kind] })),
  });
  return {
    /** The round that measures from now on. */
    changed(round: SliceRound | undefined): void {
      current = round;
      for (const kind of KINDS) active.set({ kind }, round?.kind === kind ? 1 : 0);
    },
    /** Adds the end of a request of the users. Returns whether it ended within a round. */
    ended(outcome: Outcome, latencyUs: number | undefined): boolean {
      if (current === undefined) return false;
      if (outcome === 'ok' && latencyUs !== undefined) buckets[current.kind].record(latencyUs);
      return true;
    },
  };
}
