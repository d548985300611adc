import { Counter, Gauge, type Registry } from 'prom-client';
import { invalidReason } from '../measure/measurer-limits.ts';
import type { Slice } from '../measure/slice.ts';

/** The families of the measurer's own health, from the slices that are closed: whether the figures can be trusted. */
export class MeasurerFamilies {
  readonly #delay: Gauge;
  readonly #cpu: Gauge;
  readonly #hostCpu: Gauge;
  readonly #memory: Gauge;
  readonly #measured: Counter;
  readonly #disturbed: Counter;
  readonly #valid: Gauge;
  readonly #slices: Pick<Slice, 'fromMs' | 'toMs' | 'disturbed'>[] = [];

  constructor(registry: Registry) {
    const registers = [registry];
    const gauge = (name: string, help: string, labelNames: string[] = []) =>
      new Gauge({ name: `loadtest_measurer_${name}`, help, labelNames, registers });
    const counter = (name: string, help: string) => new Counter({ name, help, registers });
    this.#delay = gauge('event_loop_delay_seconds', "Delay of the generator's event loop", ['statistic']);
    this.#cpu = gauge('cpu_cores', 'Cores that the generator uses');
    this.#hostCpu = gauge('host_cpu_ratio', "Share of the host's cores that is busy, 0 to 1");
    this.#memory = gauge('memory_bytes', "Memory of the generator's process");
    this.#measured = counter('loadtest_measured_seconds_total', 'Time that was measured');
    this.#disturbed = counter(
      'loadtest_disturbed_seconds_total',
      'Time of it in which the measurer was starved, so that the figures cannot be trusted fully',
    );
    this.#valid = new Gauge({
      name: 'loadtest_measurement_valid',
      help: '1 while the measurement can be trusted; 0 once the measurer was starved for too long',
      registers,
    });
    this.#valid.set(1);
  }

  sliceClosed({ fromMs, toMs, disturbed, health }: Slice): void {
    this.#delay.set({ statistic: 'p99' }, health.eventLoopDelayP99Ms / 1000);
    this.#delay.set({ statistic: 'max' }, health.eventLoopDelayMaxMs / 1000);
    this.#cpu.set(health.generatorCpu);
    this.#hostCpu.set(health.hostCpu);
    this.#memory.set(health.rssBytes);
    const seconds = Math.max(0, toMs - fromMs) / 1000;
    this.#measured.inc(seconds);
    if (disturbed.length > 0) this.#disturbed.inc(seconds);
    this.#slices.push({ fromMs, toMs, disturbed });
    this.#valid.set(invalidReason(this.#slices) === undefined ? 1 : 0);
  }
}
