import type { Slice } from '../measure/slice.ts';
import { invalidSoFar, isStarved, type Premise, premiseOf } from '../measure/validity.ts';
import { hasPlateaus, type Phase } from '../traffic/plan/stages.ts';
import type { MetricMaker } from './make-metrics.ts';

/**
 * The families of the measurer's own health, from the slices that are closed: whether the figures can be trusted.
 *
 * @param phases stretches of the scenario
 * @returns adds a slice that was closed
 */
export function measurerFamilies(
  { gauge, counter }: MetricMaker,
  phases: readonly Phase[],
): (slice: Slice) => void {
  const delayName = 'loadtest_measurer_event_loop_delay_seconds';
  const delay = gauge(delayName, "Delay of the generator's event loop", 'statistic');
  const cpu = gauge('loadtest_measurer_cpu_cores', 'Cores that the generator uses');
  const hostCpu = gauge('loadtest_measurer_host_cpu_ratio', "Share of the host's cores that is busy, 0 to 1");
  const memory = gauge('loadtest_measurer_memory_bytes', "Memory of the generator's process");
  const measured = counter('loadtest_measured_seconds_total', 'Time that was measured');
  const starvedHelp =
    'Time of it in which the measurer was starved: half of the p95 may be its own delay, or it offered too little load';
  const starved = counter('loadtest_disturbed_seconds_total', starvedHelp);
  const validHelp =
    '1 while limits that are held count; 0 once the load was not offered as planned, or the clock was set by seconds';
  const valid = gauge('loadtest_measurement_valid', validHelp);
  const ownDelayHelp =
    'At most so much of the p95 of the last slice, over all requests, is the delay of the measurer itself';
  const ownDelay = gauge('loadtest_measurer_own_delay_seconds', ownDelayHelp, 'statistic');
  const slices: Premise[] = [];
  const plansPlateaus = hasPlateaus(phases);
  valid.set(1);
  return (slice) => {
    const { fromMs, toMs, health, p95 } = slice;
    delay.set({ statistic: 'p99' }, health.eventLoopDelayP99Ms / 1000);
    delay.set({ statistic: 'max' }, health.eventLoopDelayMaxMs / 1000);
    cpu.set(health.generatorCpu);
    hostCpu.set(health.hostCpu);
    memory.set(health.rssBytes);
    const seconds = Math.max(0, toMs - fromMs) / 1000;
    measured.inc(seconds);
    if (isStarved(slice)) starved.inc(seconds);
    if (p95 !== undefined) ownDelay.set({ statistic: 'p95' }, (p95.measuredMs - p95.leastMs) / 1000);
    slices.push(premiseOf(slice, plansPlateaus));
    valid.set(invalidSoFar(slices) === undefined ? 1 : 0);
  };
}
