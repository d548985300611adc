import type { Measured } from './subjects/measured.ts';
import { toleranceMs } from './tolerance.ts';
import type { Truth } from './truth.ts';

/** The tool that is shown for comparison and not judged. */
export const SHOWN_ONLY = 'autocannon with its defaults';

/** The tools that are compared with the truth. */
export const TOOLS = ['our users, closed', 'our users, open', 'our burst', SHOWN_ONLY] as const;

export type Tool = (typeof TOOLS)[number];

/** The percentiles that are judged. */
const JUDGED = [50, 95, 99] as const;

/** How wide the bound of a figure may be that a measurer states who was left alone: a share of the truth, plus this. */
export const WIDTH = { share: 0.05, ms: 1 } as const;

/** A figure with its truth and the bound that the measurer states: from the least to the measured one. */
export interface StatedFigure {
  readonly truthMs: number;
  readonly measuredMs: number;
  readonly leastMs: number;
}

/** One row of the first table. */
export interface Comparison {
  readonly caseName: string;
  readonly tool: Tool;
  readonly truth: Truth;
  readonly measured: Measured;
  /** How often it was measured. This is the middle one. */
  readonly measurements: number;
  /** What is wrong, one line each; empty when the tool reported the truth. */
  readonly faults: readonly string[];
}

/** Compares what a tool reported with the truth. */
export function compare(
  caseName: string,
  tool: Tool,
  truth: Truth,
  measured: Measured,
): Omit<Comparison, 'measurements'> {
  const faults = tool === SHOWN_ONLY ? [] : faultsOf(truth, measured);
  return { caseName, tool, truth, measured, faults };
}

/** Whether a figure itself is within the tolerance, without its bound. */
export function isClose({ truthMs, measuredMs }: StatedFigure): boolean {
  return Math.abs(measuredMs - truthMs) <= toleranceMs(truthMs);
}

/** Whether the truth lies within the stated bound, to the tolerance. */
export function isWithinStated({ truthMs, measuredMs, leastMs }: StatedFigure): boolean {
  const tolerance = toleranceMs(truthMs);
  return truthMs <= measuredMs + tolerance && truthMs >= leastMs - tolerance;
}

/** Whether the bound is as narrow as that of a measurer who was left alone has to be. */
export function isNarrow({ truthMs, measuredMs, leastMs }: StatedFigure): boolean {
  return measuredMs - leastMs <= widthMs(truthMs);
}

/** The judged percentiles of a measurement with their truth; one that a tool does not report is left out. */
export function statedFigures(
  { figures: truth }: Truth,
  { figures, least = figures }: Measured,
): readonly (StatedFigure & { readonly percentile: (typeof JUDGED)[number] })[] {
  return JUDGED.flatMap((percentile) => {
    const [truthMs, measuredMs, leastMs] = [truth[percentile], figures[percentile], least[percentile]];
    if (truthMs === undefined || measuredMs === undefined || leastMs === undefined) return [];
    return [{ percentile, truthMs, measuredMs, leastMs }];
  });
}

/** How bad the worst figure is, to find the middle one of several measurements: above 1 is a fault. */
export function worstError({ truth, measured }: Pick<Comparison, 'truth' | 'measured'>): number {
  const found = statedFigures(truth, measured);
  if (found.length < JUDGED.length) return Number.POSITIVE_INFINITY;
  return Math.max(
    ...found.flatMap(({ truthMs, measuredMs, leastMs }) => [
      Math.max(truthMs - measuredMs, leastMs - truthMs) / toleranceMs(truthMs),
      (measuredMs - leastMs) / widthMs(truthMs),
    ]),
  );
}

function widthMs(truthMs: number): number {
  return WIDTH.share * truthMs + WIDTH.ms;
}

function countsAgree(counted: number, right: number, underWay: number): boolean {
  return counted <= right && counted >= right - underWay;
}

function faultsOf(truth: Truth, measured: Measured): string[] {
  const stated = statedFigures(truth, measured);
  const faults = notMeasured(stated);
  for (const figure of stated) {
    const name = `p${figure.percentile}`;
    if (!isWithinStated(figure)) faults.push(`${name}: ${boundText(figure)}`);
    if (!isNarrow(figure))
      faults.push(
        `${name}: ${boundText(figure)}; the bound may be ${widthMs(figure.truthMs).toFixed(2)} ms wide`,
      );
  }
  return [...faults, ...countFaults(truth, measured)];
}

/** The wanted percentiles that a measurement lacks, one line each; all that are judged by default. */
export function notMeasured(
  stated: readonly { readonly percentile: number }[],
  wanted: readonly number[] = JUDGED,
): string[] {
  const missing = wanted.filter((each) => !stated.some(({ percentile }) => percentile === each));
  return missing.map((percentile) => `p${percentile} was not measured`);
}

/** What is wrong with the numbers of requests, one line each. */
export function countFaults(
  truth: Pick<Truth, 'ended' | 'failed'>,
  { ended, failed, underWay }: Pick<Measured, 'ended' | 'failed' | 'underWay'>,
): string[] {
  return [
    ...(countsAgree(ended, truth.ended, underWay) ? [] : [`${ended} requests ended, truth ${truth.ended}`]),
    ...(countsAgree(failed, truth.failed, underWay) ? [] : [`${failed} failed, truth ${truth.failed}`]),
  ];
}

/** A bound and its truth in words. */
export function boundText({ leastMs, measuredMs, truthMs }: StatedFigure): string {
  return `stated ${leastMs.toFixed(2)} to ${measuredMs.toFixed(2)} ms, truth ${truthMs.toFixed(2)} ms`;
}
