import { type Look, merged, type Span, span } from './styled-line.ts';

/** Without the full one, so that graphs of neighbouring lines do not run into each other. */
const BLOCKS = '▁▂▃▄▅▆▇';
const NOTHING = '·';

/**
 * A row of small bars, one for each value, the highest of `top` and above. A value that is missing is a gap, and one
 * of nothing a dot, so that a little is told from nothing.
 */
export function sparkline(
  values: readonly (number | undefined)[],
  top: number,
  lookOf: (value: number, index: number) => Look,
): Span[] {
  return merged(
    values.map((value, index) => {
      if (value === undefined) return span(' ');
      if (value <= 0) return span(NOTHING, 'dim');
      const level = Math.ceil((Math.min(value, top) / top) * BLOCKS.length) - 1;
      return span(BLOCKS[Math.max(0, level)] ?? ' ', lookOf(value, index));
    }),
  );
}

/** A bar of this width, filled up to a share of 1. */
export function bar(share: number, width: number): Span[] {
  const filled = Math.round(Math.min(Math.max(share, 0), 1) * width);
  return [span('━'.repeat(filled), 'accent'), span('─'.repeat(width - filled), 'dim')];
}
