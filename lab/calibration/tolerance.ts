/**
 * How far the truth may lie outside of what a tool states: a share of the truth, plus the time that the kernel takes to
 * hand bytes over and to wake processes up, which is in no tool's account of itself.
 */
export const TOLERANCE = { share: 0.01, ms: 0.3 } as const;

/** How far the truth may lie outside of a stated bound, in milliseconds. */
export function toleranceMs(truthMs: number): number {
  return TOLERANCE.share * truthMs + TOLERANCE.ms;
}
