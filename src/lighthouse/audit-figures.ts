import type { Result } from 'lighthouse';
import type { AuditMode } from './audited-pages.ts';

/** The figures of one run of Lighthouse. Times are in milliseconds on the simulated device. */
export interface AuditFigures {
  /** Performance score, 0 to 100. A timespan's score consists of TBT and CLS only, with Lighthouse's own weights. */
  readonly score: number;
  readonly tbtMs: number;
  readonly cls: number;
  /** Everything that the page received over the network, headers included. */
  readonly transferredBytes: number;
  /** Navigations only. */
  readonly fcpMs?: number;
  readonly lcpMs?: number;
  readonly ttiMs?: number;
  /** Timespans only. */
  readonly inpMs?: number;
  /**
   * Share of the time in which the browser wanted a core that it spent waiting for one; absent where the system does
   * not report it.
   */
  readonly browserWaitShare?: number;
  /**
   * What of these figures is about time, without what the browser's waits for a core may have added: see `leastFigures`. Absent
   * where the system does not report them, and left out by older versions.
   */
  readonly least?: LeastFigures;
}

/** The figures on time of a run, each without what the browser's waits for a core may have added; the score with those. */
export type LeastFigures = Pick<AuditFigures, 'score' | 'tbtMs' | 'lcpMs' | 'inpMs'>;

/** The part of Lighthouse's result that `readFigures` reads. */
export type AuditedResult = Pick<Result, 'audits' | 'categories' | 'runtimeError'>;

const OF_NAVIGATION = {
  fcpMs: 'first-contentful-paint',
  lcpMs: 'largest-contentful-paint',
  ttiMs: 'interactive',
} as const;
const OF_TIMESPAN = { inpMs: 'interaction-to-next-paint' } as const;

/**
 * Reads the figures of a run. A missing value is an error: taken for 0, it would meet every limit.
 *
 * @param what names the run in the message, e.g. `lighthouse login, run 3 of 5`
 * @throws Error that names the first missing category or value
 */
export function readFigures(result: AuditedResult, mode: AuditMode, what: string): AuditFigures {
  const said =
    result.runtimeError === undefined ? '' : `; Lighthouse reported: ${result.runtimeError.message}`;
  const category = result.categories.performance;
  if (category === undefined) {
    const found = Object.keys(result.categories).join(', ');
    throw new Error(
      `${what}: the result has no category 'performance' (categories: ${found === '' ? 'none' : found})${said}; expected one with a score`,
    );
  }
  const value = (id: string): number => {
    const audit = result.audits[id];
    if (audit?.numericValue !== undefined && Number.isFinite(audit.numericValue)) return audit.numericValue;
    const why = audit === undefined ? 'no such audit' : (audit.errorMessage ?? audit.scoreDisplayMode);
    const more = why === result.runtimeError?.message ? '' : said;
    throw new Error(`${what}: the result has no value of '${id}' (${why})${more}; expected a number`);
  };
  const ofMode = mode === 'navigation' ? OF_NAVIGATION : OF_TIMESPAN;
  const figures = {
    tbtMs: value('total-blocking-time'),
    cls: value('cumulative-layout-shift'),
    transferredBytes: value('total-byte-weight'),
    ...Object.fromEntries(Object.entries(ofMode).map(([key, id]) => [key, value(id)])),
  };
  if (category.score === null) {
    throw new Error(`${what}: the category 'performance' has no score${said}; expected 0 to 100`);
  }
  return { score: Math.round(category.score * 100), ...figures };
}
