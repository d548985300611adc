import { LatencyHistogram } from '../measure/latency-histogram.ts';
import { isFailure, type Outcome } from '../measure/outcome.ts';
import type { StateRow } from '../verdict/thresholds/thresholds.ts';
import { type HealthState, healthState, type RunStates, type StateName } from './state.ts';

/** What of a burst its state follows from. */
export interface DiagnosedBurst {
  readonly operation: string;
  readonly service: string;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  /** Latencies of its successes less what the measurer itself may have added, as `LatencyHistogram.encode` wrote them. */
  readonly least: string;
}

/**
 * The states of a run that was bursts alone: of each operation by its burst. A service and the run have the state and the
 * figures of their worst operation: one p95 over several bursts would be that of the operation that is requested most.
 * What a rate limiter refused is left out, since the suite sends a burst as fast as it is let.
 */
export function burstStates(bursts: readonly DiagnosedBurst[], bands: readonly StateRow[]): RunStates {
  const states = bursts.map((burst) => ({ ...burst, ...stateOfBurst(burst, bands) }));
  const services = [...Map.groupBy(states, ({ service }) => service)];
  return {
    ...worstOf(states, bands),
    services: services.map(([service, own]) => ({ service, ...worstOf(own, bands) })),
    operations: states.map(({ operation, state, requests, figures }) => ({
      operation,
      state,
      requests,
      figures,
    })),
  };
}

function stateOfBurst({ outcomes, least }: DiagnosedBurst, bands: readonly StateRow[]): HealthState {
  const counts = Object.entries(outcomes) as [Outcome, number][];
  const isCounted = ([outcome]: [Outcome, number]) =>
    outcome !== 'rate_limited' && (outcome === 'ok' || isFailure(outcome));
  const total = (some: readonly [Outcome, number][]) => some.reduce((all, [, count]) => all + count, 0);
  const ended = counts.filter(isCounted);
  const failed = total(ended.filter(([outcome]) => outcome !== 'ok'));
  return healthState(
    { allLeast: LatencyHistogram.decode(least) },
    { sent: total(ended), unfinished: 0, failed },
    bands,
  );
}

/** One of which nothing is known is worse than none, and better than any that is known. */
function worstOf(states: readonly HealthState[], bands: readonly StateRow[]): HealthState {
  const order: readonly (StateName | 'not known')[] = ['not known', ...bands.map(({ state }) => state)];
  const rank = ({ state }: HealthState) => order.indexOf(state);
  const [worst] = [...states].sort((a, b) => rank(b) - rank(a));
  const requests = states.reduce((all, each) => all + each.requests, 0);
  return { state: worst?.state ?? 'not known', requests, figures: worst?.figures ?? [] };
}
