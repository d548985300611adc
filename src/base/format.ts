/**
 * What a figure is counted in. Latencies are in milliseconds, shares are between 0 and 1, throughput is in requests per
 * second. The score of a page has points (0 to 100); a layout shift has no unit.
 */
export type FigureUnit = 'ms' | 'share' | 'per second' | 'points' | 'bytes' | 'shift';

/** A figure with its unit, with as many digits as carry meaning. */
export function formatFigure(figure: number, unit: FigureUnit): string {
  if (unit === 'share') return `${trimmed(figure * 100, 2)} %`;
  if (unit === 'per second') return `${Math.round(figure).toLocaleString('en-US')}/s`;
  if (unit === 'points') return String(figure);
  if (unit === 'shift') return trimmed(figure, 3);
  if (unit === 'bytes') return `${Number((figure / 1000).toFixed(1)).toLocaleString('en-US')} kB`;
  return `${formatMs(figure)} ms`;
}

/** Milliseconds: two decimals below 10, one below 100, none above. */
export function formatMs(ms: number): string {
  if (ms < 10) return trimmed(ms, 2);
  if (ms < 100) return trimmed(ms, 1);
  return Math.round(ms).toLocaleString('en-US');
}

function trimmed(value: number, decimals: number): string {
  return String(Number(value.toFixed(decimals)));
}
