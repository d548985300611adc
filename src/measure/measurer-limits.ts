import type { MeasurerHealth, Slice } from './slice.ts';

/**
 * Past these the generator's own delay is in the figures. A latency is read when the event loop gets to the
 * socket, so the loop's delay adds to it directly: at a p99 of 50 ms a tenth of the tables' smallest p99 limit
 * (200 ms) could already be the measurer's.
 */
export const MEASURER_LIMITS = {
  eventLoopDelayP99Ms: 50,
  eventLoopDelayMaxMs: 500,
  generatorCpu: 0.95,
  /**
   * Waiting for a core for more than this share of the time in which one is wanted is to starve, once it delays the
   * event loop too. Calibrated: 0.05 to 0.35 alone, 0.65 to 0.75 next to browsers and the sandbox on two cores,
   * with eight busy threads a core 0.86 to 0.95.
   */
  coreWaitShare: 0.85,
  coreWaitDelayP99Ms: 5,
  clockStepMs: 50,
  /** In the open model: how late requests may start by the generator's own fault. It adds to their latency directly. */
  startLagP99Ms: 5,
  /** Share of the measured time that may be disturbed before the whole run is invalid. */
  disturbedShare: 0.2,
} as const;

/** Reasons why a slice with this health cannot be trusted fully; none when it can. */
export function disturbances(health: MeasurerHealth): string[] {
  const limits = MEASURER_LIMITS;
  const { eventLoopDelayP99Ms, eventLoopDelayMaxMs, generatorCpu, clockStepMs } = health;
  const { coreWaitShare = 0, startLagP99Ms = 0 } = health;
  const isWaiting = coreWaitShare > limits.coreWaitShare && eventLoopDelayP99Ms > limits.coreWaitDelayP99Ms;
  const delayP99 = `event-loop delay p99 ${eventLoopDelayP99Ms.toFixed(0)} ms`;
  const delayMax = `event-loop delay max ${eventLoopDelayMaxMs.toFixed(0)} ms`;
  const usedCpu = `generator used ${(generatorCpu * 100).toFixed(0)} % of a core`;
  const waited = `the generator waited for a core for ${(coreWaitShare * 100).toFixed(0)} % of the time in which it`;
  const stepped = `the clock stepped by ${clockStepMs.toFixed(0)} ms`;
  const lagged = `start lag p99 ${startLagP99Ms.toFixed(1)} ms by the generator's own fault`;
  const checks: readonly (readonly [isDisturbed: boolean, reason: string])[] = [
    [eventLoopDelayP99Ms > limits.eventLoopDelayP99Ms, `${delayP99} (limit ${limits.eventLoopDelayP99Ms})`],
    [eventLoopDelayMaxMs > limits.eventLoopDelayMaxMs, `${delayMax} (limit ${limits.eventLoopDelayMaxMs})`],
    [generatorCpu > limits.generatorCpu, `${usedCpu} (limit ${limits.generatorCpu * 100} %)`],
    [isWaiting, `${waited} wanted one (limit ${limits.coreWaitShare * 100} %), ${delayP99}`],
    [Math.abs(clockStepMs) > limits.clockStepMs, `${stepped} (limit ${limits.clockStepMs})`],
    [startLagP99Ms > limits.startLagP99Ms, `${lagged} (limit ${limits.startLagP99Ms})`],
  ];
  return checks.flatMap(([isDisturbed, reason]) => (isDisturbed ? [reason] : []));
}

/**
 * Whether the slices together can be trusted: the reason why not, or undefined when they can. Slices count by their
 * length: the rest at a run's end may last a few milliseconds, in which closing down alone hogs the core.
 */
export function invalidReason(
  slices: readonly Pick<Slice, 'fromMs' | 'toMs' | 'disturbed'>[],
): string | undefined {
  const disturbed = slices.filter((slice) => slice.disturbed.length > 0);
  const [starvedMs, measuredMs] = [lengthMs(disturbed), lengthMs(slices)];
  if (disturbed.length === 0 || starvedMs <= MEASURER_LIMITS.disturbedShare * measuredMs) return undefined;
  const worst = disturbed[0]?.disturbed.join(', ') ?? '';
  return (
    `the measurer was starved for ${(starvedMs / 1000).toFixed(1)} of ${(measuredMs / 1000).toFixed(1)} s ` +
    `(at most ${MEASURER_LIMITS.disturbedShare * 100} % may be): ${worst}`
  );
}

function lengthMs(slices: readonly Pick<Slice, 'fromMs' | 'toMs'>[]): number {
  return slices.reduce((sum, { fromMs, toMs }) => sum + (toMs - fromMs), 0);
}
