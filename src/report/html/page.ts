import { formatDuration } from '../../base/duration.ts';
import { formatMs } from '../../base/format.ts';
import type { Exemplar } from '../../measure/exemplars.ts';
import type { TrafficRecord } from '../../record/run-record.ts';
import { measuredId } from '../../verdict/subject.ts';
import { percentileOf } from '../../verdict/verdict.ts';
import type { RunView } from '../../view/run-view.ts';
import { isWhole } from '../../view/whole-slices.ts';
import { html } from '../drawing/markup.ts';
import { latencyTime } from '../words/in-rounds.ts';
import { pageFrame } from './frame.ts';
import { auditsSection } from './sections/audits.ts';
import { brokenSection } from './sections/broken.ts';
import { burstsSection } from './sections/bursts.ts';
import { evidenceSection } from './sections/evidence.ts';
import { verdictHeader } from './sections/header.ts';
import { journeysSection } from './sections/journeys.ts';
import { capacitySection, loadCurveSection } from './sections/load-curve.ts';
import { measurerSection } from './sections/measurer.ts';
import { operationsSection, socketsSection } from './sections/operations.ts';
import { failureLines, trafficSection } from './sections/over-time.ts';
import { overloadSection } from './sections/overload.ts';
import { runSection } from './sections/run.ts';
import { roundMarks } from './sections/slices.ts';
import { exemplarsSection } from './sections/slowest.ts';

/**
 * The performance report of a run: one HTML file that needs nothing else, not even the network. The verdict comes first,
 * then what broke and why, then everything behind it. What was not measured has no section.
 */
export function htmlReport(view: RunView): string {
  const { record } = view;
  const { traffic } = record;
  const content = [
    brokenSection(view),
    ...(traffic === null
      ? [burstsSection(view), auditsSection(record), journeysSection(view), loadCurveSection(record)]
      : [
          trafficSection(view, traffic),
          overloadSection(view),
          capacitySection(record),
          operationsSection(view, traffic),
          journeysSection(view),
          loadCurveSection(record),
          socketsSection(view, traffic),
          exemplarsSection(view),
          measurerSection(view, traffic),
        ]),
    evidenceSection(view.evidence, traffic),
    runSection(record),
  ];
  return pageFrame(record, verdictHeader(view), html`${content}`, pageData(view));
}

type Slice = TrafficRecord['slices'][number];

/** What the page's own script knows: as little as its pointer and its percentile curves need. */
function pageData(view: RunView) {
  const { traffic, rounds } = view.record;
  const slices = traffic?.slices.filter(isWhole) ?? [];
  return {
    /** Of the slices that are drawn, milliseconds since the traffic began. */
    fromMs: slices.map(({ fromMs }) => Math.round(fromMs)),
    toMs: slices.map(({ toMs }) => Math.round(toMs)),
    charts: traffic === null ? {} : chartReadings(traffic, slices),
    rounds: roundMarks(rounds).map(({ fromMs, toMs, name }) => ({
      fromMs: Math.round(fromMs),
      toMs: Math.round(toMs),
      name,
    })),
    curves: curveData(view),
  };
}

/** What a pointer on a chart reads, by the chart's id; a value per slice, null where nothing was measured. */
function chartReadings(traffic: TrafficRecord, slices: readonly Slice[]) {
  const reading = (name: string, unit: string, of: (slice: Slice, index: number) => number | undefined) => ({
    name,
    unit,
    values: slices.map((slice, index) => rounded(of(slice, index))),
  });
  const users = reading('users', '', ({ vus }) => vus);
  const failures = traffic.failed === 0 ? [] : failureLines(traffic);
  return {
    latency: [
      reading('p50', 'ms', ({ latency }) => latency.p50Ms),
      reading('p95', 'ms', ({ latency }) => latency.p95Ms),
      reading('p99', 'ms', ({ latency }) => latency.p99Ms),
      users,
    ],
    throughput: [reading('requests', '/s', ({ requestsPerSecond }) => requestsPerSecond), users],
    failures: failures.map(({ name, points }) => reading(name, '/s', (_, index) => points[index]?.[1])),
    loop: [reading('delay p99', 'ms', ({ health }) => health.eventLoopDelayP99Ms)],
    host: [
      reading('host', '%', ({ health }) => health.hostCpu * 100),
      reading('generator, of one core', '%', ({ health }) => health.generatorCpu * 100),
    ],
    memory: [reading('memory', 'MB', ({ health }) => health.rssBytes / 1e6)],
  };
}

/** The percentile curves by operation: points, of what they are, limits (percentile, ms, name), and the slowest requests in words. */
function curveData({ record, curves, trafficVerdicts, burstVerdicts }: RunView) {
  const { traffic } = record;
  const verdicts = [...trafficVerdicts, ...burstVerdicts];
  const exemplars = traffic?.exemplars ?? [];
  const of = traffic === null ? 'its burst' : latencyTime(traffic);
  return Object.fromEntries(
    [...curves].map(([id, points]) => [
      id,
      {
        points,
        of,
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
