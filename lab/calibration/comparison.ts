import type { Measured } from './subjects/measured.ts';
import type { Truth } from './truth.ts';

/** The tool that is shown for comparison and not judged. */
export const SHOWN_ONLY = 'autocannon with its defaults';

/** The tools that are compared with the truth. */
export const TOOLS = ['our users, closed', 'our users, open', 'our burst', SHOWN_ONLY] as const;

export type Tool = (typeof TOOLS)[number];

/** The percentiles that are judged. */
const JUDGED = [50, 95, 99] as const;

/**
 * How far the truth may lie outside of what a tool states: a share of the truth, plus the time that the kernel takes to
 * hand bytes over and to wake processes up, which is in no tool's account of itself.
 */
export const TOLERANCE = { share: 0.01, ms: 0.3 } as const;

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

/** How far the truth may lie outside of a stated bound. */
export function toleranceMs(truthMs: number): number {
  return allowed(TOLERANCE, truthMs);
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
  return measuredMs - leastMs <= allowed(WIDTH, truthMs);
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
      (measuredMs - leastMs) / allowed(WIDTH, truthMs),
    ]),
  );
}

function allowed({ share, ms }: { readonly share: number; readonly ms: number }, truthMs: number): number {
  return share * truthMs + ms;
}

function countsAgree(counted: number, right: number, underWay: number): boolean {
  return counted <= right && counted >= right - underWay;
}

function faultsOf(truth: Truth, measured: Measured): string[] {
  const stated = statedFigures(truth, measured);
  const missing = JUDGED.filter((wanted) => !stated.some(({ percentile }) => percentile === wanted));
  const faults = missing.map((percentile) => `p${percentile} was not measured`);
  for (const figure of stated) {
    const name = `p${figure.percentile}`;
    if (!isWithinStated(figure)) faults.push(`${name}: ${boundText(figure)}`);
    if (!isNarrow(figure))
      faults.push(
        `${name}: ${boundText(figure)}; the bound may be ${allowed(WIDTH, figure.truthMs).toFixed(2)} ms wide`,
      );
  }
  if (!countsAgree(measured.ended, truth.ended, measured.underWay))
    faults.push(`${measured.ended} requests ended, truth ${truth.ended}`);
  if (!countsAgree(measured.failed, truth.failed, measured.underWay))
    faults.push(`${measured.failed} failed, truth ${truth.failed}`);
  return faults;
}

/** A bound and its truth in words. */
export function boundText({ leastMs, measuredMs, truthMs }: StatedFigure): string {
  return `stated ${leastMs.toFixed(2)} to ${measuredMs.toFixed(2)} ms, truth ${truthMs.toFixed(2)} ms`;
}
