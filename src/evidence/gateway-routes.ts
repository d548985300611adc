import type { RouteEvidence } from './evidence-record.ts';
import type { MetricSample } from './prometheus-text.ts';

/** Histograms of the gateway, in seconds with the labels `method` and `path`. The first that it has is taken. */
const HISTOGRAMS = [
  'autolytiq_http_request_duration_seconds',
  'http_request_duration_seconds',
  'api_gateway_request_duration_seconds',
];

interface Histogram {
  readonly method: string;
  readonly path: string;
  count: number;
  sumSeconds: number;
  /** Requests up to each bound, by the bound in seconds. */
  readonly upTo: Map<number, number>;
}

/** What the gateway's histogram counted between two readings, the route with most requests first. */
export function routesBetween(
  before: readonly MetricSample[],
  after: readonly MetricSample[],
): RouteEvidence[] {
  const name = HISTOGRAMS.find((each) => after.some((sample) => sample.name === `${each}_count`));
  if (name === undefined) return [];
  const then = histograms(name, before);
  return [...histograms(name, after)]
    .flatMap(([key, now]) => routeBetween(then.get(key), now))
    .sort((a, b) => b.count - a.count);
}

/** By method and path; a histogram's other labels, such as the status, are summed up. */
function histograms(name: string, samples: readonly MetricSample[]): Map<string, Histogram> {
  const found = new Map<string, Histogram>();
  for (const { name: family, labels, value } of samples) {
    if (!family.startsWith(`${name}_`)) continue;
    const { method = '', path = '', le } = labels;
    const key = `${method} ${path}`;
    const histogram = found.get(key) ?? { method, path, count: 0, sumSeconds: 0, upTo: new Map() };
    found.set(key, histogram);
    if (family === `${name}_count`) histogram.count += value;
    else if (family === `${name}_sum`) histogram.sumSeconds += value;
    else if (le !== undefined) {
      const bound = le === '+Inf' ? Infinity : Number(le);
      histogram.upTo.set(bound, (histogram.upTo.get(bound) ?? 0) + value);
    }
  }
  return found;
}

function routeBetween(then: Histogram | undefined, now: Histogram): RouteEvidence[] {
  const { method, path } = now;
  const count = now.count - (then?.count ?? 0);
  if (count <= 0) return [];
  const meanMs = ((now.sumSeconds - (then?.sumSeconds ?? 0)) / count) * 1000;
  return [{ method, path, count, meanMs, ...p95Between(then, now, count) }];
}

/** The bounds around the p95; nothing where there are no buckets, as in a summary, whose quantiles are not of the run alone. */
function p95Between(
  then: Histogram | undefined,
  now: Histogram,
  count: number,
): Pick<RouteEvidence, 'p95FromMs' | 'p95ToMs'> {
  const bounds = [...now.upTo.keys()].filter(Number.isFinite).sort((a, b) => a - b);
  if (bounds.length === 0) return {};
  const isIn = (bound: number) =>
    (now.upTo.get(bound) ?? 0) - (then?.upTo.get(bound) ?? 0) >= Math.ceil(count * 0.95);
  const to = bounds.find(isIn);
  const from = bounds.findLast((bound) => to === undefined || bound < to) ?? 0;
  return { p95FromMs: from * 1000, ...(to !== undefined && { p95ToMs: to * 1000 }) };
}
