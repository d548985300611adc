import { formatDuration } from '../../base/duration.ts';
import { formatMs } from '../../base/format.ts';
import type { Exemplar } from '../../measure/exemplars.ts';
import { measuredId } from '../../verdict/subject.ts';
import { percentileOf } from '../../verdict/verdict.ts';
import type { PercentileCurve } from '../../view/percentile-curve.ts';
import type { RunView } from '../../view/run-view.ts';
import { failureLines } from './sections/over-time.ts';
import { isWhole, roundMarks } from './sections/slices.ts';

/** What the page's own script knows: as little as its pointer and its percentile curves need. */
export interface PageData {
  /** Of the slices that are drawn, milliseconds since the traffic began. */
  readonly fromMs: readonly number[];
  readonly toMs: readonly number[];
  /** What a pointer on a chart reads, by the chart's id; a value per slice, null where nothing was measured. */
  readonly charts: Readonly<Record<string, readonly Reading[]>>;
  readonly rounds: readonly { readonly fromMs: number; readonly toMs: number; readonly name: string }[];
  /** By operation. */
  readonly curves: Readonly<Record<string, CurveData>>;
}

interface Reading {
  readonly name: string;
  readonly unit: string;
  readonly values: readonly (number | null)[];
}

interface CurveData {
  readonly points: PercentileCurve;
  /** Percentile, limit in milliseconds, name of the limit. */
  readonly limits: readonly (readonly [number, number, string])[];
  /** Slowest first, in words. */
  readonly slowest: readonly string[];
}

/** Gathers it. */
export function pageData(view: RunView): PageData {
  const { record } = view;
  const { traffic } = record;
  const slices = traffic?.slices.filter(isWhole) ?? [];
  const reading = (
    name: string,
    unit: string,
    of: (slice: (typeof slices)[number]) => number | undefined,
  ): Reading => ({ name, unit, values: slices.map((slice) => rounded(of(slice))) });
  const users = reading('users', '', ({ vus }) => vus);
  const failures = traffic === null || traffic.failed === 0 ? [] : failureLines(traffic);
  return {
    fromMs: slices.map(({ fromMs }) => Math.round(fromMs)),
    toMs: slices.map(({ toMs }) => Math.round(toMs)),
    charts:
      traffic === null
        ? {}
        : {
            latency: [
              reading('p50', 'ms', ({ latency }) => latency.p50Ms),
              reading('p95', 'ms', ({ latency }) => latency.p95Ms),
              reading('p99', 'ms', ({ latency }) => latency.p99Ms),
              users,
            ],
            throughput: [reading('requests', '/s', ({ requestsPerSecond }) => requestsPerSecond), users],
            failures: failures.map(({ name, points }) => ({
              name,
              unit: '/s',
              values: points.slice(0, slices.length).map(([, value]) => rounded(value)),
            })),
            loop: [reading('delay p99', 'ms', ({ health }) => health.eventLoopDelayP99Ms)],
            host: [
              reading('host', '%', ({ health }) => health.hostCpu * 100),
              reading('generator, of one core', '%', ({ health }) => health.generatorCpu * 100),
            ],
            memory: [reading('memory', 'MB', ({ health }) => health.rssBytes / 1e6)],
          },
    rounds: roundMarks(record.rounds).map(({ fromMs, toMs, name }) => ({
      fromMs: Math.round(fromMs),
      toMs: Math.round(toMs),
      name,
    })),
    curves: curveData(view),
  };
}

function curveData({ record, curves, trafficVerdicts, burstVerdicts }: RunView): PageData['curves'] {
  const verdicts = [...trafficVerdicts, ...burstVerdicts];
  const exemplars = record.traffic?.exemplars ?? [];
  return Object.fromEntries(
    [...curves].map(([id, points]) => [
      id,
      {
        points,
        limits: verdicts
          .filter(({ subject }) => measuredId(subject) === id)
          .flatMap(({ statistic, limit, column }): [number, number, string][] => {
            const percentile = percentileOf(statistic);
            return percentile === undefined ? [] : [[percentile, limit, `${column} ${statistic}`]];
          }),
        slowest: exemplars.filter(({ operationId }) => operationId === id).map(slowestWords),
      },
    ]),
  );
}

function slowestWords({ latencyMs, atMs, traceId }: Exemplar): string {
  return `${formatMs(latencyMs)} ms at ${formatDuration(atMs)}, trace ${traceId}`;
}

function rounded(value: number | undefined): number | null {
  return value === undefined ? null : Number(value.toPrecision(3));
}
