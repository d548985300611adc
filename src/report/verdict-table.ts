import { formatFigure } from '../base/format.ts';
import { subjectWords } from '../verdict/subject.ts';
import type { Judgement } from '../verdict/verdict.ts';
import { htmlTable, numberCell } from './html-table.ts';

/** Verdicts as a small HTML page of its own, for an attachment: what, figure, interval, limit, samples, verdict. */
export function verdictTable(title: string, verdicts: readonly Judgement[]): string {
  return htmlTable(
    title,
    ['limit on', 'figure', 'interval', 'limit', 'samples', 'verdict'],
    verdicts.map((verdict) => [
      `${subjectWords(verdict.subject)} ${verdict.statistic}`,
      numberCell(figureOf(verdict)),
      numberCell(intervalOf(verdict)),
      numberCell(
        `${verdict.direction === 'below' ? '<' : '>'} ${formatFigure(verdict.limit, verdict.unit)} (${verdict.column})`,
      ),
      numberCell('samples' in verdict ? verdict.samples.toLocaleString('en-US') : ''),
      { html: `<span class="v ${verdict.kind.replace(' ', '-')}">${verdict.kind}</span>` },
    ]),
  );
}

function figureOf(verdict: Judgement): string {
  if (verdict.kind === 'not offered' || verdict.figure === undefined) return '–';
  return formatFigure(verdict.figure, verdict.unit);
}

function intervalOf(verdict: Judgement): string {
  if (verdict.kind === 'not offered') return '';
  const { lower, upper } = verdict.interval;
  const end = (value: number | undefined) => (value === undefined ? '…' : formatFigure(value, verdict.unit));
  return `${end(lower)} to ${end(upper)}`;
}
