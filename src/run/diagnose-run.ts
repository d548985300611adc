import type { CapacityRecord } from '../capacity/capacity-record.ts';
import { searchedLoad } from '../capacity/searched-load.ts';
import { burstStates } from '../diagnosis/burst-states.ts';
import { diagnose } from '../diagnosis/diagnosis.ts';
import type { Pattern, PatternKind, Series } from '../diagnosis/pattern.ts';
import type { DecodedSlice } from '../measure/decoded-slice.ts';
import type { Outage } from '../measure/outages.ts';
import type { JudgedBurst } from '../record/round-record.ts';
import type { RunPlan } from '../record/run-plan.ts';
import type { RunRecord } from '../record/run-record.ts';
import { operationById } from '../target/catalogue.ts';
import type { Thresholds } from '../verdict/thresholds/thresholds.ts';
import { withoutOwnRefusals } from './own-refusals.ts';

/** What of a run is diagnosed. */
export interface DiagnosedRun {
  readonly slices: readonly DecodedSlice[];
  /** What the slices say as a whole; undefined when there are none. */
  readonly sent: { readonly outages?: readonly Outage[] } | undefined;
  readonly plan: RunPlan;
  readonly thresholds: Thresholds;
  /** Set for a run that searched: what broke a limit there was more than normal load. */
  readonly capacity?: CapacityRecord | undefined;
  /** Those of a run of bursts alone; left out for the bursts of rounds, which are load on top of a traffic. */
  readonly bursts?: readonly Pick<JudgedBurst, 'burst'>[];
}

/**
 * What a search for the capacity provokes, since its load rises and falls all the time and passes what the target carries. A knee and a
 * plateau are what it looks for; the others compare times of the same load, and near the capacity 5 % more is another load.
 */
const PROVOKED: ReadonlySet<PatternKind> = new Set([
  'knee',
  'plateau then drop',
  'slow recovery',
  'sudden spikes',
  'gradual latency increase',
  'resource drift',
]);

/**
 * The diagnosis of a run, to be spread into its record: nothing without traffic or bursts, and nothing of figures that cannot be
 * trusted. What a limiter refused because the suite went over it is not a failure of the target.
 *
 * @param invalid why nothing that was measured can be trusted; undefined when it can
 * @param series what the target's side said over time
 */
export function diagnosed(
  { slices, sent, plan, thresholds, capacity, bursts = [] }: DiagnosedRun,
  invalid: string | undefined,
  series: readonly Series[] = [],
): Pick<RunRecord, 'diagnosis'> {
  if (invalid !== undefined) return {};
  if (slices.length === 0 && bursts.length > 0) {
    const measured = bursts.map(({ burst: { operation, outcomes, successes, least = successes } }) => ({
      operation,
      service: operationById(operation).service,
      outcomes,
      least,
    }));
    const state = burstStates(measured, thresholds.states);
    return { diagnosis: { state, ofBursts: true, patterns: [] } };
  }
  const diagnosis = diagnose({
    slices,
    judged: withoutOwnRefusals(slices, plan.rateLimits).slices,
    bands: thresholds.states,
    outages: sent?.outages ?? [],
    series,
    load: plan.plan?.overload?.spans ?? (capacity && searchedLoad(capacity)) ?? [],
  });
  if (diagnosis === undefined) return {};
  const isNews = ({ kind }: Pattern) => capacity === undefined || !PROVOKED.has(kind);
  return { diagnosis: { ...diagnosis, patterns: diagnosis.patterns.filter(isNews) } };
}
