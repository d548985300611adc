import { formatFigure, formatMs, given } from '../../base/format.ts';
import { type Column, textTable } from '../../base/text-table.ts';
import { capacitySentence, reachedSentence } from '../../capacity/capacity-words.ts';
import type { RoundRecord } from '../../record/round-record.ts';
import type { OperationRecord, RunRecord, TrafficRecord } from '../../record/run-record.ts';
import { measuredId } from '../../verdict/subject.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import { verdictMessage } from '../../verdict/verdict-message.ts';
import { culpritLines } from '../../view/culprits.ts';
import { diagnosisLines } from '../../view/diagnosis-words.ts';
import { warmMedianMs } from '../../view/felt-time.ts';
import { gravest } from '../../view/judged-limits.ts';
import type { RunView } from '../../view/run-view.ts';
import { segmentsSentence } from '../../view/segment-words.ts';
import { accountsLine, testDataLine } from '../../view/test-data-words.ts';
import { failedByColumn, outageLines } from '../words/failures.ts';
import { roundsNotAsPlanned, roundsSentence, usersWords } from '../words/in-rounds.ts';
import {
  countsLine,
  environmentLimitsLine,
  notOfferedLine,
  openScenario,
  scenarioLimits,
  scenarioScope,
  undecidedLine,
} from '../words/limits.ts';
import { latencyColumns, msOrDash, percentileWords } from '../words/numbers.ts';
import {
  breakingColumns,
  judgedAtSentence,
  missingUnderOverload,
  overloadCountsSentence,
} from '../words/overload.ts';
import { ownDelaySentence, ownP95Column, quotaNote, stepsNote } from '../words/own-delay.ts';
import {
  besidesLines,
  countLines,
  endedEarlyLine,
  k6Metrics,
  loadLine,
  memoryLines,
  pagesLines,
  sandboxWords,
  staleBurstsLine,
  startLagLines,
} from '../words/run-lines.ts';
import { auditLines, burstsTable, perceivedLines } from './tables.ts';

/** The limits that broke at the lowest loads: after a hard overload nearly every limit is broken. */
const MOST_BREAKING = 12;

const GAPS_NOTE =
  '"held" means that the operation held all its limits of that column. An empty cell means that it has none there, or that some could not be decided.';

const OUTCOME_WORDS = {
  pass: 'PASSED',
  segment: 'MEASURED, NOT JUDGED: `npm run merge` judges all segments together',
  fail: 'FAILED',
  invalid: 'INVALID: no verdict',
  'nothing decided': 'NOTHING DECIDED: measured, but no limit that counts was held or broken',
  'could not run': 'COULD NOT RUN TO ITS END',
} as const;

/**
 * The summary of a run as text, in k6's terms, for a terminal or a log. The verdict comes first, then everything that
 * broke, the scenario's own limits, and what was measured. Ends with a line break.
 */
export function summaryText(view: RunView): string {
  const { record } = view;
  const target = `${record.baseUrl} (${given(record.environment, sandboxWords(record)).join(', ')})`;
  const undecided = undecidedLine(view);
  return given(
    `${record.scenario} against ${target}: ${OUTCOME_WORDS[record.outcome]}`,
    record.outcome === 'pass' && openScenario(view),
    // Before the broken limits, which may be dozens: a first screen shows what is wrong with the target.
    [...diagnosisLines(record.diagnosis), ...culpritLines(record)].join('\n') || undefined,
    listPart(
      'Why:',
      record.reasons.map(({ text }) => text),
    ),
    segmentsSentence(record),
    listPart('Outages of the target:', outageLines(record)),
    reportedPart(view),
    scenarioPart(view),
    capacityPart(record),
    overloadPart(view),
    record.traffic !== null && trafficPart(record.traffic, view),
    record.rounds.length > 0 && journeysPart(view),
    roundsNotAsPlanned(record),
    perceivedPart(record),
    record.bursts.length > 0 && `${ownDelaySentence(view.ownDelay)}\n\n${burstsTable(record)}`,
    staleBurstsLine(record),
    endedEarlyLine(record),
    notOfferedLine(view),
    record.audits && auditLines(record.audits),
    view.evidence &&
      listPart("Evidence from the target's side:", [...view.evidence.telling, ...view.evidence.problems]),
    `Limits: ${countsLine(view)}${undecided === undefined ? '' : `\n${undecided.replaceAll('`', '')}`}`,
    environmentLimitsLine(record),
    given(accountsLine(record), testDataLine(record)).join('\n'),
  )
    .join('\n\n')
    .concat('\n');
}

function listPart(title: string, lines: readonly string[]): string | false {
  return lines.length > 0 && `${title}\n${lines.map((line) => `  - ${line}`).join('\n')}`;
}

/** Broken limits of the SLA and of ramps; those that failed the run are its reasons. */
function reportedPart({ failed }: RunView): string | false {
  const reported = failed.filter(({ failsTheRun }) => !failsTheRun);
  return listPart('Broken, but only reported:', reported.map(verdictMessage));
}

function scenarioPart(view: RunView): string | undefined {
  const limits = scenarioLimits(view);
  if (limits.length === 0) return undefined;
  const table = textTable(
    [
      ['', ({ name }) => name],
      ['measured', ({ figure }) => figure],
      ['limit', ({ limit }) => limit],
      ['', ({ result }) => result],
    ],
    limits,
  );
  return `Limits of the scenario, on ${scenarioScope(view)}\n${table}`;
}

