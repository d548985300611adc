import { bareFigure, counted, formatFigure } from '../base/format.ts';
import { isExact } from '../measure/validity.ts';
import { subjectWords } from './subject.ts';
import type { Judgement, Limit } from './verdict.ts';

/**
 * One line that says what was checked, the figure, the limit, the samples and the interval, e.g.
 * `deals.create p95 612 ms, limit < 500 ms (baseline), 1,840 samples, 95 % interval 590 to 640 ms: fail`. A failure that
 * is explained has the explanation in a second line. For people only: no code may tell verdicts apart by this text.
 */
export function verdictMessage(verdict: Judgement): string {
  const what = `${subjectWords(verdict.subject)} ${verdict.statistic}`;
  const limit = `limit ${limitSign(verdict)} ${formatFigure(verdict.limit, verdict.unit)} (${verdict.column})`;
  if (verdict.kind === 'not offered')
    return `${what}: not offered by the target (${verdict.reason}), ${limit}`;
  const samples = counted(verdict.samples, sampleNoun(verdict));
  const line = `${what} ${figureWords(verdict) ?? 'not measured'}${boundWords(verdict)}, ${limit}, ${samples}, ${interval(verdict)}: ${verdict.kind}`;
  if (verdict.kind === 'fail' && verdict.explanation !== undefined)
    return `${line}\n    ${verdict.explanation}`;
  return verdict.kind === 'inconclusive' ? `${line} (${verdict.reason})` : line;
}

/** The sign before a limit: only a capacity may equal the one that was wanted. */
export function limitSign({ statistic, direction }: Pick<Limit, 'statistic' | 'direction'>): string {
  if (statistic === 'capacity') return '≥';
  return direction === 'below' ? '<' : '>';
}

/** The figure with its unit: `612 ms`, `at least 612 ms`; undefined if it was not measured. */
export function figureWords(verdict: Judgement): string | undefined {
  if (verdict.kind === 'not offered' || verdict.figure === undefined) return undefined;
  const figure = formatFigure(verdict.figure, verdict.unit);
  return verdict.kind === 'fail' && verdict.isAtLeast === true ? `at least ${figure}` : figure;
}

/** How much of the figure may be the measurer's own doing: `, of which up to 60 ms may be the measurer's own delay`. */
function boundWords(verdict: Exclude<Judgement, { kind: 'not offered' }>): string {
  const { kind, figure, least, unit, direction, column, samplesAre } = verdict;
  const isOfBrowser = column === 'journey' || (samplesAre === 'runs' && (unit === 'ms' || unit === 'points'));
  if (kind === 'fail' && isOfBrowser && least === undefined)
    return ", of which an unknown part may be the measurer's own delay";
  if (kind === 'pass' || figure === undefined || least === undefined || figure === least) return '';
  if (unit === 'ms' && isExact(figure, least)) return '';
  const share = formatFigure(Math.abs(figure - least), unit);
  return direction === 'below'
    ? `, of which up to ${share} may be the measurer's own delay`
    : `, from which the measurer's own delay may have taken up to ${share}`;
}

/** What a limit's samples are, each of them. */
export function sampleNoun({
  statistic,
  unit,
  column,
  samplesAre,
}: Pick<Judgement, 'statistic' | 'unit' | 'column' | 'samplesAre'>): string {
  if (statistic === 'capacity') return 'window';
  if (samplesAre === 'runs') return 'run';
  if (unit === 'per second') return 'second';
  return column === 'journey' ? 'visit' : 'sample';
}

/** An audit has too few runs for a 95 % interval: it gives the range of all of them. */
function interval(verdict: Exclude<Judgement, { kind: 'not offered' }>): string {
  const range = rangeWords(verdict.interval, verdict.unit);
  if (range === undefined) return 'no interval yet';
  return `${verdict.samplesAre === 'runs' ? 'all of them' : '95 % interval'} ${range}`;
}

/** A range with its unit: `590 to 640 ms`, `498 ms or more`, `640 ms or less`; undefined when neither end is known. */
export function rangeWords(
  { lower, upper }: { readonly lower?: number; readonly upper?: number },
  unit: Judgement['unit'],
): string | undefined {
  if (lower === undefined) return upper === undefined ? undefined : `${formatFigure(upper, unit)} or less`;
  if (upper === undefined) return `${formatFigure(lower, unit)} or more`;
  return `${bareFigure(lower, unit)} to ${formatFigure(upper, unit)}`;
}
