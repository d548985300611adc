import { median } from '../../base/statistics/averages.ts';
import type { RunRecord, TrafficRecord } from '../../record/run-record.ts';
import type { ChartBackground } from './chart-background.ts';
import { chartFigure } from './chart-figure.ts';
import { type Html, html } from './markup.ts';
import { ownedVerdicts } from './owned-verdicts.ts';
import { isWhole, slicePoints, usersLine } from './slice-points.ts';
import { count, msOrDash } from './words.ts';

/** From here on, as a multiple of the median, the slowest would press it flat on a straight axis. */
const LOGARITHMIC_FROM = 40;
const USERS = { name: 'virtual users', color: 'load-fill', shape: 'block' } as const;

/** p50, p95 and p99 over time under the users, with the scenario's limit where it is near. */
export function latencyOverTime(
  record: RunRecord,
  traffic: TrafficRecord,
  background: ChartBackground,
): Html {
  const limit = ownedVerdicts(record).traffic.find(
    ({ column, statistic }) => column === 'scenario' && statistic === 'p95',
  )?.limit;
  const values = (key: 'p50Ms' | 'p99Ms') =>
    traffic.slices.filter(isWhole).flatMap(({ latency }) => latency[key] ?? []);
  const highest = Math.max(0, ...values('p99Ms'));
  const isLogarithmic = highest > LOGARITHMIC_FROM * (median(values('p50Ms')) ?? Infinity);
  // A limit far above everything would press the lines flat.
  const isNear = limit !== undefined && limit < highest * (isLogarithmic ? 12 : 2.5);
  const { p50Ms, p95Ms, p99Ms } = traffic.latency;
  return chartFigure(
    {
      ...background,
      id: 'latency',
      unit: isLogarithmic ? 'ms, logarithmic' : 'ms',
      loadUnit: 'users',
      label: `Latency over time. Over the whole run p50 ${msOrDash(p50Ms)}, p95 ${msOrDash(p95Ms)}, p99 ${msOrDash(p99Ms)} ms. The table below has the figures of each slice.`,
      isLogarithmic,
      lines: [
        usersLine(traffic),
        { name: 'p50', color: 'p50', points: slicePoints(traffic, ({ latency }) => latency.p50Ms) },
        { name: 'p99', color: 'p99', points: slicePoints(traffic, ({ latency }) => latency.p99Ms) },
        {
          name: 'p95',
          color: 'p95',
          points: slicePoints(traffic, ({ latency }) => latency.p95Ms),
          width: 2.4,
        },
      ],
      ...(isNear && { limit: { value: limit, text: `p95 limit ${count(limit)} ms` } }),
    },
    {
      title: 'Latency of all requests',
      swatches: [
        ...(['p50', 'p95', 'p99'] as const).map((name) => ({ name, color: name })),
        USERS,
        ...background.swatches,
      ],
      below:
        limit !== undefined &&
        !isNear &&
        html`<p class="note">The limit of the p95, ${count(limit)} ms, is far above this picture.</p>`,
    },
  );
}

/** Requests per second over time under the users. */
export function throughputOverTime(traffic: TrafficRecord, background: ChartBackground): Html {
  const line = {
    name: 'requests/s',
    color: 'throughput',
    width: 2,
    points: slicePoints(traffic, ({ requestsPerSecond }) => requestsPerSecond),
  };
  return chartFigure(
    {
      ...background,
      id: 'throughput',
      unit: 'requests/s',
      loadUnit: 'users',
      label: `Requests per second over time, ${traffic.requestsPerSecond.toFixed(1)} on average. The table below has the figures of each slice.`,
      lines: [usersLine(traffic), line],
    },
    {
      title: 'Throughput',
      swatches: [{ name: 'requests/s', color: 'throughput' }, USERS, ...background.swatches],
    },
  );
}
