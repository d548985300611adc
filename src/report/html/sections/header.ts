import { formatDuration } from '../../../base/duration.ts';
import { counted, formatCount, formatFigure, listed } from '../../../base/format.ts';
import type { RunRecord, TrafficRecord } from '../../../record/run-record.ts';
import { subjectWords } from '../../../verdict/subject.ts';
import { figureWords } from '../../../verdict/verdict-message.ts';
import type { RunView } from '../../../view/run-view.ts';
import { type Html, html, type Part } from '../../drawing/markup.ts';
import { DASH, msOrDash, percent } from '../../words/numbers.ts';

const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** The report's first screen: what was run, how it ended and why, and the figures that everybody asks for. */
export function verdictHeader(view: RunView): Html {
  const { record } = view;
  const { headline, why } = verdictSentence(view);
  const target = record.sandbox ? 'embedded sandbox' : new URL(record.baseUrl).host;
  return html`<header class="${record.outcome.replaceAll(' ', '-')}">
<p class="what"><b>${record.scenario}</b> on ${record.environment} <span>${target}</span> <span><time datetime="${record.startedAt}">${DATE.format(new Date(record.startedAt))} UTC</time></span></p>
<h1>${headline}</h1>
<p class="why">${why}</p>
${otherReasons(record)}
<p class="load">Measured with ${loadSentence(record)}${trust(record)}.</p>
${record.traffic === null ? undefined : keyFigures(view, record.traffic)}
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

function keyFigures({ trafficVerdicts }: RunView, traffic: TrafficRecord): Html {
  const { latency, failed, sent, unfinished, requestsPerSecond } = traffic;
  const limits = trafficVerdicts.filter(({ column }) => column === 'scenario');
  const limitOf = (statistic: string) => limits.find((verdict) => verdict.statistic === statistic);
  const [p95, errors] = [limitOf('p95'), limitOf('errorRate')];
  const ended = sent - unfinished;
  // What was judged: over the plateaus, where there are any.
  const p95Ms = p95 === undefined || p95.kind === 'not offered' ? latency.p95Ms : p95.figure;
  const figure = (name: string, value: Part, unit: string, note: Part) =>
    html`<div><dt>${name}</dt><dd><b>${value}</b>${unit === '' ? undefined : html` <i>${unit}</i>`}<small>${note}</small></dd></div>`;
  return html`<dl class="figures">
${figure('95 % answered within', msOrDash(p95Ms), 'ms', p95 === undefined ? '' : `limit ${formatCount(p95.limit)} ms`)}
${figure('median', msOrDash(latency.p50Ms), 'ms', `p99 ${msOrDash(latency.p99Ms)} ms`)}
${figure('failed', ended === 0 ? '–' : percent(failed / ended).replace(' %', ''), '%', `${formatCount(failed)} of ${formatCount(ended)}${errors === undefined ? '' : `, limit ${percent(errors.limit)}`}`)}
${figure('throughput', requestsPerSecond < 100 ? requestsPerSecond.toFixed(1) : formatCount(requestsPerSecond), '/s', `${formatCount(sent)} requests`)}
</dl>`;
}

/** The run's end in one sentence to be read first, and one that says why. */
export interface VerdictSentence {
  readonly headline: string;
  readonly why: string;
}

/** Says how the run ended, in the words of somebody who has to decide on a release. */
export function verdictSentence(view: RunView): VerdictSentence {
  const { record } = view;
  switch (record.outcome) {
    case 'pass':
      return {
        headline: 'Passed: no limit is broken.',
        why: `${judgedSentence(view)}${besideSentence(view)}`,
      };
    case 'fail':
      return failedSentence(view);
    case 'invalid':
      return {
        headline: 'No verdict: the measurement is invalid.',
        why: `Its own trouble may be in every figure, so nothing is judged: ${record.reasons[0]?.text ?? 'no reason was left'}.`,
      };
    case 'could not run':
      return {
        headline: 'Could not run to its end.',
        why: `${record.reasons[0]?.text ?? 'No reason was left'}. ${judgedSentence(view)}`,
      };
  }
}

function failedSentence({ record, failed }: RunView): VerdictSentence {
  const broken = failed.filter(({ failsTheRun }) => failsTheRun);
  const [worst] = broken;
  if (worst === undefined) return { headline: 'Failed.', why: `${record.reasons[0]?.text ?? ''}.` };
  const limits = counted(broken.length, 'limit is broken', 'limits are broken');
  const figure = `${subjectWords(worst.subject, 'spoken')}: ${worst.statistic === 'errorRate' ? 'error rate' : worst.statistic} ${figureWords(worst) ?? DASH}`;
  const sign = worst.direction === 'below' ? 'below' : 'above';
  return {
    headline: `Failed: ${limits}.`,
    why: `${broken.length === 1 ? 'It is' : 'The worst is'} ${figure}, which has to stay ${sign} ${formatFigure(worst.limit, worst.unit)}.`,
  };
}

/** How many limits were held, and how many could not be judged, with the reason. */
function judgedSentence({ counts, record: { verdicts } }: RunView): string {
  const { pass: held, inconclusive: open, 'not offered': missing } = counts;
  if (verdicts.length === 0) return 'Nothing was judged.';
  const parts = [
    ...(open > 0 ? [`${formatCount(open)} had too few samples to tell`] : []),
    ...(missing > 0
      ? [`${formatCount(missing)} ${missing === 1 ? 'is' : 'are'} on what the target does not offer`]
      : []),
  ];
  const rest = parts.length === 0 ? '' : `; ${listed(parts)}`;
  return `${formatCount(held)} of ${formatCount(verdicts.length)} were surely held${rest}.`;
}

/** Limits that were broken and fail nothing: those of the SLA and of the ramps. */
function besideSentence({ counts: { fail: beside } }: RunView): string {
  if (beside === 0) return '';
  return ` ${counted(beside, 'limit')} of the SLA or of a ramp ${beside === 1 ? 'is' : 'are'} broken, which fails nothing.`;
}

/** What was on, e.g. `10 virtual users for 60 s`. */
export function loadSentence(record: RunRecord): string {
  const { traffic, vus, ratePerSecond, rounds, bursts, audits = [] } = record;
  if (traffic === null) {
    if (audits.length > 0) return `audits of ${counted(audits.length, 'page')}`;
    return bursts.length > 0
      ? `${counted(bursts.length, 'burst')} on an otherwise idle target`
      : `${counted(rounds.length, 'round')} without traffic`;
  }
  const users = `up to ${counted(vus, 'virtual user')}`;
  const load = ratePerSecond === undefined ? users : `${formatCount(ratePerSecond)} arrivals/s from ${users}`;
  return `${load} for ${formatDuration(traffic.elapsedMs)}`;
}
