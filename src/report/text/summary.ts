import { formatDuration } from '../../base/duration.ts';
import { formatCount, formatFigure, formatMs } from '../../base/format.ts';
import { textTable } from '../../base/text-table.ts';
import type { RunRecord, TrafficRecord } from '../../record/run-record.ts';
import { measuredId } from '../../verdict/subject.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import { verdictMessage } from '../../verdict/verdict-message.ts';
import { gravest } from '../../view/judged-limits.ts';
import type { RunView } from '../../view/run-view.ts';
import { countsLine, scenarioLimits, undecidedLine } from '../words/limits.ts';
import { msOrDash } from '../words/numbers.ts';
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

/**
 * The summary of a run as text, in k6's terms, for a terminal or a log. The verdict comes first, then everything that
 * broke, the scenario's own limits, and what was measured. Ends with a line break.
 */
export function summaryText(view: RunView): string {
  const { record } = view;
  const target = `${record.baseUrl} (${record.environment}${record.sandbox ? ', embedded sandbox' : ''})`;
  const undecided = undecidedLine(view);
  const parts = [
    `${record.scenario} against ${target}: ${OUTCOME_WORDS[record.outcome]}`,
    ...listPart(
      'Why:',
      record.reasons.map(({ text }) => text),
    ),
    ...reportedPart(view),
    ...scenarioPart(view),
    ...(record.traffic === null ? [] : [trafficPart(record.traffic, view)]),
    ...(record.rounds.length === 0 ? [] : [journeysPart(record)]),
    ...perceivedPart(record),
    ...(record.bursts.length === 0 ? [] : [burstsPart(record)]),
    ...(record.audits === undefined ? [] : [auditLines(record.audits)]),
    `Limits: ${countsLine(view)}${undecided === undefined ? '' : `\n${undecided.replaceAll('`', '')}`}`,
    testDataLine(record.testData),
  ];
  return `${parts.join('\n\n')}\n`;
}

function listPart(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${title}\n${lines.map((line) => `  - ${line}`).join('\n')}`];
}

/** Broken limits of the SLA and of ramps; those that failed the run are its reasons. */
function reportedPart({ record, failed }: RunView): string[] {
  const reported = failed.filter(({ failsTheRun }) => !failsTheRun);
  const title =
    record.outcome === 'invalid' ? 'Over a limit that is only reported:' : 'Broken, but only reported:';
  return listPart(title, reported.map(verdictMessage));
}

function scenarioPart(view: RunView): string[] {
  const rows = scenarioLimits(view).map(({ name, figure, limit, result }) => [name, figure, limit, result]);
  if (rows.length === 0) return [];
  return [
    `Limits of the scenario, on all requests together\n${textTable(['', 'measured', 'limit', ''], rows)}`,
  ];
}

function trafficPart(traffic: TrafficRecord, view: RunView): string {
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
    `${model}${view.record.vus} virtual users${arrivals === undefined ? '' : ' on'} for ${formatDuration(elapsedMs)}`,
    ...lines.map(([name, text]) => `  ${name.padEnd(26, '.')}: ${text}`),
    '',
    operationsTable(traffic, view),
  ].join('\n');
}

/** Limits that were not judged leave their cell empty; a column without any result is left out. */
function operationsTable({ operations }: TrafficRecord, { record, trafficVerdicts }: RunView): string {
  const result = (operation: string, column: Verdict['column']) => {
    const kind = gravest(
      trafficVerdicts.filter((each) => measuredId(each.subject) === operation && each.column === column),
    )?.kind;
    return kind === 'fail' ? 'BROKEN' : kind === 'pass' ? 'held' : '';
  };
  const judged = ([title, column]: readonly [string, Verdict['column']]) => ({
    title,
    cells: operations.map(({ operation }) => result(operation, column)),
  });
  const columns =
    record.outcome === 'invalid'
      ? []
      : (
          [
            ['baseline', 'baseline'],
            ['SLA', 'sla'],
          ] as const
        )
          .map(judged)
          .filter(({ cells }) => cells.some((cell) => cell !== ''));
  return textTable(
    [
      'operation',
      'ok',
      'failed',
      'p50 ms',
      'p95 ms',
      'p99 ms',
      'max ms',
      ...columns.map(({ title }) => title),
    ],
    operations.map(({ operation, ok, failed, latency }, index) => [
      operation,
      String(ok),
      String(failed),
      ...[latency.p50Ms, latency.p95Ms, latency.p99Ms, latency.maxMs].map(msOrDash),
      ...columns.map(({ cells }) => cells[index] ?? ''),
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
  return `Journeys as users felt them in the page, and the burst on the backend at the same moment\n${textTable(['journey', 'step', 'median ms', 'cold ms', 'warm visits ms', 'backend'], rows)}`;
}

/** How many visits, and the fastest and slowest of them: all would not fit into a line. */
function visitsText(visitsMs: readonly number[]): string {
  if (visitsMs.length === 0) return 'none';
  const range = [Math.min(...visitsMs), Math.max(...visitsMs)].map(formatMs).join(' to ');
  return `${visitsMs.length}: ${range}`;
}

/** The backend at the same moment: the burst on the operation behind the journey, and the traffic. */
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
      formatCount(burst.requestsPerSecond),
      ...[burst.p50Ms, burst.p95Ms, burst.p99Ms, burst.maxMs].map(msOrDash),
      burst.mode.kind === 'paced'
        ? `paced at ${burst.mode.arrivalsPerSecond.toFixed(1)}/s, below the rate limits`
        : `${burst.connections} connections`,
    ]),
  );
}
