import { formatDuration } from '../../base/duration.ts';
import { formatFigure, formatMs } from '../../base/format.ts';
import type { Comparison } from '../../compare/comparison.ts';
import type { RunOutcome, RunRecord } from '../../record/run-record.ts';
import type { RunView } from '../../view/run-view.ts';
import { escaped } from '../drawing/markup.ts';
import { markdownTable } from '../drawing/table.ts';
import { markdownComparison } from './comparison.ts';

/** A file of the run, and where it is found. */
export interface Artefact {
  readonly name: string;
  readonly href: string;
}

/** What the summary tells besides the run's own record. */
export interface SummaryExtras {
  /** Undefined when there is no earlier run of the same scenario, environment and load. */
  readonly comparison: Comparison | undefined;
  readonly artefacts: readonly Artefact[];
}

/** By this a script finds the comment that it wrote on the same pull request before. */
const MARKER = '<!-- desk-studio-performance -->';

const OUTCOMES: Readonly<Record<RunOutcome, string>> = {
  pass: '✅ passed',
  fail: '❌ failed',
  invalid: '⚠️ invalid: the measurement cannot be trusted, so nothing is judged',
  'could not run': '⚠️ could not run to its end',
};

const MOST_REASONS = 20;

/** A run in Markdown, for GitHub's job summary and for a comment on a pull request: the same text. */
export function markdownSummary(
  { record, counts }: RunView,
  { comparison, artefacts }: SummaryExtras,
): string {
  const { scenario, environment, outcome, runId, rounds, bursts, traffic } = record;
  const operations = comparison?.kind === 'compared' ? [] : operationsPart(record);
  return [
    MARKER,
    `## ${OUTCOMES[outcome]}: ${scenario} in ${environment}`,
    escaped(`${record.baseUrl}${record.sandbox ? ' (embedded sandbox)' : ''}, run ${runId}`, 'markdown'),
    ...(traffic === null ? [] : [trafficLine(record)]),
    ...(traffic === null && bursts.length > 0 ? [`${bursts.length} bursts, one operation at a time`] : []),
    limitsLine(counts),
    ...reasonsPart(record.reasons),
    comparison === undefined
      ? `No earlier run of ${scenario} in ${environment} under this load to hold it against.`
      : markdownComparison(comparison, scenario, environment),
    ...operations,
    ...(rounds.length === 0
      ? []
      : [`${rounds.length} rounds of journeys were measured in a browser beside the traffic.`]),
    ...(artefacts.length === 0
      ? []
      : [
          `### Artefacts\n\n${artefacts.map(({ name, href }) => `- [${escaped(name, 'markdown')}](${href})`).join('\n')}`,
        ]),
  ]
    .join('\n\n')
    .concat('\n');
}

function trafficLine({ traffic, vus }: RunRecord): string {
  if (traffic === null) return '';
  const { elapsedMs, sent, unfinished, failed, requestsPerSecond, latency } = traffic;
  const ended = sent - unfinished;
  const parts = [
    `${vus} virtual users for ${formatDuration(elapsedMs)}`,
    `${ended.toLocaleString('en-US')} requests (${requestsPerSecond.toFixed(1)}/s)`,
    ...(ended > 0 ? [`${formatFigure(failed / ended, 'share')} failed`] : []),
    ...(latency.p95Ms === undefined ? [] : [`p95 ${formatMs(latency.p95Ms)} ms`]),
    ...(latency.p99Ms === undefined ? [] : [`p99 ${formatMs(latency.p99Ms)} ms`]),
  ];
  return parts.join(' · ');
}

function limitsLine(counts: RunView['counts']): string {
  return `**Limits:** ${counts.pass} held, ${counts.fail} broken, ${counts.inconclusive} inconclusive, ${counts['not offered']} not offered`;
}

function reasonsPart(reasons: RunRecord['reasons']): string[] {
  if (reasons.length === 0) return [];
  const shown = reasons.slice(0, MOST_REASONS).map(({ text }) => `- ${escaped(text, 'markdown')}`);
  const rest = reasons.length - shown.length;
  return [`### Why\n\n${[...shown, ...(rest > 0 ? [`- and ${rest} more`] : [])].join('\n')}`];
}

/** Without a comparison, which has them all, the operations as they are. */
function operationsPart({ traffic }: RunRecord): string[] {
  if (traffic === null || traffic.operations.length === 0) return [];
  const ms = (value: number | undefined) => (value === undefined ? '' : formatMs(value));
  const table = markdownTable(
    [
      { title: 'operation' },
      ...['ok', 'failed', 'p50 ms', 'p95 ms', 'p99 ms'].map((title) => ({ title, isNumber: true })),
    ],
    traffic.operations.map(({ operation, ok, failed, latency }) => [
      operation,
      String(ok),
      String(failed),
      ms(latency.p50Ms),
      ms(latency.p95Ms),
      ms(latency.p99Ms),
    ]),
  );
  return [`<details><summary>${traffic.operations.length} operations</summary>\n\n${table}\n\n</details>`];
}
