import type { Result } from 'lighthouse';
import { medianInterval } from '../../src/verdict/median-interval.ts';
import { markdownTable } from '../shared/markdown.ts';
import { spreadOf } from '../shared/spread.ts';

/** Two audits of a page, one right after the other. */
export interface AuditedPair {
  readonly direct: Measured;
  readonly playAudit: Measured;
}

/** The part of a result that is compared, and how long the browser waited for a core. */
export type Measured = Pick<Result, 'audits' | 'categories'> & { readonly browserWaitShare: number };

const FIGURES: readonly { name: string; digits: number; of(result: Measured): number }[] = [
  { name: 'score', digits: 0, of: ({ categories }) => (categories.performance?.score ?? Number.NaN) * 100 },
  { name: 'FCP, ms', digits: 0, of: numeric('first-contentful-paint') },
  { name: 'LCP, ms', digits: 0, of: numeric('largest-contentful-paint') },
  { name: 'TBT, ms', digits: 0, of: numeric('total-blocking-time') },
  { name: 'CLS', digits: 3, of: numeric('cumulative-layout-shift') },
  { name: 'Speed Index, ms', digits: 0, of: numeric('speed-index') },
  { name: 'transferred, bytes', digits: 0, of: numeric('total-byte-weight') },
  { name: 'browser waited, %', digits: 0, of: ({ browserWaitShare }) => browserWaitShare * 100 },
];

/**
 * The figures of a page as a Markdown table: median and range of each way, and of the differences within the pairs
 * (playAudit less direct) with the 95 % confidence interval of their median. Fewer than six pairs have no interval.
 */
export function pairTable(page: string, pairs: readonly AuditedPair[]): string {
  const rows = FIGURES.map(({ name, digits, of }) => {
    const direct = pairs.map((pair) => of(pair.direct));
    const played = pairs.map((pair) => of(pair.playAudit));
    const differences = pairs.map((pair) => of(pair.playAudit) - of(pair.direct));
    const { lower, upper } = medianInterval(differences) ?? {};
    const text = (value: number) => value.toFixed(digits).replace(/^-(0(\.0+)?)$/, '$1');
    return [
      `${page} ${name}`,
      spreadText(direct, text),
      spreadText(played, text),
      spreadText(differences, text),
      lower === undefined || upper === undefined ? '-' : `${text(lower)} to ${text(upper)}`,
    ];
  });
  return markdownTable(
    [`${pairs.length} pairs`, 'Lighthouse alone', 'playAudit', 'difference', '95 % interval of its median'],
    rows,
  );
}

function numeric(id: string): (result: Measured) => number {
  return ({ audits }) => audits[id]?.numericValue ?? Number.NaN;
}

function spreadText(values: readonly number[], text: (value: number) => string): string {
  const spread = spreadOf(values);
  return spread === null ? '-' : `${text(spread.median)} (${text(spread.lowest)} to ${text(spread.highest)})`;
}
