import { invalidReason } from '../measure/measurer-limits.ts';
import type { Slice } from '../measure/slice.ts';
import type { MetricMaker } from './make-metrics.ts';

/**
 * The families of the measurer's own health, from the slices that are closed: whether the figures can be trusted.
 *
 * @returns adds a slice that was closed
 */
export function measurerFamilies({ gauge, counter }: MetricMaker): (slice: Slice) => void {
  const delayName = 'loadtest_measurer_event_loop_delay_seconds';
  const delay = gauge(delayName, "Delay of the generator's event loop", 'statistic');
  const cpu = gauge('loadtest_measurer_cpu_cores', 'Cores that the generator uses');
  const hostCpu = gauge('loadtest_measurer_host_cpu_ratio', "Share of the host's cores that is busy, 0 to 1");
  const memory = gauge('loadtest_measurer_memory_bytes', "Memory of the generator's process");
  const measured = counter('loadtest_measured_seconds_total', 'Time that was measured');
  const starvedHelp =
    'Time of it in which the measurer was starved, so that the figures cannot be trusted fully';
  const starved = counter('loadtest_disturbed_seconds_total', starvedHelp);
  const validHelp = '1 while the measurement can be trusted; 0 once the measurer was starved for too long';
  const valid = gauge('loadtest_measurement_valid', validHelp);
  const slices: Pick<Slice, 'fromMs' | 'toMs' | 'disturbed'>[] = [];
  valid.set(1);
  return ({ fromMs, toMs, disturbed, health }) => {
    delay.set({ statistic: 'p99' }, health.eventLoopDelayP99Ms / 1000);
    delay.set({ statistic: 'max' }, health.eventLoopDelayMaxMs / 1000);
    cpu.set(health.generatorCpu);
    hostCpu.set(health.hostCpu);
    memory.set(health.rssBytes);
    const seconds = Math.max(0, toMs - fromMs) / 1000;
    measured.inc(seconds);
    if (disturbed.length > 0) starved.inc(seconds);
    slices.push({ fromMs, toMs, disturbed });
    valid.set(invalidReason(slices) === undefined ? 1 : 0);
  };
}
