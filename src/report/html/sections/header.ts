import { formatDuration } from '../../../base/duration.ts';
import { counted, formatCount, formatFigure, formatMs, listed } from '../../../base/format.ts';
import type { CapacityRecord } from '../../../capacity/capacity-record.ts';
import { capacitySentence } from '../../../capacity/capacity-words.ts';
import { loadWords } from '../../../capacity/search-window.ts';
import { judgedErrors } from '../../../record/judged-errors.ts';
import type { RunRecord, TrafficRecord } from '../../../record/run-record.ts';
import { subjectWords } from '../../../verdict/subject.ts';
import { figureWords } from '../../../verdict/verdict-message.ts';
import { ALL_REQUESTS, boundedFigures } from '../../../view/bounded-figures.ts';
import { culpritLines } from '../../../view/culprits.ts';
import { patternTitle, stateLine, worstLine } from '../../../view/diagnosis-words.ts';
import { isJudged } from '../../../view/judged-limits.ts';
import type { RunView } from '../../../view/run-view.ts';
import { type Html, html, type Part } from '../../drawing/markup.ts';
import { outageLines } from '../../words/failures.ts';
import {
  openScenario,
  scenarioLimits,
  scenarioScope,
  statisticWords,
  undecidedLine,
} from '../../words/limits.ts';
import { DASH, msOrDash, percent, percentileWords } from '../../words/numbers.ts';
import { exceptWords, quotaNote } from '../../words/own-delay.ts';
import { nextToBursts, sandboxWords } from '../../words/run-lines.ts';
import { usersUntilTheEnd } from '../../words/traffic-users.ts';

const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** The first screen of the report: what was run, how it ended and why, and the main figures. */
export function verdictHeader(view: RunView): Html {
  const { record } = view;
  const [headline, why] = verdictSentence(view);
  const target = sandboxWords(record) ?? new URL(record.baseUrl).host;
  return html`<header class="${record.outcome.replaceAll(' ', '-')}">
<p class="what"><b>${record.scenario}</b> on ${record.environment} <span>${target}</span>${mergedPart(record)} <span><time datetime="${record.startedAt}">${DATE.format(new Date(record.startedAt))} UTC</time></span></p>
<h1>${headline}</h1>
<p class="why">${why}</p>
${otherReasons(record)}${outages(record)}${diagnosisPart(record)}${culpritLines(record).map((line) => html`<p class="why">${line}.</p>`)}
<p class="load">Measured with ${loadSentence(record)}${trust(view)}.${quotaNote(view.ownDelay)}${undecided(view)}</p>
${record.traffic === null ? undefined : keyFigures(view, record.traffic)}
</header>`;
}

/** Says of a run that it was put together from those of several machines or processes. */
function mergedPart({ segments }: RunRecord): Part {
  if (segments === undefined) return undefined;
  return html` <span>merged from ${counted(segments.length, 'segment')}</span>`;
}

