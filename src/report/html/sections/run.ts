import { formatDuration } from '../../../base/duration.ts';
import { formatCount, given, listed } from '../../../base/format.ts';
import type { Priority } from '../../../measure/measurer-priority.ts';
import type { MeasurerHealth } from '../../../measure/slice.ts';
import { allBurstsOf } from '../../../record/round-record.ts';
import type { RunRecord } from '../../../record/run-record.ts';
import { segmentsSentence } from '../../../view/segment-words.ts';
import { accountsLine, testDataLine } from '../../../view/test-data-words.ts';
import { dataTable, type Html, html } from '../../drawing/markup.ts';
import { countLines, sandboxWords } from '../../words/run-lines.ts';
import { mostUsers } from '../../words/traffic-users.ts';

const FINDING_CLASSES = { fine: 'pass', warning: 'inconclusive', refused: 'fail' } as const;

type Fact = [name: string, value: string];

/** What was run, where and with what, what the preflight found, and what became of the test data. */
export function runSection(record: RunRecord): Html {
  const counts = record.traffic === null ? [] : countLines(record.traffic);
  const rows = [...runFacts(record), ...counts];
  return html`<section id="run"><h2>This run</h2>
<dl class="facts">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${preflight(record)}
${testData(record)}
</section>`;
}

function runFacts(record: RunRecord): Fact[] {
  const { facts, ratePerSecond, operations, vus, plannedDurationMs, traffic } = record;
  const sandbox = sandboxWords(record);
  const segments = segmentsSentence(record);
  const priority = traffic?.slices.map(({ health }) => health).find(hasPriority);
  const ofBursts = allBurstsOf(record).flatMap(({ health }) =>
    health !== undefined && hasPriority(health) ? [health] : [],
  );
  return given<Fact>(
    ['target', given(record.baseUrl, sandbox && `(${sandbox})`).join(' ')],
    ['environment', record.environment],
    ['scenario', record.scenario],
    vus > 0 && ['virtual users', usersFact(record)],
    plannedDurationMs > 0 && ['planned for', formatDuration(plannedDurationMs)],
    ratePerSecond !== undefined && ['arrivals', `${ratePerSecond}/s`],
    operations !== undefined && ['narrowed to', operations],
    segments !== undefined && ['segments', segments],
    ['run id', record.runId],
    ['began', record.startedAt],
    ['ended', record.endedAt],
    facts && ['commit of the suite', facts.commit ?? 'unknown: not a git repository'],
    facts && ['measured on', facts.host],
    facts && ['Node', facts.node],
    facts && ['browser', facts.browser],
    facts?.protocol !== undefined && ['protocol', facts.protocol],
    facts?.sandboxPriority && ['priority of the embedded sandbox', priorityText(facts.sandboxPriority)],
    priority && ['priority of the traffic', priorityText(priority)],
    ofBursts.length > 0 && ['priority of the bursts', listed([...new Set(ofBursts.map(priorityText))])],
  );
}

/** The open model takes more users where arrivals would have to wait. */
function usersFact({ vus, maxVus, traffic }: RunRecord): string {
  if (traffic?.arrivals === undefined) return `${formatCount(vus)} planned`;
  return `${formatCount(vus)} at first, ${formatCount(Math.max(maxVus ?? vus, mostUsers(traffic)))} at most`;
}

function hasPriority(health: MeasurerHealth): health is MeasurerHealth & Priority {
  return health.nice !== undefined;
}

function priorityText({ nice, groupNice }: Priority): string {
  return `nice ${nice}${groupNice === undefined ? '' : `, its group ${groupNice}`}`;
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

function testData(record: RunRecord): Html {
  const [line = '', ...notes] = testDataLine(record).split('\n');
  const accounts = accountsLine(record);
  return html`<h3>Test data</h3><p>${line.replace('Test data: ', '')}.${accounts !== undefined && html` ${accounts}.`}</p>
${notes.length > 0 && html`<ul>${notes.map((note) => html`<li>${note.replace(/^\s*- /, '')}</li>`)}</ul>`}`;
}
