import { formatCount, formatFigure } from '../../../base/format.ts';
import { subjectWords } from '../../../verdict/subject.ts';
import type { Verdict } from '../../../verdict/verdict.ts';
import { figureWords } from '../../../verdict/verdict-message.ts';
import type { RunView } from '../../../view/run-view.ts';
import { limitBar } from '../../drawing/bars.ts';
import { type Html, html } from '../../drawing/markup.ts';
import { DASH } from '../../words/numbers.ts';

/** What broke and why, worst first; then SLA breaches, which are reported and fail nothing. Nothing when all is well. */
export function brokenSection({ record, failed, why }: RunView): Html | undefined {
  const broken = failed.filter(({ failsTheRun }) => failsTheRun);
  const beside = failed.filter(({ failsTheRun }) => !failsTheRun);
  const other = record.outcome === 'fail' ? record.reasons.filter(({ kind }) => kind !== 'limit') : [];
  if (failed.length === 0 && other.length === 0) return undefined;
  const isInvalid = record.outcome === 'invalid';
  return html`<section id="broke"><h2>${isInvalid ? 'What would have broken' : broken.length > 0 || other.length > 0 ? 'What broke and why' : 'Reported, but failing nothing'}</h2>
${isInvalid && html`<p>The figures below were taken while the measurer was in trouble, so they may be its own.</p>`}
${other.length > 0 && html`<ul class="reasons">${other.map(({ text }) => html`<li>${text}</li>`)}</ul>`}
${broken.length > 0 && html`<ol class="broken">${broken.map((verdict) => item(verdict, why.get(verdict) ?? []))}</ol>`}
${
  beside.length > 0 &&
  html`${broken.length > 0 && html`<h3>Reported, but failing nothing</h3>`}
<p>Over the SLA or within a ramp: told here, and no reason to fail the run.</p>
<ol class="broken beside">${beside.map((verdict) => item(verdict, why.get(verdict) ?? []))}</ol>`
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

function item(verdict: Verdict & { kind: 'fail' }, why: readonly string[]): Html {
  const { subject, statistic, limit, unit, direction, column, samples, samplesAre } = verdict;
  const noun =
    samplesAre ?? (unit === 'per second' ? 'seconds' : column === 'journey' ? 'visits' : 'samples');
  return html`<li><p class="name"><b>${subjectWords(subject, 'spoken')}</b> ${statistic === 'errorRate' ? 'error rate' : statistic} <strong>${figureWords(verdict) ?? DASH}</strong> ${limitBar(verdict, { isAlone: true })} <span class="limit">${COLUMN_WORDS[column]} limit ${direction === 'below' ? '<' : '>'} ${formatFigure(limit, unit)}, ${formatCount(samples)} ${noun}</span></p>
<p>${why.join(' ')}</p></li>
`;
}
