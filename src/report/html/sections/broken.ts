import { counted } from '../../../base/format.ts';
import { subjectWords } from '../../../verdict/subject.ts';
import type { Verdict } from '../../../verdict/verdict.ts';
import { figureWords, sampleNoun } from '../../../verdict/verdict-message.ts';
import type { RunView } from '../../../view/run-view.ts';
import { limitBar } from '../../drawing/bars.ts';
import { type Html, html, withTraceLinks } from '../../drawing/markup.ts';
import { limitWords, statisticWords } from '../../words/limits.ts';
import { DASH } from '../../words/numbers.ts';

/** What broke and why, worst first; then what is only reported: the SLA and ramps. Undefined if nothing broke. */
export function brokenSection({ record, failed, why }: RunView): Html | undefined {
  const broken = failed.filter(({ failsTheRun }) => failsTheRun);
  const reported = failed.filter(({ failsTheRun }) => !failsTheRun);
  const other = record.outcome === 'fail' ? record.reasons.filter(({ kind }) => kind !== 'limit') : [];
  if (failed.length === 0 && other.length === 0) return undefined;
  return html`<section id="broke"><h2>${broken.length > 0 || other.length > 0 ? 'What broke and why' : 'Broken, but only reported'}</h2>
${other.length > 0 && html`<ul class="reasons">${other.map(({ text }) => html`<li>${withTraceLinks(text, record.traceUrl)}</li>`)}</ul>`}
${broken.length > 0 && html`<ol class="broken">${broken.map((verdict) => item(verdict, why.get(verdict) ?? [], record.traceUrl))}</ol>`}
${
  reported.length > 0 &&
  html`${broken.length > 0 && html`<h3>Broken, but only reported</h3>`}
<p>Limits of the SLA and of ramps do not fail the run.</p>
<ol class="broken beside">${reported.map((verdict) => item(verdict, why.get(verdict) ?? [], record.traceUrl))}</ol>`
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

function item(
  verdict: Verdict & { kind: 'fail' },
  why: readonly string[],
  traceUrl: string | undefined,
): Html {
  const { subject, column, samples } = verdict;
  return html`<li><p class="name"><b>${subjectWords(subject, 'spoken')}</b> ${statisticWords(verdict)} <strong>${figureWords(verdict) ?? DASH}</strong> ${limitBar(verdict, { isAlone: true })} <span class="limit">${COLUMN_WORDS[column]} limit ${limitWords(verdict)}, ${counted(samples, sampleNoun(verdict))}</span></p>
<p>${withTraceLinks(why.join(' '), traceUrl)}</p></li>
`;
}
