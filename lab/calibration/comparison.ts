import type { Measured } from './subjects/measured.ts';
import type { Truth } from './truth.ts';

/** The tool that is shown for comparison and not judged. */
export const SHOWN_ONLY = 'autocannon with its defaults';

/** The tools that are compared with the truth. */
export const TOOLS = ['our users, closed', 'our users, open', 'our burst', SHOWN_ONLY] as const;

export type Tool = (typeof TOOLS)[number];

/** The percentiles that are judged. */
const JUDGED = [50, 95, 99] as const;

/** How far a figure may be off: a share of the truth, plus what any client on the same machine adds. */
export const TOLERANCE = { share: 0.01, ms: 0.3 } as const;

/** One row of the first table. */
export interface Comparison {
  readonly caseName: string;
  readonly tool: Tool;
  readonly truth: Truth;
  readonly measured: Measured;
  /** How often it was measured. This is the middle one. */
  readonly measurements: number;
  /** Measurements that were repeated because the measurer itself was disturbed. */
  readonly disturbed: number;
  /** What is wrong, one line each; empty when the tool reported the truth. */
  readonly faults: readonly string[];
}

/** Compares what a tool reported with the truth. */
export function compare(
  caseName: string,
  tool: Tool,
  truth: Truth,
  measured: Measured,
): Omit<Comparison, 'measurements' | 'disturbed'> {
  const faults = tool === SHOWN_ONLY ? [] : faultsOf(truth, measured);
  return { caseName, tool, truth, measured, faults };
}

/** The largest error of the judged percentiles, as a multiple of the allowed one: above 1 is a fault. */
export function worstError({ truth, measured }: Pick<Comparison, 'truth' | 'measured'>): number {
  return Math.max(
    ...JUDGED.map((percentile) => {
      const [found, right] = [measured.figures[percentile], truth.figures[percentile]];
      if (found === undefined || right === undefined) return Number.POSITIVE_INFINITY;
      return Math.abs(found - right) / (TOLERANCE.ms + TOLERANCE.share * right);
    }),
  );
}

function countsAgree(counted: number, right: number, underWay: number): boolean {
  return counted <= right && counted >= right - underWay;
}

function faultsOf(truth: Truth, measured: Measured): string[] {
  const faults: string[] = [];
  for (const percentile of JUDGED) {
    const [found, right] = [measured.figures[percentile], truth.figures[percentile]];
    const allowedMs = TOLERANCE.ms + TOLERANCE.share * (right ?? 0);
    if (found === undefined || right === undefined) faults.push(`p${percentile} was not measured`);
    else if (Math.abs(found - right) > allowedMs)
      faults.push(
        `p${percentile} ${found.toFixed(2)} ms, truth ${right.toFixed(2)} ms: off by more than ${allowedMs.toFixed(2)} ms`,
      );
  }
  if (!countsAgree(measured.ended, truth.ended, measured.underWay))
    faults.push(`${measured.ended} requests ended, truth ${truth.ended}`);
  if (!countsAgree(measured.failed, truth.failed, measured.underWay))
    faults.push(`${measured.failed} failed, truth ${truth.failed}`);
  return [...faults, ...measured.disturbed.map((reason) => `the measurer was disturbed: ${reason}`)];
}
