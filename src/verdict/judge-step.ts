import type { Limit, Verdict } from './verdict.ts';
import { formatMs } from './verdict-message.ts';

/**
 * Holds a journey's step against the limit of its median. A round has a handful of visits, too few for an interval of
 * 95 %, so the whole range is used instead: a pass when every visit stayed below, a fail when none did, and
 * inconclusive in between.
 *
 * @param visitsMs the step's time in each visit of the round
 */
export function judgeStep(visitsMs: readonly number[], limit: Limit): Verdict {
  const samples = visitsMs.length;
  const sorted = [...visitsMs].sort((a, b) => a - b);
  const [fastest, slowest] = [sorted[0], sorted.at(-1)];
  if (fastest === undefined || slowest === undefined)
    return { kind: 'inconclusive', ...limit, samples, interval: {}, reason: 'nothing was measured' };
  const judged = { ...limit, figure: median(sorted), samples, interval: { lower: fastest, upper: slowest } };
  if (slowest < limit.limit) return { kind: 'pass', ...judged };
  if (fastest >= limit.limit) return { kind: 'fail', ...judged };
  return {
    kind: 'inconclusive',
    ...judged,
    reason: `${samples} visits between ${formatMs(fastest)} and ${formatMs(slowest)} ms lie on both sides of the limit`,
  };
}

function median(sorted: readonly number[]): number {
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? upper;
  return (lower + upper) / 2;
}
