import { inMs, type OperationSeconds } from '../second-counts.ts';
import { type MergeRules, mergedBy } from './merge-rules.ts';

interface Counted {
  readonly parts: readonly OperationSeconds[];
  readonly fromSecond: number;
  readonly length: number;
}

const RULES: MergeRules<OperationSeconds, Counted> = {
  fromSecond: ({ fromSecond }) => fromSecond,
  ok: (counted) => bySecond(counted, 'ok', plus),
  failed: (counted) => {
    const failed = bySecond(counted, 'failed', plus);
    return failed.some((count) => count > 0) ? failed : undefined;
  },
  // Each part is rounded to a tenth, and so is the sum: it is off by 0.05 ms a part at most.
  totalMs: (counted) => bySecond(counted, 'totalMs', plus).map((ms) => inMs(ms * 1000)),
  slowestMs: (counted) => bySecond(counted, 'slowestMs', Math.max),
};

/**
 * Merges what was counted by the second. Parts may share seconds, and there may be seconds that none of them has.
 *
 * @returns undefined for none
 */
export function mergedSeconds(parts: readonly OperationSeconds[]): OperationSeconds | undefined {
  if (parts.length === 0) return undefined;
  const fromSecond = Math.min(...parts.map((part) => part.fromSecond));
  const length = Math.max(...parts.map((part) => part.fromSecond + part.ok.length)) - fromSecond;
  return mergedBy(RULES, { parts, fromSecond, length });
}

/** A field of all parts, second by second. */
function bySecond(
  { parts, fromSecond, length }: Counted,
  field: Exclude<keyof OperationSeconds, 'fromSecond'>,
  combine: (one: number, other: number) => number,
): number[] {
  const seconds = new Array<number>(length).fill(0);
  for (const part of parts)
    for (const [index, value] of (part[field] ?? []).entries()) {
      const at = part.fromSecond - fromSecond + index;
      seconds[at] = combine(seconds[at] ?? 0, value);
    }
  return seconds;
}

function plus(one: number, other: number): number {
  return one + other;
}
