import { bareFigure, type FigureUnit, formatFigure } from '../base/format.ts';

/** What of a limit the words need; `Limit` has it. */
interface HiddenLimit {
  readonly limit: number;
  readonly unit: FigureUnit;
  readonly direction: 'below' | 'above';
}

/**
 * Why the measurer's own delay keeps a limit from being decided, with both figures: what the samples show for certain, and
 * how much of that may be the measurer's.
 *
 * @param alone the good end of the interval of what was measured, which is on the bad side of the limit
 * @param best the same end with everything taken off that may be the measurer's, which is on the good side
 */
export function hiddenWords(
  { limit, unit, direction }: HiddenLimit,
  alone: number,
  best: number | undefined,
): string {
  const share = best === undefined ? 'all of it' : `up to ${formatFigure(Math.abs(alone - best), unit)}`;
  const figure = apartFrom(limit, alone, unit);
  const shown =
    direction === 'below'
      ? `the samples show at least ${figure}, of which ${share} may be the measurer's own delay`
      : `the samples show at most ${figure}, from which the measurer's own delay may have taken ${share}`;
  return `${shown}: without that it may be within the limit`;
}

/** A figure with so many digits that it does not look like the limit: 500.2 ms next to 500 ms. */
function apartFrom(limit: number, figure: number, unit: FigureUnit): string {
  const usual = formatFigure(figure, unit);
  if (usual !== formatFigure(limit, unit) || figure === limit) return usual;
  const scale = unit === 'share' ? 100 : 1;
  const digits = [1, 2, 3, 4].find((some) => Number((figure * scale).toFixed(some)) !== limit * scale) ?? 4;
  return usual.replace(bareFigure(figure, unit), (figure * scale).toFixed(digits));
}
