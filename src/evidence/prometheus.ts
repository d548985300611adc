import { messageOf } from '../base/attempt.ts';
import type { Collector, FoundSeries, Watch } from './collector.ts';
import type { EvidenceFigure, EvidenceUnit } from './evidence-record.ts';
import { HttpSource } from './http-source.ts';
import { decoded, sourceAddress } from './source-address.ts';

/** About so many points has a series. */
const POINTS = 120;
/** Prometheus rarely scrapes more often. */
const LEAST_STEP_SECONDS = 5;
/** Costs a Prometheus nothing. */
const ALIVE_QUERY = 'query?query=1';
/** So many series are taken of a query, those with the highest values. */
const MOST_SERIES = 8;

interface PrometheusQuery {
  readonly name: string;
  readonly unit: EvidenceUnit;
  /** The label by which its series differ; none where there is one. */
  readonly by?: string;
  readonly query: string;
}

/** docs/evidence.md lists them too. */
const QUERIES: readonly PrometheusQuery[] = [
  {
    name: 'processor',
    unit: 'cores',
    by: 'job',
    query: 'sum by (job) (rate(process_cpu_seconds_total[1m]))',
  },
  { name: 'memory', unit: 'memory', by: 'job', query: 'sum by (job) (process_resident_memory_bytes)' },
  { name: 'goroutines', unit: 'count', by: 'job', query: 'sum by (job) (go_goroutines)' },
  {
    name: 'requests at the gateway',
    unit: 'per second',
    query: 'sum(rate(autolytiq_http_requests_total[1m]))',
  },
  {
    name: 'p95 at the gateway',
    unit: 'ms',
    query:
      '1000 * histogram_quantile(0.95, sum by (le) (rate(autolytiq_http_request_duration_seconds_bucket[1m])))',
  },
];

/** Queries on the containers of a namespace. */
function podQueries(namespace: string): PrometheusQuery[] {
  const periods = (kind: string) =>
    `sum by (pod) (rate(container_cpu_cfs_${kind}periods_total{namespace="${namespace}"}[1m]))`;
  return [
    {
      name: 'processor of pod',
      unit: 'cores',
      by: 'pod',
      query: `sum by (pod) (rate(container_cpu_usage_seconds_total{namespace="${namespace}",container!=""}[1m]))`,
    },
    {
      name: 'time throttled of pod',
      unit: 'share',
      by: 'pod',
      query: `${periods('throttled_')} / ${periods('')}`,
    },
  ];
}

export interface PrometheusOptions {
  readonly tlsVerify: boolean;
  /** Its pods are asked for too. */
  readonly namespace?: string | undefined;
  /** Milliseconds since 1970. */
  readonly epochMs?: () => number;
}

/** Asks a Prometheus, at the run's end, for processors, memory, goroutines, requests and p95 during the run. */
export function prometheusCollector(
  prometheusUrl: string,
  { tlsVerify, namespace, epochMs = Date.now }: PrometheusOptions,
): Collector {
  const address = sourceAddress(prometheusUrl, ['http:', 'https:']);
  return {
    source: 'prometheus',
    place: address?.place ?? 'PROMETHEUS_URL',
    async start(ending) {
      if (address === undefined)
        throw new Error(
          'PROMETHEUS_URL is something else, it should be an address such as https://host:port',
        );
      const { origin, pathname, username, password } = address.url;
      const account = `${decoded(username)}:${decoded(password)}`;
      const source = new HttpSource(origin + pathname.replace(/\/+$/, ''), {
        tlsVerify,
        ...(username !== '' && { authorization: `Basic ${Buffer.from(account).toString('base64')}` }),
      });
      ending?.addEventListener('abort', () => source.close());
      try {
        // Also tells whether anybody answers there, so that the end of the run waits for nobody who does not.
        await ask(source, ALIVE_QUERY);
      } catch (error) {
        source.close();
        throw error;
      }
      return watch(source, [...QUERIES, ...(namespace === undefined ? [] : podQueries(namespace))], epochMs);
    },
  };
}

function watch(source: HttpSource, queries: readonly PrometheusQuery[], epochMs: () => number): Watch {
  const fromMs = epochMs();
  let toMs = fromMs;
  return {
    async end() {
      toMs = epochMs();
      // One that fell silent during the run is given up here, within the time of all sources, and not query by query.
      await source.answers(`/api/v1/${ALIVE_QUERY}`);
    },
    async find(early) {
      const series: FoundSeries[] = [];
      const silent: string[] = [];
      const problems: string[] = [];
      const step = Math.max(LEAST_STEP_SECONDS, Math.ceil((toMs - fromMs) / 1000 / POINTS));
      const times = `start=${fromMs / 1000}&end=${toMs / 1000}&step=${step}`;
      // One after the other: the connection carries one request at a time.
      for (const query of queries) {
        try {
          const results = await ask(source, `query_range?query=${encodeURIComponent(query.query)}&${times}`);
          const found = seriesOf(query, results);
          if (found.length === 0) silent.push(query.name);
          series.push(...found);
          early?.({ series: [...series], figures: series.map(highest), problems });
        } catch (error) {
          // One query that it refuses costs the figures of that query.
          problems.push(messageOf(error));
        }
      }
      if (silent.length > 0) problems.push(`it has no figures of the run for: ${silent.join(', ')}`);
      return { series, figures: series.map(highest), problems };
    },
    close: () => source.close(),
  };
}

/** A result of Prometheus's HTTP API, https://prometheus.io/docs/prometheus/latest/querying/api/ */
interface QueryResult {
  readonly metric: Readonly<Record<string, string>>;
  readonly values?: readonly (readonly [seconds: number, value: string])[];
}

async function ask(source: HttpSource, query: string): Promise<readonly QueryResult[]> {
  const text = (await source.get(`/api/v1/${query}`)).toString('utf8');
  const { data } = parsed(text);
  return Array.isArray(data?.result) ? data.result : [];
}

function parsed(text: string): { readonly data?: { readonly result?: QueryResult[] } } {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('it answered with something else than JSON: is it a Prometheus?');
  }
}

function seriesOf({ name, unit, by }: PrometheusQuery, results: readonly QueryResult[]): FoundSeries[] {
  return results
    .map(({ metric, values = [] }) => ({
      name: by === undefined ? name : `${name} ${metric[by] ?? ''}`.trimEnd(),
      unit,
      points: values
        .map(([seconds, value]) => ({ atEpochMs: seconds * 1000, value: Number(value) }))
        // The p95 of no request is NaN.
        .filter(({ value }) => Number.isFinite(value)),
    }))
    .filter(({ points }) => points.length > 0)
    .sort((a, b) => highest(b).value - highest(a).value)
    .slice(0, MOST_SERIES);
}

function highest({ name, unit, points }: FoundSeries): EvidenceFigure {
  return { name: `highest ${name}`, unit, value: Math.max(...points.map(({ value }) => value)) };
}
