import { formatDuration } from '../../../base/duration.ts';
import { formatCount } from '../../../base/format.ts';
import type { RunRecord } from '../../../record/run-record.ts';
import { type Html, html } from '../../drawing/markup.ts';
import { dataTable } from '../../drawing/table.ts';
import type { SuiteFacts } from '../../suite-facts.ts';
import { countLines, testDataLine } from '../../words/run-lines.ts';

const FINDING_CLASSES = { fine: 'pass', warning: 'inconclusive', refused: 'fail' } as const;

/** What was run, where and with what, what the preflight found, and what became of the test data. */
export function runSection(record: RunRecord, facts: SuiteFacts | undefined): Html {
  const counts = record.traffic === null ? [] : countLines(record.traffic);
  const rows: [name: string, value: string][] = [...runFacts(record, facts), ...counts];
  return html`<section id="run"><h2>This run</h2>
<dl class="facts">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${preflight(record)}
${testData(record)}
</section>`;
}

function runFacts(record: RunRecord, facts: SuiteFacts | undefined): [name: string, value: string][] {
  const { ratePerSecond, operations, vus, plannedDurationMs } = record;
  return [
    ['target', `${record.baseUrl}${record.sandbox ? ' (embedded sandbox)' : ''}`],
    ['environment', record.environment],
    ['scenario', record.scenario],
    ...(vus > 0 ? ([['virtual users', `${formatCount(vus)} at the peak`]] as [string, string][]) : []),
    ...(plannedDurationMs > 0
      ? ([['planned for', formatDuration(plannedDurationMs)]] as [string, string][])
      : []),
    ...(ratePerSecond === undefined ? [] : ([['arrivals', `${ratePerSecond}/s`]] as [string, string][])),
    ...(operations === undefined ? [] : ([['narrowed to', operations]] as [string, string][])),
    ['run id', record.runId],
    ['began', record.startedAt],
    ['ended', record.endedAt],
    ...(facts === undefined
      ? []
      : ([
          ['commit of the suite', facts.commit ?? 'unknown: not a git repository'],
          ['measured on', facts.host],
          ['Node', facts.node],
          ['browser', facts.browser],
        ] as [string, string][])),
  ];
}

function preflight({ preflight: findings }: RunRecord): Html | undefined {
  if (findings.length === 0) return undefined;
  return dataTable(
    'What the preflight found',
    [
      ['check', ({ check }) => check],
      ['result', ({ kind }) => html`<span class="v ${FINDING_CLASSES[kind]}">${kind}</span>`],
      [
        'found',
        ({ found, wayOut }) =>
          html`<span class="text">${found}${wayOut !== undefined && html`. ${wayOut}`}</span>`,
      ],
    ],
    findings,
  );
}

function testData({ testData: report }: RunRecord): Html {
  const [line = '', ...notes] = testDataLine(report).split('\n');
  return html`<h3>Test data</h3><p>${line.replace('Test data: ', '')}.</p>
${notes.length > 0 && html`<ul>${notes.map((note) => html`<li>${note.replace(/^\s*- /, '')}</li>`)}</ul>`}`;
}
