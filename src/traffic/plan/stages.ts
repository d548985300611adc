/** One stage of a scenario: from the level before it to `targetVus`, in a straight line, over its duration. */
export interface Stage {
  readonly durationSeconds: number;
  readonly targetVus: number;
}

/** Total length of the stages in milliseconds. */
export function stagesDurationMs(stages: readonly Stage[]): number {
  return stages.reduce((sum, stage) => sum + stage.durationSeconds * 1000, 0);
}

/** The highest number of virtual users that the stages reach. */
export function peakVus(stages: readonly Stage[]): number {
  return Math.max(0, ...stages.map((stage) => stage.targetVus));
}

/**
 * How many virtual users are to be alive at a moment. The first stage starts from 0. A stage of no duration is a jump:
 * a constant scenario begins with one.
 *
 * @param atMs since the beginning of the first stage; before it and after the last one: 0
 */
export function vusAt(stages: readonly Stage[], atMs: number): number {
  if (atMs < 0) return 0;
  let startMs = 0;
  let from = 0;
  for (const { durationSeconds, targetVus } of stages) {
    const endMs = startMs + durationSeconds * 1000;
    if (atMs < endMs) return Math.round(from + ((targetVus - from) * (atMs - startMs)) / (endMs - startMs));
    startMs = endMs;
    from = targetVus;
  }
  return 0;
}

/** The same shape, stretched to a total duration and scaled to a peak. Levels that were not 0 stay at least 1. */
export function scaleStages(
  stages: readonly Stage[],
  to: { readonly durationMs?: number; readonly vus?: number },
): Stage[] {
  const timeFactor = to.durationMs === undefined ? 1 : to.durationMs / stagesDurationMs(stages);
  const vuFactor = to.vus === undefined ? 1 : to.vus / peakVus(stages);
  return stages.map(({ durationSeconds, targetVus }) => ({
    durationSeconds: durationSeconds * timeFactor,
    targetVus: targetVus === 0 ? 0 : Math.max(1, Math.round(targetVus * vuFactor)),
  }));
}

/** A stretch of the scenario in which the load holds its level, or is on its way to another one. */
export interface Phase {
  readonly kind: 'plateau' | 'ramp';
  /** Milliseconds since the beginning of the first stage. */
  readonly endMs: number;
  /** Whether the scenario's own limits judge the latencies and the errors of this phase; left out where they judge both. */
  readonly ownLimits?: { readonly latencies: boolean; readonly errors: boolean };
}

/** Whether there are phases in which the load holds its level: then limits are held against these, and not against ramps. */
export function hasPlateaus(phases: readonly Phase[]): boolean {
  return phases.some(({ kind }) => kind === 'plateau');
}

/**
 * The phases of a scenario, in order; stages without duration are jumps and have none.
 *
 * @param cutsMs moments at which a phase ends too, such as the beginning of an overload
 */
export function phasesOf(stages: readonly Stage[], cutsMs: readonly number[] = []): Phase[] {
  const phases: Phase[] = [];
  let endMs = 0;
  let from = 0;
  for (const { durationSeconds, targetVus } of stages) {
    const fromMs = endMs;
    endMs += durationSeconds * 1000;
    const kind = targetVus === from ? 'plateau' : 'ramp';
    const ends = [...cutsMs.filter((cutMs) => cutMs > fromMs && cutMs < endMs), endMs];
    if (durationSeconds > 0) phases.push(...ends.map((each) => ({ kind, endMs: each }) as const));
    from = targetVus;
  }
  return phases;
}
