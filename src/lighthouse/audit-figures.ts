import type { Result } from 'lighthouse';
import type { AuditMode } from './audited-pages.ts';

/** What one run of Lighthouse says of a page. Times are in milliseconds of the device that was simulated. */
export interface AuditFigures {
  /** Performance score, 0 to 100. That of a timespan is made of TBT and CLS alone, with Lighthouse's own weights. */
  readonly score: number;
  readonly tbtMs: number;
  readonly cls: number;
  /** Everything that came over the line, headers included. */
  readonly transferredBytes: number;
  /** Of a navigation. */
  readonly fcpMs?: number;
  readonly lcpMs?: number;
  readonly ttiMs?: number;
  /** Of a timespan. */
  readonly inpMs?: number;
  /**
   * Of the time in which the browser wanted a core, the share that it waited for one; left out where the system does
   * not tell.
   */
  readonly browserWaitShare?: number;
}

/** The part of Lighthouse's result that is read here. */
export type AuditedResult = Pick<Result, 'audits' | 'categories' | 'runtimeError'>;

const OF_NAVIGATION = {
  fcpMs: 'first-contentful-paint',
  lcpMs: 'largest-contentful-paint',
  ttiMs: 'interactive',
} as const;
const OF_TIMESPAN = { inpMs: 'interaction-to-next-paint' } as const;

/**
 * Reads the figures of a run. A value that is missing is never taken for a good one: it would hold every limit.
 *
 * @param what names the run in the message, e.g. `lighthouse login, run 3 of 5`
 * @throws Error naming the first category or value that the run has not
 */
export function readFigures(result: AuditedResult, mode: AuditMode, what: string): AuditFigures {
  const said = result.runtimeError === undefined ? '' : `; Lighthouse said: ${result.runtimeError.message}`;
  const category = result.categories.performance;
  if (category === undefined) {
    const found = Object.keys(result.categories).join(', ');
    throw new Error(
      `${what}: found no category 'performance' (categories: ${found === '' ? 'none' : found})${said}; right would be one with a score`,
    );
  }
  const value = (id: string): number => {
    const audit = result.audits[id];
    if (audit?.numericValue !== undefined && Number.isFinite(audit.numericValue)) return audit.numericValue;
    const why = audit === undefined ? 'no such audit' : (audit.errorMessage ?? audit.scoreDisplayMode);
    const more = why === result.runtimeError?.message ? '' : said;
    throw new Error(`${what}: found no value of '${id}' (${why})${more}; right would be a number`);
  };
  const ofMode = mode === 'navigation' ? OF_NAVIGATION : OF_TIMESPAN;
  const figures = {
    tbtMs: value('total-blocking-time'),
    cls: value('cumulative-layout-shift'),
    transferredBytes: value('total-byte-weight'),
    ...Object.fromEntries(Object.entries(ofMode).map(([key, id]) => [key, value(id)])),
  };
  if (category.score === null) {
    throw new Error(
      `${what}: found a category 'performance' without a score${said}; right would be 0 to 100`,
    );
  }
  return { score: Math.round(category.score * 100), ...figures };
}
