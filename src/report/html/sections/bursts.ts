import { formatCount, formatFigure, given } from '../../../base/format.ts';
import { sum } from '../../../base/statistics/averages.ts';
import { failureKinds } from '../../../measure/outcome.ts';
import type { BurstRecord } from '../../../record/round-record.ts';
import { measuredId, subjectWords } from '../../../verdict/subject.ts';
import type { Verdict } from '../../../verdict/verdict.ts';
import { figureWords } from '../../../verdict/verdict-message.ts';
import type { RunView } from '../../../view/run-view.ts';
import { limitBar } from '../../drawing/bars.ts';
import { dataTable, type Html, html } from '../../drawing/markup.ts';
import { failedBy } from '../../words/failures.ts';
import { DASH } from '../../words/numbers.ts';
import { endedEarlyLine, staleBurstsLine } from '../../words/run-lines.ts';
import {
  boundNote,
  LATENCY_COLUMNS,
  type LatencyRow,
  latencyTable,
  notOfferedNote,
  verdictMark,
} from './latency-rows.ts';

/** Of a burst, its speed says more than its number of requests. */
const COLUMNS = LATENCY_COLUMNS.map(
  ([title, ...rest]) => [title === 'ended' ? 'requests/s' : title, ...rest] as const,
);

/** The bursts of the baseline project against their limits; nothing when the run had none. */
export function burstsSection(view: RunView): Html | undefined {
  const { record, burstVerdicts: verdicts } = view;
  if (record.bursts.length + view.notOffered.length === 0) return undefined;
  const notes = given(staleBurstsLine(record), endedEarlyLine(record));
  const throughput = verdicts.filter(({ unit }) => unit === 'per second');
  return html`<section id="operations"><h2>Bursts</h2>
<p>One operation at a time on an otherwise idle target, as fast as the connections allow, or paced below the target's rate
limits. The worst first: limits that did not hold, then bursts
with failures, then by how close each is to its limit. In the bars the dot is the figure, the thick line its 95 % interval (dashed
where more samples would be needed), the long upright line the baseline's limit, the short one the SLA if that is stricter.
Click an operation for its percentile curve. Latencies are those of successful requests, in milliseconds.${boundNote(view)}</p>
${latencyTable(
  'Bursts against baseline and SLA',
  record.bursts.map((burst) => burstRow(burst, verdicts)),
  COLUMNS,
)}
${notes.map((note) => html`<p>${note}</p>`)}
${throughput.length > 0 && throughputTable(throughput)}
${notOfferedNote(view)}
</section>`;
}

function burstRow(burst: BurstRecord, verdicts: readonly Verdict[]): LatencyRow {
  const { operation, outcomes, mode, requestsPerSecond, successes } = burst;
  return {
    id: operation,
    note:
      mode.kind === 'paced' && html`<small>paced at ${Number(mode.arrivalsPerSecond.toFixed(1))}/s</small>`,
    samples: requestsPerSecond,
    failed: sum(failureKinds(outcomes).map(({ count }) => count)),
    failedBy: failedBy(burst),
    latency: burst,
    verdicts: verdicts.filter(({ subject }) => measuredId(subject) === operation),
    isUndecidedSaid: true,
    hasCurve: successes !== '',
  };
}

function throughputTable(verdicts: readonly Verdict[]): Html {
  return dataTable(
    'Throughput of services',
    [
      ['service', ({ subject }) => subjectWords(subject)],
      ['verdict', verdictMark],
      ['throughput', (verdict) => figureWords(verdict) ?? DASH, 'number'],
      ['against its limit', (verdict) => limitBar(verdict)],
      ['has to exceed', ({ limit, unit }) => formatFigure(limit, unit), 'number'],
      ['seconds', secondsWords, 'number'],
    ],
    verdicts,
    { isBroken: ({ kind }) => kind === 'fail' },
  );
}

function secondsWords(verdict: Verdict): string {
  const isMeasured = verdict.kind !== 'not offered' && verdict.figure !== undefined;
  return isMeasured ? formatCount(verdict.samples) : DASH;
}
