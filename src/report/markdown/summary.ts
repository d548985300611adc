import { formatDuration } from '../../base/duration.ts';
import { counted, formatFigure, formatMs, given } from '../../base/format.ts';
import { capacitySentence, reachedSentence } from '../../capacity/capacity-words.ts';
import type { Comparison } from '../../compare/comparison.ts';
import { judgedErrors } from '../../record/judged-errors.ts';
import type { OperationRecord, RunOutcome, RunRecord, TrafficRecord } from '../../record/run-record.ts';
import { verdictMessage } from '../../verdict/verdict-message.ts';
import { culpritLines } from '../../view/culprits.ts';
import { diagnosisTexts } from '../../view/diagnosis-words.ts';
import type { RunView } from '../../view/run-view.ts';
import { segmentsSentence } from '../../view/segment-words.ts';
import { escaped, markdownLink, markdownTable, markdownWithTraces } from '../drawing/markup.ts';
import { failedByColumn, outageLines } from '../words/failures.ts';
import { roundsNotAsPlanned, roundsSentence } from '../words/in-rounds.ts';
import {
  countsLine,
  environmentLimitsLine,
  notOfferedLine,
  openScenario,
  scenarioLimits,
  undecidedLine,
} from '../words/limits.ts';
import { latencyColumns, percentileWords } from '../words/numbers.ts';
import {
  breakingColumns,
  judgedAtSentence,
  missingUnderOverload,
  overloadCountsSentence,
} from '../words/overload.ts';
import { ownDelaySentence, ownP95Column, quotaNote } from '../words/own-delay.ts';
import { loadLine, nextToBursts, sandboxWords } from '../words/run-lines.ts';
import { markdownComparison } from './comparison.ts';

/** A file of the run, and where it is found. */
export interface Artefact {
  readonly name: string;
  readonly href: string;
}

/** What the summary says in addition to the run's record. */
export interface SummaryExtras {
  /** Undefined when there is no earlier run of the same scenario, environment and load. */
  readonly comparison: Comparison | undefined;
  readonly artefacts: readonly Artefact[];
}

/** By this a script finds the comment that it wrote on the same pull request before. */
const MARKER = '<!-- desk-studio-performance -->';

const OUTCOMES: Readonly<Record<RunOutcome, string>> = {
  pass: '✅ passed',
  segment: '🧩 measured, not judged: `npm run merge` judges all segments together',
  fail: '❌ failed',
  invalid: '⚠️ invalid: no verdict',
  'nothing decided': '⚠️ nothing decided: no limit that counts was held or broken',
  'could not run': '⚠️ could not run to its end',
};

/** A run in Markdown, for GitHub's job summary and for a comment on a pull request: the same text. */
export function markdownSummary(view: RunView, { comparison, artefacts }: SummaryExtras): string {
  const { record } = view;
  const { scenario, environment, outcome, runId, rounds, bursts, traffic } = record;
  const sandbox = sandboxWords(record);
  const measured = rounds.filter(({ steps }) => steps.length > 0).length;
  return given(
    MARKER,
    `## ${OUTCOMES[outcome]}: ${scenario} in ${environment}`,
    outcome === 'pass' && openScenario(view),
    escaped(`${given(record.baseUrl, sandbox && `(${sandbox})`).join(' ')}, run ${runId}`, 'markdown'),
    segmentsSentence(record),
    traffic !== null && trafficLine(traffic, record),
    traffic === null && bursts.length > 0 && `${counted(bursts.length, 'burst')}, one operation at a time`,
    traffic !== null || bursts.length > 0
      ? ownDelaySentence(view.ownDelay)
      : quotaNote(view.ownDelay).trim() || undefined,
    traffic !== null && roundsSentence(traffic, record.overload),
    ...brokenPart(view),
    ...limitsPart(view),
    record.capacity && escaped(capacitySentence(record.capacity), 'markdown'),
    record.scaling && reachedSentence(record.scaling),
    ...overloadPart(view),
    evidencePart(view),
    comparison === undefined
      ? `No earlier run of ${scenario} in ${environment} under this load to compare with.`
      : markdownComparison(comparison, scenario, environment),
    comparison?.kind !== 'compared' && operationsPart(record),
    slowestPart(view),
    measured > 0 &&
      `${counted(measured, 'round of journeys was', 'rounds of journeys were')} measured in a browser${traffic === null ? '' : ' under this load'}.`,
    roundsNotAsPlanned(record),
    artefacts.length > 0 &&
      `### Artefacts\n\n${artefacts.map(({ name, href }) => `- [${escaped(name, 'markdown')}](${href})`).join('\n')}`,
  )
    .join('\n\n')
    .concat('\n');
}

