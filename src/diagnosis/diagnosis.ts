import { DETECTORS } from './detectors.ts';
import { type DiagnosedTraffic, diagnosisInput, loadAt, type PlannedLoad } from './diagnosis-input.ts';
import type { Pattern } from './pattern.ts';
import { type HealthState, type RunStates, statesOf } from './state.ts';
import { withEnd } from './state-at-end.ts';

/** How the target did, and what its figures look like: computed once, when the run ends. */
export interface Diagnosis {
  /** Under normal load. */
  readonly state: RunStates;
  /** Of all requests under overload; left out when none was planned. */
  readonly underOverload?: HealthState;
  /** Set for a run that was bursts alone: they are too short for patterns, which were not looked for. */
  readonly ofBursts?: true;
  /** The most certain ones first. */
  readonly patterns: readonly Pattern[];
}

const CONFIDENCES: readonly Pattern['confidence'][] = ['high', 'medium', 'low'];

/** Diagnoses a traffic; undefined when nothing was sent. */
export function diagnose(traffic: DiagnosedTraffic): Diagnosis | undefined {
  const input = diagnosisInput(traffic);
  const { judged, slices, bands, load } = input;
  if (slices.every(({ operations }) => Object.keys(operations).length === 0)) return undefined;
  const ofKind = (kind: PlannedLoad['kind']) =>
    judged.filter(({ fromMs, toMs }) => loadAt(load, (fromMs + toMs) / 2) === kind);
  const { services: _, operations: __, ...underOverload } = statesOf(ofKind('overload'), bands);
  const patterns = DETECTORS.flatMap((detect) => detect(input));
  const rank = ({ confidence }: Pattern) => CONFIDENCES.indexOf(confidence);
  const state = withEnd(statesOf(ofKind('normal'), bands), input, { isNormal: true });
  return {
    state: {
      ...state,
      services: state.services.map((each) => withEnd(each, input, { isNormal: true, service: each.service })),
    },
    ...(load.some(({ kind }) => kind === 'overload') && {
      underOverload: withEnd(underOverload, input, { isNormal: false }),
    }),
    patterns: patterns.sort((a, b) => rank(a) - rank(b)),
  };
}
