import type { Result } from 'lighthouse';
import { medianInterval } from '../../src/verdict/median-interval.ts';
import { markdownTable } from '../shared/markdown.ts';

/** Two audits of a page, one straight after the other. */
export interface AuditedPair {
  readonly direct: Measured;
  readonly playAudit: Measured;
}

/** As much of a result as is compared, and how long the browser waited for a core. */
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
    const told = (value: number) => value.toFixed(digits).replace(/^-(0(\.0+)?)$/, '$1');
    return [
      `${page} ${name}`,
      spread(direct, told),
      spread(played, told),
      spread(differences, told),
      lower === undefined || upper === undefined ? '-' : `${told(lower)} to ${told(upper)}`,
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

function spread(values: readonly number[], told: (value: number) => string): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  const median = (at((sorted.length - 1) >> 1) + at(sorted.length >> 1)) / 2;
  return `${told(median)} (${told(at(0))} to ${told(at(sorted.length - 1))})`;
}
