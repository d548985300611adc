import type { DecodedSlice } from '../measure/decoded-slice.ts';
import { isGone } from '../measure/outages.ts';
import { type DiagnosisInput, loadAt } from './diagnosis-input.ts';
import { type HealthState, serviceOf } from './state.ts';

/** Fewer requests without an answer are what a slow moment leaves. */
const LEAST = 3;

/** Whose end is looked at: that of what met normal load or the rest, in one service or in all. */
interface Scope {
  readonly isNormal: boolean;
  readonly service?: string;
}

/**
 * A state with what was open when the traffic ended: services that were gone, and requests that had waited longer than a
 * critical p99 takes. No figure has them, since they have no outcome: what would be healthy without them is not known.
 */
export function withEnd<S extends HealthState>(state: S, input: DiagnosisInput, scope: Scope): S {
  const gone = goneServices(input, scope);
  const unanswered = unansweredAtEnd(input, scope);
  if (gone.length === 0 && unanswered < LEAST) return state;
  return {
    ...state,
    state: state.state === 'healthy' ? 'not known' : state.state,
    ...(gone.length > 0 && { gone }),
    ...(unanswered >= LEAST && { unanswered }),
  };
}

function goneServices({ outages, load, slices }: DiagnosisInput, scope: Scope): string[] {
  const endMs = slices.at(-1)?.toMs ?? 0;
  return outages
    .filter((outage) => isGone(outage, endMs) && reaches(scope, load, outage.fromMs))
    .flatMap(({ service = WHOLE }) => (isOf(scope, service) || service === WHOLE ? [service] : []));
}

/** Whether what lasts from this moment to the end meets load of the scope. */
function reaches({ isNormal }: Scope, load: DiagnosisInput['load'], fromMs: number): boolean {
  if (load.length === 0) return isNormal;
  return load.some(({ kind, toMs }) => toMs > fromMs && (kind === 'normal') === isNormal);
}

const WHOLE = 'the whole target';

function unansweredAtEnd({ slices, bands, load }: DiagnosisInput, scope: Scope): number {
  const longMs = bands.at(-1)?.from.p99Ms ?? Number.POSITIVE_INFINITY;
  const waits = ({ toMs, operations }: DecodedSlice) =>
    Object.entries(operations)
      .filter(([id]) => isOf(scope, serviceOf(id)))
      .flatMap(([, { waitedMs = [] }]) => waitedMs)
      .filter((ms) => ms >= longMs && isIn(scope, load, toMs - ms));
  return slices.flatMap(waits).length;
}

function isOf({ service }: Scope, other: string): boolean {
  return service === undefined || service === other;
}

function isIn({ isNormal }: Scope, load: DiagnosisInput['load'], atMs: number): boolean {
  return (loadAt(load, atMs) === 'normal') === isNormal;
}
