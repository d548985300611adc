import type { RunRecord, TrafficRecord } from '../../record/run-record.ts';
import { type Html, html, type Part } from './markup.ts';
import { ownedVerdicts } from './owned-verdicts.ts';
import { loadSentence, verdictSentence } from './verdict-sentence.ts';
import { count, msOrDash, percent } from './words.ts';

const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** The report's first screen: what was run, how it ended and why, and the figures that everybody asks for. */
export function verdictHeader(record: RunRecord): Html {
  const { headline, why } = verdictSentence(record);
  const target = record.sandbox ? 'embedded sandbox' : new URL(record.baseUrl).host;
  return html`<header class="${record.outcome.replaceAll(' ', '-')}">
<p class="what"><b>${record.scenario}</b> on ${record.environment} <span>${target}</span> <span><time datetime="${record.startedAt}">${DATE.format(new Date(record.startedAt))} UTC</time></span></p>
<h1>${headline}</h1>
<p class="why">${why}</p>
${otherReasons(record)}
<p class="load">Measured with ${loadSentence(record)}${trust(record)}.</p>
${record.traffic === null ? undefined : keyFigures(record, record.traffic)}
</header>`;
}

/** Everything beside the limits that kept the run from a pass; the limits have a section of their own. */
function otherReasons({ outcome, reasons }: RunRecord): Html | undefined {
  const rest = outcome === 'fail' ? [] : reasons.slice(1);
  if (rest.length === 0) return undefined;
  return html`<ul class="reasons">${rest.map(({ text }) => html`<li>${text}</li>`)}</ul>`;
}

function trust({ traffic }: RunRecord): string {
  const slices = traffic?.slices ?? [];
  const disturbed = slices.filter((slice) => slice.disturbed.length > 0).length;
  if (slices.length === 0) return '';
  if (disturbed === 0) return '; the measurer was undisturbed throughout';
  return `; the measurer was disturbed in ${disturbed} of ${slices.length} slices`;
}

function keyFigures(record: RunRecord, traffic: TrafficRecord): Html {
  const { latency, failed, sent, unfinished, requestsPerSecond } = traffic;
  const limits = ownedVerdicts(record).traffic.filter(({ column }) => column === 'scenario');
  const limitOf = (statistic: string) => limits.find((verdict) => verdict.statistic === statistic);
  const [p95, errors] = [limitOf('p95'), limitOf('errorRate')];
  const ended = sent - unfinished;
  // What was judged: over the plateaus, where there are any.
  const p95Ms = p95 === undefined || p95.kind === 'not offered' ? latency.p95Ms : p95.figure;
  const figure = (name: string, value: Part, unit: string, note: Part) =>
    html`<div><dt>${name}</dt><dd><b>${value}</b>${unit === '' ? undefined : html` <i>${unit}</i>`}<small>${note}</small></dd></div>`;
  return html`<dl class="figures">
${figure('95 % answered within', msOrDash(p95Ms), 'ms', p95 === undefined ? '' : `limit ${count(p95.limit)} ms`)}
${figure('median', msOrDash(latency.p50Ms), 'ms', `p99 ${msOrDash(latency.p99Ms)} ms`)}
${figure('failed', ended === 0 ? '–' : percent(failed / ended).replace(' %', ''), '%', `${count(failed)} of ${count(ended)}${errors === undefined ? '' : `, limit ${percent(errors.limit)}`}`)}
${figure('throughput', requestsPerSecond < 100 ? requestsPerSecond.toFixed(1) : count(requestsPerSecond), '/s', `${count(sent)} requests`)}
</dl>`;
}