/** The limits that the run could not judge, and what judges them. Commands stand between backticks. */
function undecided(view: RunView): Part {
  const parts = undecidedLine(view)?.split('`') ?? [];
  if (parts.length === 0) return undefined;
  return html` ${parts.map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}

/** The reasons that are not limits; broken limits have a section, and outages their own list. */
function otherReasons({ outcome, reasons }: RunRecord): Html | undefined {
  const rest = outcome === 'fail' ? [] : reasons.slice(1).filter(({ kind }) => kind !== 'outage');
  if (rest.length === 0) return undefined;
  return html`<ul class="reasons">${rest.map(({ text }) => html`<li>${text}</li>`)}</ul>`;
}

function outages(record: RunRecord): Html | undefined {
  const lines = outageLines(record);
  if (lines.length === 0) return undefined;
  return html`<p class="why">The target had ${counted(lines.length, 'outage')}:</p>
<ul class="reasons">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

/** State and patterns of the target; undefined for a run without a diagnosis. */
function diagnosisPart({ diagnosis, outcome }: RunRecord): Html | undefined {
  if (diagnosis === undefined) return undefined;
  const worst = worstLine(diagnosis);
  const { patterns } = diagnosis;
  const none =
    outcome === 'fail'
      ? ' None of the known patterns of trouble explains what broke.'
      : ' No known pattern of trouble was found.';
  const items = patterns.map(
    (pattern) =>
      html`<li><b>${patternTitle(pattern)}.</b> ${pattern.evidence.join(' ')} Likely cause: ${pattern.likelyCause}. Next: <code>${pattern.nextCommand}</code></li>`,
  );
  return html`<p class="why">Target: ${stateLine(diagnosis)}.${worst === undefined ? '' : ` Worst: ${worst}.`}${items.length === 0 && diagnosis.ofBursts !== true ? none : ''}</p>
${items.length === 0 ? undefined : html`<ul class="reasons">${items}</ul>`}`;
}

function trust({ ownDelay, record }: RunView): string {
  const waits = ownDelay.knowsWaits ? '' : ', waits for a core not included';
  if (ownDelay.kind === 'exact') return `; the measurer was undisturbed${exceptWords(ownDelay)}${waits}`;
  const own = record.traffic === null ? [] : boundedFigures(ALL_REQUESTS, record.traffic.latency);
  if (ownDelay.kind === 'unknown' || own.length === 0) return '';
  const parts = own.map(({ percentile, ownMs }) => `${formatMs(ownMs)} ms of the ${percentile}`);
  return `; at most ${listed(parts)} over all requests is the measurer's own delay${waits}`;
}

function keyFigures({ trafficVerdicts, record }: RunView, traffic: TrafficRecord): Html {
  const { latency, sent, requestsPerSecond } = traffic;
  const limits = trafficVerdicts.filter(({ column }) => column === 'scenario');
  const limitOf = (statistic: string) => limits.find((verdict) => verdict.statistic === statistic);
  const [p95, errors] = [limitOf('p95'), limitOf('errorRate')];
  const { ended, failed, isJudged: isOfLimit } = judgedErrors(traffic, trafficVerdicts);
  // The judged figures are those under overload, or over the plateaus, if there are any.
  const [underOverload, atAllLoads] =
    record.overload !== undefined
      ? ['under overload, ', 'at all loads, ']
      : record.capacity !== undefined
        ? [searchedAt(record.capacity), 'at all loads, ']
        : ['', ''];
  const ofErrors = isOfLimit ? underOverload : atAllLoads;
  const p95Ms = p95 === undefined || p95.kind === 'not offered' ? latency.p95Ms : p95.figure;
  // As in the table of operations: a lower bound is no measured p95.
  const atLeast = p95?.kind === 'fail' && p95.isAtLeast === true ? '≥ ' : '';
  const figure = (name: string, value: Part, unit: string, note: Part) =>
    html`<div><dt>${name}</dt><dd><b>${value}</b>${unit === '' ? undefined : html` <i>${unit}</i>`}<small>${note}</small></dd></div>`;
  return html`<dl class="figures">
${figure('95 % answered within', `${atLeast}${msOrDash(p95Ms)}`, 'ms', p95 === undefined ? '' : `${underOverload}limit ${formatCount(p95.limit)} ms`)}
${figure('median', msOrDash(latency.p50Ms), 'ms', `${atAllLoads}${percentileWords('p99', latency)}`)}
${figure('failed', ended === 0 ? DASH : percent(failed / ended).replace(' %', ''), '%', `${ofErrors}${formatCount(failed)} of ${formatCount(ended)}${nextToBursts(traffic)}${errors === undefined ? '' : `, limit ${percent(errors.limit)}`}`)}
${figure('throughput', requestsPerSecond < 100 ? requestsPerSecond.toFixed(1) : formatCount(requestsPerSecond), '/s', counted(sent, 'request'))}
</dl>`;
}

/** The load by which a search is judged. */
function searchedAt({ kind }: CapacityRecord): string {
  return kind === 'nothing' ? 'at the lowest load, ' : 'at the load that held, ';
}

/** One sentence that says how the run ended, and one that says why. */
type VerdictSentence = readonly [headline: string, why: string];

/** Says how the run ended, for somebody who decides on a release. */
function verdictSentence(view: RunView): VerdictSentence {
  const { record } = view;
  const reason = record.reasons[0]?.text;
  switch (record.outcome) {
    case 'pass':
      return record.capacity === undefined
        ? [passedHeadline(view), `${heldSentence(view)}${reportedSentence(view)}`]
        : searchedSentence(record.capacity, view);
    case 'fail':
      return failedSentence(view);
    case 'invalid': {
      const what = isJudged(record)
        ? 'Limits were left undecided'
        : 'Nothing that was measured can be trusted';
      return ['No verdict: the measurement is invalid.', `${what}: ${reason ?? 'it left no reason'}.`];
    }
    case 'nothing decided':
      return [
        'Nothing decided: measured, but no limit that counts was held or broken.',
        `${reason ?? 'It left no reason'}.`,
      ];
    case 'segment':
      return [
        'A segment: measured, not judged.',
        'Limits are those of the whole load; npm run merge judges all segments together.',
      ];
    case 'could not run':
      return ['Could not run to its end.', `${reason ?? 'It left no reason'}.`];
  }
}

/** Limits that were held make a run green; the headline says so where the scenario's own are not among them. */
function passedHeadline(view: RunView): string {
  // Those of the SLA and of ramps may be broken in a green run.
  const limit = view.counts.fail === 0 ? 'limit' : 'limit that counts';
  return openScenario(view) === undefined
    ? `Passed: no ${limit} is broken.`
    : `No ${limit} is broken, and none of the scenario’s own was decided.`;
}

/** A search breaks limits on purpose, so the load is the news. */
function searchedSentence(capacity: CapacityRecord, view: RunView): VerdictSentence {
  const { kind, unit, level, most } = capacity;
  const headline =
    kind === 'found' && level !== undefined
      ? `Passed: it carries ${loadWords(level, unit)}.`
      : `Passed: it carries ${loadWords(most, unit)} or more.`;
  return [headline, `${capacitySentence(capacity)} ${heldSentence(view)}`];
}

function failedSentence({ record, failed }: RunView): VerdictSentence {
  const broken = failed.filter(({ failsTheRun }) => failsTheRun);
  const [worst] = broken;
  if (worst === undefined) return ['Failed.', `${record.reasons[0]?.text ?? ''}.`];
  const limits = counted(broken.length, 'limit is broken', 'limits are broken');
  const figure = `${subjectWords(worst.subject, 'spoken')}: ${statisticWords(worst)} ${figureWords(worst) ?? DASH}`;
  const which = broken.length === 1 ? 'It is' : 'The worst is';
  const has = worst.statistic === 'capacity' ? 'be at least' : `stay ${worst.direction}`;
  const limit = `${has} ${formatFigure(worst.limit, worst.unit)}`;
  const because = worst.explanation === undefined ? '' : ` ${worst.explanation.replace(/\.?$/, '.')}`;
  return [`Failed: ${limits}.`, `${which} ${figure}, which has to ${limit}.${because}`];
}

/** The scenario's limits first: they judge all requests together, so the shortest run can hold or break them. */
function heldSentence(view: RunView): string {
  const { record, counts } = view;
  if (record.verdicts.length === 0) return 'Nothing was judged.';
  const limits = scenarioLimits(view).map(
    ({ name, figure, limit, result }) => `${name} ${figure} (limit ${limit}, ${result})`,
  );
  const others = counts.pass - view.scenarioVerdicts.filter(({ kind }) => kind === 'pass').length;
  const open = openScenario(view);
  if (open !== undefined)
    return `${open} ${counted(counts.pass, 'other limit is held', 'other limits are held')}.`;
  if (limits.length === 0) return `${counted(counts.pass, 'limit is held', 'limits are held')}.`;
  const scope = scenarioScope(view);
  return `${scope.charAt(0).toUpperCase()}${scope.slice(1)}: ${listed(limits)}.${others === 0 ? '' : ` ${counted(others, 'other limit is held', 'other limits are held')}.`}`;
}

/** Broken limits that do not fail the run: those of the SLA and of ramps. */
function reportedSentence({ counts: { fail: reported } }: RunView): string {
  if (reported === 0) return '';
  return ` ${counted(reported, 'limit of the SLA or of a ramp is', 'limits of the SLA or of a ramp are')} broken, which is only reported.`;
}

/** The load of the run, e.g. `10 virtual users for 60 s`. */
function loadSentence(record: RunRecord): string {
  const { traffic, vus, ratePerSecond, rounds, bursts, capacity, audits = [] } = record;
  if (traffic === null) {
    if (audits.length > 0) return `audits of ${counted(audits.length, 'page')}`;
    return bursts.length > 0
      ? `${counted(bursts.length, 'burst')} on an otherwise idle target`
      : `${counted(rounds.length, 'round')} without traffic`;
  }
  if (capacity !== undefined)
    return `a search up to ${loadWords(capacity.most, capacity.unit)} for ${formatDuration(traffic.elapsedMs)}`;
  const users = counted(vus, 'virtual user');
  const load =
    ratePerSecond === undefined
      ? (usersUntilTheEnd(traffic, record) ?? `up to ${users}`)
      : `${formatCount(ratePerSecond)} arrivals/s from ${users} on`;
  return `${load} for ${formatDuration(traffic.elapsedMs)}`;
}
