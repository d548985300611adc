import { setImmediate } from 'node:timers/promises';
import { Registry } from 'prom-client';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Culprit } from '../record/culprit.ts';
import type { JudgedRound } from '../record/round-record.ts';
import type { Progress } from '../traffic/watch/progress.ts';
import type { TrafficMeter } from '../traffic/watch/traffic-meter.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { journeyFamilies } from './journey-families.ts';
import { type LimitFacts, limitFamilies } from './limit-families.ts';
import { type LoadFacts, loadFamilies } from './load-families.ts';
import { metricMaker } from './make-metrics.ts';
import { measurerFamilies } from './measurer-families.ts';
import { type MeteredOperation, OperationMeter } from './operation-meter.ts';
import { requestFamilies, socketMeasureFamilies } from './request-families.ts';
import { roundFamilies } from './round-families.ts';
import { diagnosisFamilies, type RunState, verdictFamilies } from './verdict-families.ts';

/** What is known of a run before it begins. All labels come from here and from the tables: a closed set, no URLs. */
export interface RunFacts extends LoadFacts, LimitFacts {
  readonly testId: string;
  readonly environment: string;
  /** What is measured on sockets. */
  readonly socketMeasures: readonly MeteredOperation[];
  /** The service of an operation. */
  serviceOf(operation: string): string;
}

/** What the figures of a traffic mean, as far as it is known at its end. */
interface Explained {
  readonly diagnosis?: Diagnosis | undefined;
  /** What is to blame for something slow. */
  readonly culprits?: readonly Culprit[];
}

/** The metrics of a run, in a registry of the metrics library. */
export type RunMetrics = ReturnType<typeof runMetrics>;

/**
 * Makes the metrics of a run. Every request is counted as it ends, by a few additions; the registry is filled from these
 * when somebody reads it.
 */
export function runMetrics(facts: RunFacts) {
  const registry = new Registry();
  const { testId: testid, scenario, environment, socketMeasures } = facts;
  registry.setDefaultLabels({ testid, scenario, environment });
  const maker = metricMaker(registry);
  maker.gauge('loadtest_run_info', 'The run, by its labels').set(1);
  const requests = facts.operations.map((operation) => new OperationMeter(operation));
  const sockets = socketMeasures.map((measure) => new OperationMeter(measure));
  const socketIds = new Set(socketMeasures.map(({ id }) => id));
  const meters = new Map([...requests, ...sockets].map((meter) => [meter.labels.operation, meter]));
  requestFamilies(maker, requests);
  socketMeasureFamilies(maker, sockets);
  const load = loadFamilies(maker, facts);
  const addToMeasurer = measurerFamilies(maker, facts.phases);
  const addToJourneys = journeyFamilies(maker, facts.serviceOf);
  const judgedAt = limitFamilies(maker, { ...facts, operations: [...facts.operations, ...socketMeasures] });
  const verdicts = verdictFamilies(maker);
  const explained = diagnosisFamilies(maker);
  const rounds = roundFamilies(maker);
  const meter: TrafficMeter = {
    ended: (id, outcome, latencyUs, bytesReceived) => {
      // Events on sockets are few, and none of them is a request of the round's family.
      const isInRound = !socketIds.has(id) && rounds.ended(outcome, latencyUs);
      meters.get(id)?.ended(outcome, isInRound ? undefined : latencyUs, bytesReceived);
    },
    roundChanged: rounds.changed,
    flowEnded: load.flowEnded,
    sliceClosed: (slice) => {
      load.sliceClosed(slice);
      addToMeasurer(slice);
    },
  };
  return {
    ...meter,
    registry,
    /** Takes the progress that the traffic reports once a second. */
    progress(progress: Progress): void {
      load.progress(progress);
      judgedAt(progress.elapsedMs);
    },

    /** Adds a round that has ended, with its verdicts. */
    roundEnded(round: JudgedRound): void {
      addToJourneys(round);
      verdicts.judged(round.verdicts);
    },

    /** The text that a scraper gets. */
    text: () => textOf(registry),

    /** Takes what became of all limits, those of rounds too, and of the run at the end of the traffic. */
    finish(atEnd: readonly Verdict[], state: RunState, { diagnosis, culprits = [] }: Explained = {}): void {
      load.finish();
      explained.diagnosed(diagnosis);
      explained.blamed(culprits);
      verdicts.judgedAtEnd(atEnd);
      verdicts.state(state);
    },
  };
}

/** Requests have their turn between the families: the largest takes a few milliseconds. */
async function textOf(registry: Registry): Promise<string> {
  const parts: string[] = [];
  for (const { name } of registry.getMetricsAsArray()) {
    parts.push(await registry.getSingleMetricAsString(name));
    await setImmediate();
  }
  return `${parts.join('\n\n')}\n`;
}
