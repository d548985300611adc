import { type LoadKind, loadAt } from './load-spans.ts';
import type { ScenarioPlan } from './scenario-plan.ts';
import { type Phase, phasesOf } from './stages.ts';

/** A phase of a scenario, and what of its requests the scenario's own limits judge. */
export interface JudgedPhase extends Phase {
  readonly load: LoadKind;
  readonly ownLimits: { readonly latencies: boolean; readonly errors: boolean };
}

/**
 * The phases of a scenario with what its own limits judge, as a run is judged at its end: the overload, where the scenario
 * has one (errors also while the target recovers), and of that the plateaus, unless there are only ramps. Of a search, which
 * goes on until limits break, nothing is known to be judged before its end.
 */
export function judgedPhases({
  stages: ownStages,
  overload,
  search,
  partOf,
}: Pick<ScenarioPlan, 'stages' | 'overload' | 'search' | 'partOf'>): JudgedPhase[] {
  // A ramp of few users may be none in the share of a segment.
  const { stages } = partOf?.whole ?? { stages: ownStages };
  if (search !== undefined) {
    const ownLimits = { latencies: false, errors: false };
    return phasesOf(stages).map((phase) => ({ ...phase, load: 'overload', ownLimits }));
  }
  const phases = phasesOf(
    stages,
    overload?.spans.map(({ toMs }) => toMs),
  ).map((phase, index, all) => {
    const middleMs = ((all[index - 1]?.endMs ?? 0) + phase.endMs) / 2;
    return {
      ...phase,
      load: overload === undefined ? 'normal' : (loadAt(overload, middleMs)?.kind ?? 'normal'),
    } as const;
  });
  const [latencyKinds, errorKinds]: LoadKind[][] =
    overload === undefined ? [['normal'], ['normal']] : [['overload'], ['overload', 'recovering']];
  const judges = (kinds: readonly LoadKind[] = []) => {
    const ofKind = phases.filter(({ load }) => kinds.includes(load));
    const plateaus = ofKind.filter(({ kind }) => kind === 'plateau');
    return new Set(plateaus.length === 0 ? ofKind : plateaus);
  };
  const [latencies, errors] = [judges(latencyKinds), judges(errorKinds)];
  return phases.map((phase) => ({
    ...phase,
    ownLimits: { latencies: latencies.has(phase), errors: errors.has(phase) },
  }));
}

/** The phase of a moment. What ends after the last one was sent in it. */
export function phaseAt<P extends Phase>(phases: readonly P[], atMs: number): P | undefined {
  return phases.find(({ endMs }) => atMs < endMs) ?? phases.at(-1);
}
