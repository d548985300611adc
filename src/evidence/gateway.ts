import { sum } from '../base/statistics/averages.ts';
import type { Target } from '../target/environments/target.ts';
import type { Collector, Sample, Watch } from './collector.ts';
import type { EvidenceFigure, EvidenceKind, EvidenceUnit } from './evidence-record.ts';
import { routesBetween } from './gateway-routes.ts';
import { HttpSource } from './http-source.ts';
import { type MetricSample, parsePrometheusText } from './prometheus-text.ts';

/** Gauges of a process, by the family; the names are the same whatever the gateway is written in. */
const GAUGES: readonly (readonly [family: string, name: string, unit: EvidenceUnit, kind?: EvidenceKind])[] =
  [
    ['process_resident_memory_bytes', 'memory', 'memory'],
    ['go_memstats_heap_inuse_bytes', 'heap', 'memory'],
    ['nodejs_heap_size_used_bytes', 'heap', 'memory'],
    ['go_goroutines', 'goroutines', 'count'],
    ['nodejs_active_handles_total', 'open handles', 'count'],
    ['process_open_fds', 'open files', 'count'],
    ['autolytiq_http_requests_in_flight', 'requests in flight', 'count'],
    ['db_pool_connections_in_use', 'database connections in use', 'count'],
    [
      'db_pool_connections_waiting',
      'queries that wait for a connection',
      'count',
      'queries without a connection',
    ],
  ];

/** Counters of the gateway's rate limits, by the label `limit_type`: checks, and requests over the limit. */
const LIMITS = [
  ['rate_limit_requests_total', 'rate_limit_rejections_total'],
  ['autolytiq_rate_limit_hits_total', 'autolytiq_rate_limit_exceeded_total'],
] as const;

/**
 * Reads the gateway's own `/metrics`: its histogram of requests, its rate limits, and its process over time.
 *
 * @param open how the gateway is reached; tests give another
 */
export function gatewayCollector(
  { baseUrl, tlsVerify }: Pick<Target, 'baseUrl' | 'tlsVerify'>,
  open: () => Pick<HttpSource, 'get' | 'close'> = () => new HttpSource(baseUrl, { tlsVerify }),
): Collector {
  return {
    source: 'gateway',
    place: `${new URL(baseUrl).host}${new URL(baseUrl).pathname.replace(/\/+$/, '')}/metrics`,
    async start(ending) {
      const gateway = open();
      ending?.addEventListener('abort', () => gateway.close());
      try {
        const read = async () => parsePrometheusText((await gateway.get('/metrics')).toString('utf8'));
        return watch(await read(), read, () => gateway.close());
      } catch (error) {
        gateway.close();
        throw error;
      }
    },
  };
}

function watch(
  before: readonly MetricSample[],
  read: () => Promise<MetricSample[]>,
  close: () => void,
): Watch {
  let after: readonly MetricSample[] = before;
  const processes = new Set<number>();
  const note = (samples: readonly MetricSample[]) => {
    for (const { name, value } of samples) if (name === 'process_start_time_seconds') processes.add(value);
    return samples;
  };
  note(before);
  return {
    sample: async () => gauges(note(await read())),
    async end() {
      after = note(await read());
    },
    async find() {
      if (processes.size > 1)
        return {
          problems: [
            `no counters: ${processes.size} processes answered, since the gateway has several instances or was restarted; PROMETHEUS_URL sums them up`,
          ],
        };
      const figures = gauges(after).map((gauge): EvidenceFigure => {
        const then = gauges(before).find(({ name }) => name === gauge.name);
        return { ...gauge, ...(then !== undefined && { before: then.value }) };
      });
      return { figures: [...figures, ...limitFigures(before, after)], routes: routesBetween(before, after) };
    },
    close,
  };
}

function gauges(samples: readonly MetricSample[]): Sample[] {
  return GAUGES.flatMap(([family, name, unit, kind]) => {
    const found = samples.filter((sample) => sample.name === family);
    if (found.length === 0) return [];
    return [{ name, ...(kind && { kind }), unit, value: sum(found.map(({ value }) => value)) }];
  });
}

/** Each tier's checks and requests over its limit during the run. */
function limitFigures(before: readonly MetricSample[], after: readonly MetricSample[]): EvidenceFigure[] {
  const families = LIMITS.find(([checks]) => after.some(({ name }) => name === checks));
  if (families === undefined) return [];
  const grown = (family: string, tier: string) => {
    const total = (samples: readonly MetricSample[]) =>
      sum(
        samples
          .filter(({ name, labels }) => name === family && labels.limit_type === tier)
          .map(({ value }) => value),
      );
    return total(after) - total(before);
  };
  const tiers = new Set(
    after.flatMap(({ name, labels }) => (name === families[0] ? (labels.limit_type ?? []) : [])),
  );
  return [...tiers].flatMap((tier): EvidenceFigure[] => [
    { name: `checks of the rate limit per ${tier}`, unit: 'count', value: grown(families[0], tier) },
    {
      name: `requests over the rate limit per ${tier}`,
      kind: 'requests over a rate limit',
      unit: 'count',
      value: grown(families[1], tier),
    },
  ]);
}
