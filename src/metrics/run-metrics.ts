import { setImmediate } from 'node:timers/promises';
import { Registry } from 'prom-client';
import type { Outcome } from '../measure/outcome.ts';
import type { Slice } from '../measure/slice.ts';
import type { JudgedRound } from '../record/round-record.ts';
import type { Progress } from '../traffic/watch/progress.ts';
import type { TrafficMeter } from '../traffic/watch/traffic-meter.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { journeyFamilies } from './journey-families.ts';
import { type LimitFacts, limitFamilies } from './limit-families.ts';
import { type LoadFacts, LoadFamilies } from './load-families.ts';
import { metricMaker } from './make-metrics.ts';
import { measurerFamilies } from './measurer-families.ts';
import { type MeteredOperation, OperationMeter } from './operation-meter.ts';
import { requestFamilies, socketMeasureFamilies } from './request-families.ts';
import { type RunState, VerdictFamilies } from './verdict-families.ts';

/** What is known of a run before it begins. All labels come from here and from the tables: a closed set, no URLs. */
export interface RunFacts extends LoadFacts, LimitFacts {
  readonly testId: string;
  readonly environment: string;
  /** What is measured on sockets. */
  readonly socketMeasures: readonly MeteredOperation[];
  /** The service of an operation. */
  serviceOf(operation: string): string;
}

/**
 * The metrics of a run, in a registry of the metrics library. Every request is counted as it ends, by a few additions;
 * the registry is filled from these when somebody reads it.
 */
export class RunMetrics implements TrafficMeter {
  readonly registry = new Registry();
  readonly #meters: ReadonlyMap<string, OperationMeter>;
  readonly #load: LoadFamilies;
  readonly #addToMeasurer: (slice: Slice) => void;
  readonly #addToJourneys: (round: JudgedRound) => void;
  readonly #verdicts: VerdictFamilies;

  constructor(facts: RunFacts) {
    const { registry } = this;
    const { testId: testid, scenario, environment, socketMeasures } = facts;
    registry.setDefaultLabels({ testid, scenario, environment });
    const maker = metricMaker(registry);
    maker.gauge('loadtest_run_info', 'The run, by its labels').set(1);
    const requests = facts.operations.map((operation) => new OperationMeter(operation));
    const sockets = socketMeasures.map((measure) => new OperationMeter(measure));
    this.#meters = new Map([...requests, ...sockets].map((meter) => [meter.labels.operation, meter]));
    requestFamilies(maker, requests);
    socketMeasureFamilies(maker, sockets);
    this.#load = new LoadFamilies(maker, facts);
    this.#addToMeasurer = measurerFamilies(maker);
    this.#addToJourneys = journeyFamilies(maker, facts.serviceOf);
    limitFamilies(maker, { ...facts, operations: [...facts.operations, ...socketMeasures] });
    this.#verdicts = new VerdictFamilies(maker);
  }

  ended(id: string, outcome: Outcome, latencyUs: number | undefined, bytesReceived: number): void {
    this.#meters.get(id)?.ended(outcome, latencyUs, bytesReceived);
  }

  flowEnded(): void {
    this.#load.flowEnded();
  }

  sliceClosed(slice: Slice): void {
    this.#load.sliceClosed(slice);
    this.#addToMeasurer(slice);
  }

  /** Takes the progress that the traffic reports once a second. */
  progress(progress: Progress): void {
    this.#load.progress(progress);
  }

  /** Adds a round that has ended, with its verdicts. */
  roundEnded(round: JudgedRound): void {
    this.#addToJourneys(round);
    this.#verdicts.judged(round.verdicts);
  }

  /** The text that a scraper gets. Requests have their turn between the families: the largest takes a few milliseconds. */
  async text(): Promise<string> {
    const parts: string[] = [];
    for (const { name } of this.registry.getMetricsAsArray()) {
      parts.push(await this.registry.getSingleMetricAsString(name));
      await setImmediate();
    }
    return `${parts.join('\n\n')}\n`;
  }

  /** Takes what became of the limits and the run at the end of the traffic. */
  finish(verdicts: readonly Verdict[], state: RunState): void {
    this.#load.finish();
    this.#verdicts.judged(verdicts);
    this.#verdicts.state(state);
  }
}