/** What a search found, whether the run asks for more instances, and which tuning it asks for. */
function capacityPart({ capacity, scaling = [], advice = [] }: RunRecord): string | undefined {
  const lines = given(
    capacity && capacitySentence(capacity),
    reachedSentence(scaling),
    ...advice.map((each) => `${each.advice}: ${each.evidence}`),
  );
  return lines.length === 0 ? undefined : `Capacity\n${lines.map((line) => `  - ${line}`).join('\n')}`;
}

/** What was judged at which load, and the limits that the overload broke first; all of them are in the page. */
function overloadPart({ overload }: RunView): string | undefined {
  if (overload === undefined) return undefined;
  const { broken, unit } = overload;
  const table = textTable(breakingColumns(unit), broken.slice(0, MOST_BREAKING));
  const more = broken.length - MOST_BREAKING;
  return given(
    judgedAtSentence(overload),
    overloadCountsSentence(overload),
    ...missingUnderOverload(overload),
    broken.length > 0 && table,
    more > 0 && `  and ${more} more: report.html has each limit at each level`,
  ).join('\n');
}

function trafficPart(traffic: TrafficRecord, view: RunView): string {
  const lines = [
    ...k6Metrics(traffic, view.record.verdicts),
    ...startLagLines(traffic),
    ...countLines(traffic),
    ...besidesLines(traffic),
    ...memoryLines(traffic),
  ];
  return [
    ...given(ownDelaySentence(view.ownDelay), roundsSentence(traffic, view.record.overload)),
    '',
    loadLine(traffic, view.record),
    ...lines.map(([name, text]) => `  ${name.padEnd(26, '.')}: ${text}`),
    '',
    operationsTable(traffic, view),
  ].join('\n');
}

/** Limits that were not decided leave their cell empty; a column without any result is left out. */
function operationsTable({ operations }: TrafficRecord, { trafficVerdicts, overload }: RunView): string {
  const at = overload === undefined ? '' : ' at normal load';
  const judged = (title: string, limit: Verdict['column']): Column<OperationRecord> => [
    title,
    ({ operation }) => {
      const own = trafficVerdicts.filter((each) => measuredId(each.subject) === operation);
      const kind = gravest(own.filter(({ column }) => column === limit))?.kind;
      return kind === 'fail' ? 'BROKEN' : kind === 'pass' ? 'held' : '';
    },
  ];
  const results = [judged(`baseline${at}`, 'baseline'), judged(`SLA${at}`, 'sla')].filter(([, cell]) =>
    operations.some((each) => cell(each) !== ''),
  );
  const table = textTable(
    [
      ['operation', ({ operation }) => operation],
      ['ok', ({ ok }) => String(ok)],
      ['failed', ({ failed }) => String(failed)],
      ...failedByColumn(operations),
      ...latencyColumns<OperationRecord>(({ latency }) => latency, 'p50', 'p95', 'p99', 'max'),
      ownP95Column<OperationRecord>(({ latency }) => latency),
      ...results,
    ],
    operations,
  );
  const hasGaps = results.some(([, cell]) => operations.some((each) => cell(each) === ''));
  return hasGaps ? `${table}\n${GAPS_NOTE}` : table;
}

function journeysPart({ record: { rounds, traffic }, ownDelay }: RunView): string {
  const steps = rounds.flatMap((round) =>
    round.steps.map((step, index) => ({ ...step, round: index === 0 ? round : undefined })),
  );
  const table = textTable(
    [
      ['journey', ({ round }) => (round === undefined ? '' : roundText(round))],
      ['step', ({ step }) => step],
      ['median ms', (step) => msOrDash(warmMedianMs(step))],
      ['cold ms', ({ coldMs }) => msOrDash(coldMs)],
      ['warm visits ms', ({ visitsMs }) => visitsText(visitsMs)],
      ['backend', ({ round }) => (round === undefined ? '' : pairText(round))],
    ],
    steps,
  );
  const title = 'Journeys as users felt them in the page, and the burst on the backend at the same moment';
  // Next to a traffic it is said of that.
  const quota = traffic === null ? quotaNote(ownDelay).trim() : '';
  const notes = given(stepsNote(ownDelay, rounds), quota !== '' && quota, ...pagesLines(rounds));
  return [title, table, ...notes].join('\n');
}

function roundText(round: RoundRecord): string {
  return `${round.journey}, round ${round.number} of ${round.of}, ${usersWords(round)}`;
}

/** How many visits, and the fastest and slowest of them: all would not fit into a line. */
function visitsText(visitsMs: readonly number[]): string {
  if (visitsMs.length === 0) return 'none';
  const range = [Math.min(...visitsMs), Math.max(...visitsMs)].map(formatMs).join(' to ');
  return `${visitsMs.length}: ${range}`;
}

/** The backend at the same moment: the burst on the operation behind the journey, and the traffic. */
function pairText({ burst, traffic }: RoundRecord): string {
  return given(
    burst &&
      `${burst.operation}: ${percentileWords('p95', burst)}, ${formatFigure(burst.requestsPerSecond, 'per second')}`,
    traffic && `traffic ${percentileWords('p95', traffic)}`,
  ).join('; ');
}

function perceivedPart({ perceivedUnderLoad = [] }: RunRecord): string | false {
  const tables = perceivedLines(perceivedUnderLoad);
  return tables.length > 0 && `Perceived under load\n${tables.join('\n\n')}`;
}
