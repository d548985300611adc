import { Counter, type CounterConfiguration, Gauge, type Registry } from 'prom-client';

/** Makes metrics in one registry. */
export interface MetricMaker {
  readonly registry: Registry;
  gauge(name: string, help: string, labelNames?: readonly string[]): Gauge;
  counter(name: string, help: string, labelNames?: readonly string[]): Counter;
  /** A counter that `collect` fills at each reading. */
  collected(
    name: string,
    help: string,
    labelNames: string[],
    collect: NonNullable<CounterConfiguration<string>['collect']>,
  ): void;
}

/** Makes what the families of a run make their metrics with. */
export function metricMaker(registry: Registry): MetricMaker {
  const registers = [registry];
  return {
    registry,
    gauge: (name, help, labelNames = []) => new Gauge({ name, help, labelNames, registers }),
    counter: (name, help, labelNames = []) => new Counter({ name, help, labelNames, registers }),
    collected: (name, help, labelNames, collect) => {
      new Counter({ name, help, labelNames, registers, collect });
    },
  };
}
