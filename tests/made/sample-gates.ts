/** A percentile in an expression of PromQL, and how many samples it is asked to have. */
export interface PromPercentile {
  /** 0 to 1. */
  readonly quantile: number;
  /** The buckets that it is taken of. */
  readonly buckets: string;
  /** What stands behind it: ` and <samples> >= <least>`; undefined where it is printed whatever its samples are. */
  readonly gate: { readonly samples: string; readonly least: number; readonly text: string } | undefined;
}

const BEGIN = 'histogram_quantile(';

/** All percentiles of an expression. */
export function percentilesOf(expression: string): PromPercentile[] {
  return expression
    .split(BEGIN)
    .slice(1)
    .map((rest) => {
      const end = endOfCall(rest);
      const [, quantile, buckets = ''] = /^([\d.]+), (.+)$/.exec(rest.slice(0, end)) ?? [];
      const [text, samples, least] = /^ and (.+?) >= (\d+)/.exec(rest.slice(end + 1)) ?? [];
      const gate = text && samples ? { samples, least: Number(least), text } : undefined;
      return { quantile: Number(quantile), buckets, gate };
    });
}

/** The same expression where every percentile is printed whatever its samples are. */
export function withoutGates(expression: string): string {
  return percentilesOf(expression).reduce((left, { gate }) => left.replace(gate?.text ?? '', ''), expression);
}

/** The samples that these buckets hold, over the same window and by the same labels. */
export function samplesIn(buckets: string): string {
  const samples = buckets
    .replaceAll('_bucket{', '_count{')
    .replaceAll(' by (le)', '')
    .replaceAll(', le)', ')')
    .replaceAll('rate(', 'increase(')
    .replaceAll('sum (', 'sum(');
  return samples.includes(') or sum') ? `(${samples})` : samples;
}

/** Where the parenthesis is closed that was opened before this text. Texts in quotes have none. */
function endOfCall(text: string): number {
  let open = 1;
  for (const [index, letter] of [...text].entries()) {
    if (letter === '(') open += 1;
    if (letter === ')') open -= 1;
    if (open === 0) return index;
  }
  throw new Error(`a call is not closed: ${text}`);
}
