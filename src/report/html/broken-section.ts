import { formatFigure } from '../../base/format.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { subjectWords } from '../../verdict/subject.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import { limitBar } from './limit-bar.ts';
import { type Html, html } from './markup.ts';
import { excess } from './verdict-sentence.ts';
import { whyBroken } from './why-broken.ts';
import { count } from './words.ts';

/** What broke and why, worst first; then SLA breaches, which are reported and fail nothing. Nothing when all is well. */
export function brokenSection(record: RunRecord): Html | undefined {
  const failed = record.verdicts
    .filter((verdict) => verdict.kind === 'fail')
    .sort((a, b) => excess(b) - excess(a));
  const broken = failed.filter(({ failsTheRun }) => failsTheRun);
  const beside = failed.filter(({ failsTheRun }) => !failsTheRun);
  const other = record.outcome === 'fail' ? record.reasons.filter(({ kind }) => kind !== 'limit') : [];
  if (failed.length === 0 && other.length === 0) return undefined;
  const isInvalid = record.outcome === 'invalid';
  return html`<section id="broke"><h2>${isInvalid ? 'What would have broken' : broken.length > 0 || other.length > 0 ? 'What broke and why' : 'Reported, but failing nothing'}</h2>
${isInvalid && html`<p>The figures below were taken while the measurer was in trouble, so they may be its own.</p>`}
${other.length > 0 && html`<ul class="reasons">${other.map(({ text }) => html`<li>${text}</li>`)}</ul>`}
${broken.length > 0 && html`<ol class="broken">${broken.map((verdict) => item(verdict, record))}</ol>`}
${
  beside.length > 0 &&
  html`${broken.length > 0 && html`<h3>Reported, but failing nothing</h3>`}
<p>Over the SLA or within a ramp: told here, and no reason to fail the run.</p>
<ol class="broken beside">${beside.map((verdict) => item(verdict, record))}</ol>`
}
</section>`;
}

const COLUMN_WORDS = {
  baseline: 'baseline',
  sla: 'SLA',
  scenario: 'scenario',
  ramp: 'ramp',
  journey: 'journey',
};

function item(verdict: Verdict & { kind: 'fail' }, record: RunRecord): Html {
  const { subject, statistic, figure, limit, unit, direction, column, samples, samplesAre } = verdict;
  const noun =
    samplesAre ?? (unit === 'per second' ? 'seconds' : column === 'journey' ? 'visits' : 'samples');
  return html`<li><p class="name"><b>${subjectWords(subject, 'spoken')}</b> ${statistic === 'errorRate' ? 'error rate' : statistic} <strong>${formatFigure(figure, unit)}</strong> ${limitBar(verdict, { isAlone: true })} <span class="limit">${COLUMN_WORDS[column]} limit ${direction === 'below' ? '<' : '>'} ${formatFigure(limit, unit)}, ${count(samples)} ${noun}</span></p>
<p>${whyBroken(verdict, record).join(' ')}</p></li>
`;
}
