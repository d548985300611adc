import { formatCount } from '../../../base/format.ts';
import type { Column } from '../../../base/text-table.ts';
import { ownWords } from '../../../measure/validity.ts';
import type { LimitUnderOverload, LoadLevel } from '../../../record/overload-record.ts';
import { subjectWords } from '../../../verdict/subject.ts';
import type { BreakingLoad, OverloadView } from '../../../view/breaking-loads.ts';
import type { RunView } from '../../../view/run-view.ts';
import { dataTable, folded, type Html, html, type Part } from '../../drawing/markup.ts';
import { limitWords, statisticWords } from '../../words/limits.ts';
import { DASH, percent } from '../../words/numbers.ts';
import {
  aloneWords,
  breakingColumns,
  figureAtLevel,
  judgedAtSentence,
  loadWords,
  missingUnderOverload,
  overloadCountsSentence,
} from '../../words/overload.ts';
import { boundedMs } from './latency-rows.ts';

/** More rows than this are folded: after a hard overload nearly every limit is among them. */
const MOST_ROWS = 12;

/** What was judged at which load, and which limits the overload broke where; nothing for a run without overload. */
export function overloadSection({ overload }: RunView): Html | undefined {
  if (overload === undefined) return undefined;
  const { broken, unit } = overload;
  const columns = breakingColumns(unit);
  const table = (some: readonly BreakingLoad[]) =>
    dataTable('The load at which each limit of normal load broke first', columns, some);
  return html`<section id="overload"><h2>Overload</h2>
<p>${judgedAtSentence(overload)} ${overloadCountsSentence(overload)}</p>
${missingUnderOverload(overload).map((line) => html`<p>${line}</p>`)}
${levelsTable(overload)}
${
  broken.length > 0 &&
  html`<h3>What broke at which load</h3>
<p>Of each operation, socket, step and burst the limit that broke first, at the lowest load at which that is certain, the
measurer's own delay taken off. Levels between the two loads are not decided.</p>
${table(broken.slice(0, MOST_ROWS))}
${broken.length > MOST_ROWS && folded(`${formatCount(broken.length - MOST_ROWS)} more`, table(broken.slice(MOST_ROWS)))}`
}
${folded('Every limit of the traffic at every level', everyLimit(overload))}
</section>`;
}

const KIND_WORDS = {
  normal: 'normal load, judged',
  overload: 'overload, own limits judged',
  recovering: 'recovery, own error rate judged',
} as const;

function levelsTable({ levels, unit }: OverloadView): Html {
  return dataTable<LoadLevel>(
    'All requests together at each level of the load',
    [
      ['load', (level) => loadWords(level, unit)],
      ['', ({ kind }) => KIND_WORDS[kind]],
      ['without rounds', aloneWords, 'number'],
      ['requests', ({ requests }) => formatCount(requests), 'number'],
      ['p95 ms', ({ p95Ms, p95LeastMs }) => boundedMs(p95Ms, p95LeastMs), 'number'],
      ['failed', ({ errorRate }) => (errorRate === undefined ? DASH : percent(errorRate)), 'number'],
    ],
    levels,
  );
}

/** A row for each limit, a column for each level: a broken one is marked, one that is not decided is in brackets. */
function everyLimit({ levels, limits, unit }: OverloadView): Html {
  const columns: Column<LimitUnderOverload, Part>[] = [
    ['limit of', ({ subject, statistic }) => `${subjectWords(subject)} ${statisticWords({ statistic })}`],
    ['limit', limitWords, 'number'],
    ...levels.map(
      (level, index): Column<LimitUnderOverload, Part> => [
        level.kind === 'recovering' ? 'recovery' : loadWords(level, unit),
        (limit) => cell(limit, index),
        'number',
      ],
    ),
  ];
  return html`<p>Broken figures are red; one in brackets is not decided. The small figure: at most so much of it is the delay of
the measurer itself, where that matters.</p>
${dataTable('Every limit of the traffic at every level', columns, limits)}`;
}

function cell({ levels, unit }: LimitUnderOverload, index: number): Part {
  const at = levels[index];
  if (at === undefined) return DASH;
  const figure = figureAtLevel(at, unit);
  const words = ownWords(at.figure, at.least, unit);
  const own = words !== undefined && html`<small class="own">${words}</small>`;
  if (at.kind === 'fail') return html`<b class="bad">${figure}</b>${own}`;
  return html`${at.kind === 'inconclusive' && figure !== DASH ? `(${figure})` : figure}${own}`;
}
