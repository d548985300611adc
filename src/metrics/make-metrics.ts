import { Counter, type CounterConfiguration, Gauge, type Registry } from 'prom-client';

/** Makes metrics in one registry. */
export type MetricMaker = ReturnType<typeof metricMaker>;

/** Makes what the families of a run make their metrics with. */
export function metricMaker(registry: Registry) {
  const registers = [registry];
  return {
    registry,
    gauge: (name: string, help: string, ...labelNames: string[]) =>
      new Gauge({ name, help, labelNames, registers }),
    counter: (name: string, help: string, ...labelNames: string[]) =>
      new Counter({ name, help, labelNames, registers }),
    /** A counter that `collect` fills at each reading. */
    collected(
      name: string,
      help: string,
      labelNames: string[],
      collect: NonNullable<CounterConfiguration<string>['collect']>,
    ): void {
      new Counter({ name, help, labelNames, registers, collect });
    },
  };
}
