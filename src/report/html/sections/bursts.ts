import { formatCount, formatFigure } from '../../../base/format.ts';
import type { BurstRecord } from '../../../record/round-record.ts';
import { measuredId, subjectWords } from '../../../verdict/subject.ts';
import type { Verdict } from '../../../verdict/verdict.ts';
import { figureWords } from '../../../verdict/verdict-message.ts';
import type { RunView } from '../../../view/run-view.ts';
import { limitBar } from '../../drawing/bars.ts';
import { type Html, html } from '../../drawing/markup.ts';
import { dataTable, type TableRow } from '../../drawing/table.ts';
import { DASH } from '../../words/numbers.ts';
import { LATENCY_COLUMNS, latencyRow, nearness, verdictMark } from './latency-rows.ts';

/** The bursts of the baseline project against their limits; nothing when the run had none. */
export function burstsSection({ record, burstVerdicts: verdicts }: RunView): Html | undefined {
  if (record.bursts.length === 0) return undefined;
  const rows = record.bursts
    .map((burst) => ({
      burst,
      verdicts: verdicts.filter(({ subject }) => measuredId(subject) === burst.operation),
    }))
    .sort((a, b) => nearness(b) - nearness(a));
  const throughput = verdicts.filter(({ unit }) => unit === 'per second');
  return html`<section id="operations"><h2>Bursts</h2>
<p>One operation at a time on an otherwise idle target, as fast as the connections allow, or paced below the target's rate
limits. Sorted by how close each is to its limit. In the bars the dot is the figure, the thick line its 95 % interval (dashed
where more samples would be needed), the long upright line the baseline's limit, the short one the SLA if that is stricter.
Click an operation for its percentile curve. Latencies are those of successful requests, in milliseconds.</p>
${dataTable('Bursts against baseline and SLA', LATENCY_COLUMNS.map(burstColumn), rows.map(burstRow))}
${throughput.length > 0 && throughputTable(throughput)}
</section>`;
}

/** How fast it went takes the place of how many there were. */
function burstColumn(column: (typeof LATENCY_COLUMNS)[number]): (typeof LATENCY_COLUMNS)[number] {
  return column.title === 'ended' ? { ...column, title: 'requests/s' } : column;
}

function burstRow({ burst, verdicts }: { burst: BurstRecord; verdicts: readonly Verdict[] }): TableRow {
  const { operation, outcomes, mode, requestsPerSecond, successes } = burst;
  const ended = Object.values(outcomes).reduce((sum, each) => sum + each, 0);
  const { cells, className } = latencyRow({
    id: operation,
    samples: requestsPerSecond,
    failed: ended - (outcomes.ok ?? 0),
    latency: burst,
    verdicts,
    undecided: verdictMark('inconclusive'),
    hasCurve: successes !== '',
  });
  const [name, ...rest] = cells;
  const paced =
    mode.kind === 'paced' && html`<small>paced at ${Number(mode.arrivalsPerSecond.toFixed(1))}/s</small>`;
  return { cells: [html`${name}${paced}`, ...rest], ...(className !== undefined && { className }) };
}

function throughputTable(verdicts: readonly Verdict[]): Html {
  return dataTable(
    'Throughput of services',
    [
      { title: 'service' },
      { title: 'verdict' },
      { title: 'throughput', isNumber: true },
      { title: 'against its limit' },
      { title: 'has to exceed', isNumber: true },
      { title: 'seconds', isNumber: true },
    ],
    verdicts.map((verdict) => {
      const isMeasured = verdict.kind !== 'not offered' && verdict.figure !== undefined;
      return {
        cells: [
          subjectWords(verdict.subject),
          verdictMark(verdict.kind),
          figureWords(verdict) ?? DASH,
          limitBar(verdict),
          formatFigure(verdict.limit, verdict.unit),
          isMeasured ? formatCount(verdict.samples) : '–',
        ],
        ...(verdict.kind === 'fail' && { className: 'broken' }),
      };
    }),
  );
}
