import { formatDuration } from '../../base/duration.ts';
import { formatFigure, formatMs } from '../../base/format.ts';
import { textTable } from '../../base/text-table.ts';
import type { OperationRecord, RunRecord, TrafficRecord } from '../../record/run-record.ts';
import { measuredId } from '../../verdict/subject.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import type { RunView } from '../../view/run-view.ts';
import {
  besidesLines,
  countLines,
  k6Metrics,
  memoryLines,
  startLagLines,
  testDataLine,
} from '../words/run-lines.ts';
import { auditLines, perceivedLines } from './tables.ts';

const OUTCOME_WORDS = {
  pass: 'PASSED',
  fail: 'FAILED',
  invalid: 'INVALID: the measurement cannot be trusted, so nothing is judged',
  'could not run': 'COULD NOT RUN TO ITS END',
} as const;

/** The summary of a run as text, in k6's terms, for a terminal or a log. Ends with a line break. */
export function summaryText({ record, counts }: RunView): string {
  const target = `${record.baseUrl} (${record.environment}${record.sandbox ? ', embedded sandbox' : ''})`;
  const parts = [
    `${record.scenario} against ${target}: ${OUTCOME_WORDS[record.outcome]}`,
    ...(record.traffic === null ? [] : [trafficPart(record.traffic, record)]),
    ...(record.rounds.length === 0 ? [] : [journeysPart(record)]),
    ...perceivedPart(record),
    ...(record.bursts.length === 0 ? [] : [burstsPart(record)]),
    ...(record.audits === undefined ? [] : [auditLines(record.audits)]),
    limitsPart(record.verdicts, counts),
    ...(record.reasons.length === 0
      ? []
      : [`Why:\n${record.reasons.map(({ text }) => `  - ${text}`).join('\n')}`]),
    testDataLine(record.testData),
  ];
  return `${parts.join('\n\n')}\n`;
}

function trafficPart(traffic: TrafficRecord, record: RunRecord): string {
  const { arrivals, elapsedMs } = traffic;
  const lines = [
    ...k6Metrics(traffic),
    ...startLagLines(traffic),
    ...countLines(traffic),
    ...besidesLines(traffic),
    ...memoryLines(traffic),
  ];
  const model = arrivals === undefined ? '' : `${arrivals.offered} arrivals, from `;
  return [
    `${model}${record.vus} virtual users${arrivals === undefined ? '' : ' on'} for ${formatDuration(elapsedMs)}`,
    ...lines.map(([name, text]) => `  ${name.padEnd(26, '.')}: ${text}`),
    '',
    operationsTable(traffic.operations, record.verdicts),
  ].join('\n');
}

function operationsTable(operations: readonly OperationRecord[], verdicts: readonly Verdict[]): string {
  const worst = (operation: string, column: Verdict['column']) => {
    const kinds = verdicts
      .filter((v) => measuredId(v.subject) === operation && v.column === column)
      .map(({ kind }) => kind);
    if (kinds.length === 0) return column === 'sla' ? 'as baseline' : '';
    return kinds.includes('fail') ? 'FAIL' : kinds.includes('inconclusive') ? 'inconclusive' : 'pass';
  };
  return textTable(
    ['operation', 'ok', 'failed', 'p50 ms', 'p95 ms', 'p99 ms', 'max ms', 'baseline', 'SLA'],
    operations.map(({ operation, ok, failed, latency }) => [
      operation,
      String(ok),
      String(failed),
      ...[latency.p50Ms, latency.p95Ms, latency.p99Ms, latency.maxMs].map(msOrDash),
      worst(operation, 'baseline'),
      worst(operation, 'sla'),
    ]),
  );
}

function journeysPart({ rounds }: RunRecord): string {
  const rows = rounds.flatMap((round) =>
    round.steps.map(({ step, medianMs, coldMs, visitsMs }, index) => [
      index === 0 ? `${round.journey}, round ${round.number} of ${round.of}, ${round.vus} VUs` : '',
      step,
      formatMs(medianMs),
      msOrDash(coldMs),
      visitsText(visitsMs),
      index === 0 ? pairText(round) : '',
    ]),
  );
  return `Journeys, as felt in the page, beside the burst behind them\n${textTable(['journey', 'step', 'median ms', 'cold ms', 'warm visits ms', 'backend'], rows)}`;
}

/** All of them would not fit into a line: how many, from the fastest to the slowest. */
function visitsText(visitsMs: readonly number[]): string {
  if (visitsMs.length === 0) return 'none';
  const range = [Math.min(...visitsMs), Math.max(...visitsMs)].map(formatMs).join(' to ');
  return `${visitsMs.length}: ${range}`;
}

/** The backend of the same moment: the burst on the operation behind the journey, and the traffic. */
function pairText({ burst, traffic }: RunRecord['rounds'][number]): string {
  const parts = [
    ...(burst === undefined
      ? []
      : [
          `${burst.operation}: p95 ${msOrDash(burst.p95Ms)} ms, ${formatFigure(burst.requestsPerSecond, 'per second')}`,
        ]),
    ...(traffic === undefined ? [] : [`traffic p95 ${msOrDash(traffic.p95Ms)} ms`]),
  ];
  return parts.join('; ');
}

function perceivedPart({ perceivedUnderLoad = [] }: RunRecord): string[] {
  const tables = perceivedLines(perceivedUnderLoad);
  return tables.length === 0 ? [] : [`Perceived under load\n${tables.join('\n\n')}`];
}

function burstsPart({ bursts }: RunRecord): string {
  return textTable(
    ['burst', 'requests/s', 'p50 ms', 'p95 ms', 'p99 ms', 'max ms', 'how'],
    bursts.map((burst) => [
      burst.operation,
      Math.round(burst.requestsPerSecond).toLocaleString('en-US'),
      ...[burst.p50Ms, burst.p95Ms, burst.p99Ms, burst.maxMs].map(msOrDash),
      burst.mode.kind === 'paced'
        ? `paced at ${burst.mode.arrivalsPerSecond.toFixed(1)}/s, below the rate limits`
        : `${burst.connections} connections`,
    ]),
  );
}

function limitsPart(verdicts: readonly Verdict[], counts: RunView['counts']): string {
  const slaBroken = verdicts.filter((verdict) => verdict.kind === 'fail' && verdict.column === 'sla').length;
  return (
    `Limits: ${counts.pass} held, ${counts.fail} broken${slaBroken > 0 ? ` (${slaBroken} of them SLA only)` : ''}, ` +
    `${counts.inconclusive} inconclusive (too few samples to tell), ${counts['not offered']} not offered`
  );
}

function msOrDash(ms: number | undefined): string {
  return ms === undefined ? '-' : formatMs(ms);
}