function trafficLine(traffic: TrafficRecord, record: RunRecord): string {
  const { sent, unfinished, requestsPerSecond, latency } = traffic;
  const errors = judgedErrors(traffic, record.verdicts);
  return given(
    loadLine(traffic, record),
    `${counted(sent - unfinished, 'request')} (${requestsPerSecond.toFixed(1)}/s)`,
    errors.ended > 0 &&
      `${formatFigure(errors.failed / errors.ended, 'share')} failed${nextToBursts(traffic)}`,
    latency.p95Ms !== undefined && percentileWords('p95', latency),
    latency.p99Ms !== undefined && percentileWords('p99', latency),
  ).join(' · ');
}

/** The scenario's own limits first, then how many others came to what. */
function limitsPart(view: RunView): string[] {
  const notOffered = notOfferedLine(view);
  const ownLimits = environmentLimitsLine(view.record);
  const own = scenarioLimits(view).map(
    ({ name, figure, limit, result }) =>
      `- ${name} **${figure}**, limit ${escaped(limit, 'markdown')}: ${result}`,
  );
  return given(
    own.length > 0 && `### Limits of the scenario\n\n${own.join('\n')}`,
    `**Limits:** ${countsLine(view)}`,
    notOffered === undefined ? undefined : escaped(notOffered, 'markdown'),
    undecidedLine(view),
    ownLimits && escaped(ownLimits, 'markdown'),
  );
}

/** What was judged at which load, and where the overload broke the other limits. */
function overloadPart({ overload }: RunView): string[] {
  if (overload === undefined) return [];
  const { broken, unit } = overload;
  const table = markdownTable(breakingColumns(unit), broken);
  return given(
    `### Overload\n\n${judgedAtSentence(overload)} ${overloadCountsSentence(overload)}`,
    ...missingUnderOverload(overload).map((line) => escaped(line, 'markdown')),
    broken.length > 0 &&
      `<details><summary>${counted(broken.length, 'limit')} by the load that broke ${broken.length === 1 ? 'it' : 'them'} first</summary>\n\n${table}\n\n</details>`,
  );
}

/** How the target did, then everything that broke, in full: why the run did not pass, then the limits that are only reported. */
function brokenPart({ record, failed }: RunView): string[] {
  const reported = failed.filter(({ failsTheRun }) => !failsTheRun).map(verdictMessage);
  const reasons = record.reasons.map(({ text }) => text);
  const list = (title: string, texts: readonly string[]) =>
    texts.length > 0 &&
    `### ${title}\n\n${texts.map((text) => `- ${markdownWithTraces(text, record.traceUrl)}`).join('\n')}`;
  return given(
    // First, since broken limits may be dozens: a first screen shows what is wrong with the target.
    list('State and patterns of the target', [...diagnosisTexts(record.diagnosis), ...culpritLines(record)]),
    list('Why', reasons),
    list('Outages of the target', outageLines(record)),
    list('Broken, but only reported', reported),
  );
}

/** What says most, and what could not be had. */
function evidencePart({ evidence }: RunView): string | false {
  const lines = evidence === undefined ? [] : [...evidence.telling, ...evidence.problems];
  return (
    lines.length > 0 &&
    `### Evidence from the target's side\n\n${lines.map((line) => `- ${escaped(line, 'markdown')}`).join('\n')}`
  );
}

/** The operations as measured. A comparison has them all, so this part is for runs without one. */
function operationsPart({ traffic }: RunRecord): string | undefined {
  if (traffic === null || traffic.operations.length === 0) return undefined;
  const table = markdownTable<OperationRecord>(
    [
      ['operation', ({ operation }) => operation],
      ['ok', ({ ok }) => String(ok), 'number'],
      ['failed', ({ failed }) => String(failed), 'number'],
      ...failedByColumn(traffic.operations),
      ...latencyColumns<OperationRecord>(({ latency }) => latency, 'p50', 'p95', 'p99'),
      ownP95Column<OperationRecord>(({ latency }) => latency),
    ],
    traffic.operations,
  );
  return `<details><summary>${counted(traffic.operations.length, 'operation')}</summary>\n\n${table}\n\n</details>`;
}

/** The slowest requests, where their traces can be linked to: an id alone is of no use here. */
function slowestPart({ slowest }: RunView): string | undefined {
  const linked = slowest.flatMap(({ href, ...request }) =>
    href === undefined ? [] : [{ ...request, href }],
  );
  if (linked.length === 0) return undefined;
  const rows = linked.map(({ operationId, latencyMs, atMs, traceId, href }) =>
    [
      `- ${escaped(operationId, 'markdown')}`,
      `${formatMs(latencyMs)} ms at ${formatDuration(atMs)}, trace`,
      markdownLink(traceId, href),
    ].join(' '),
  );
  const title = `The slowest requests of each operation, with their traces: ${linked.length}`;
  return `<details><summary>${title}</summary>\n\n${rows.join('\n')}\n\n</details>`;
}
