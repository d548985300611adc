import workload from '../workload.json' with { type: 'json' };
import type { ArrivalPlan } from './arrival-plan.ts';
import type { Stage } from './stages.ts';

/** What a scenario's row says of its overload. A scenario without it has normal load from beginning to end. */
export interface OverloadRow {
  /** More users than this are overload. */
  readonly aboveVus: number;
  /** How long the target is recovering after an overload, at the scenario's own length. */
  readonly recoverySeconds: number;
}

/**
 * What the load is in a stretch of the run. `normal`: every limit is judged. `overload`: only the scenario's own limits are.
 * `recovering`: as under overload, since the target still works off what the overload left.
 */
export type LoadKind = 'normal' | 'overload' | 'recovering';

/** A stretch of the run of one kind of load, within one stage. */
export interface LoadSpan {
  readonly kind: LoadKind;
  /** Since the first stage began. */
  readonly fromMs: number;
  readonly toMs: number;
  /** The load at both ends, in the unit of the {@link PlannedOverload}. */
  readonly from: number;
  readonly to: number;
}

/** The overload of a run, as its users or its rate were chosen. */
export interface PlannedOverload {
  /** The highest normal load. */
  readonly above: number;
  /** Arrivals per second in the open model. */
  readonly unit: 'users' | 'per second';
  readonly spans: readonly LoadSpan[];
}

/**
 * Where a run is under overload; undefined when nothing in it is.
 *
 * In the open model normal load is the rate at which as many users as `aboveVus` send in the closed one.
 *
 * @param timeFactor the run's length as a share of the scenario's own
 */
export function planOverload(
  { aboveVus, recoverySeconds }: OverloadRow,
  stages: readonly Stage[],
  arrivals: ArrivalPlan | undefined,
  timeFactor: number,
): PlannedOverload | undefined {
  const recoveryMs = recoverySeconds * 1000 * timeFactor;
  const plan =
    arrivals === undefined
      ? {
          above: aboveVus,
          unit: 'users' as const,
          levels: stages.map(({ durationSeconds, targetVus }) => ({ durationSeconds, target: targetVus })),
        }
      : {
          above: (aboveVus * workload.requestsPerMinuteAndUser) / 60,
          unit: 'per second' as const,
          levels: arrivals.stages.map(({ durationSeconds, targetPerSecond }) => ({
            durationSeconds,
            target: targetPerSecond,
          })),
        };
  const { above, unit, levels } = plan;
  const spans = spansOf(levels, above, recoveryMs);
  return spans.some(({ kind }) => kind === 'overload') ? { above, unit, spans } : undefined;
}

/** The stretch that a moment belongs to. What ends after the last one was sent in it. */
export function loadAt({ spans }: PlannedOverload, atMs: number): LoadSpan | undefined {
  return spans.find(({ toMs }) => atMs < toMs) ?? spans.at(-1);
}

/** Whether the load is normal from one moment to another; it is when nothing is planned to be overload. */
export function isNormalLoad(overload: PlannedOverload | undefined, fromMs: number, toMs: number): boolean {
  const during = overload?.spans.filter((span) => span.fromMs < toMs && span.toMs > fromMs) ?? [];
  return during.every(({ kind }) => kind === 'normal');
}

function spansOf(
  levels: readonly { readonly durationSeconds: number; readonly target: number }[],
  above: number,
  recoveryMs: number,
): LoadSpan[] {
  const spans: LoadSpan[] = [];
  let [fromMs, from, recoveredMs] = [0, 0, 0];
  for (const { durationSeconds, target } of levels) {
    const toMs = fromMs + durationSeconds * 1000;
    const whole = { fromMs, toMs, from, to: target };
    if (durationSeconds > 0) {
      const crossing = fromMs + ((above - from) / (target - from)) * (toMs - fromMs);
      for (const part of cut(whole, crossing, above)) {
        if (Math.max(part.from, part.to) > above) {
          // A target that is spared again has left the load at which it could break for the first time.
          spans.push({ kind: part.to < part.from ? 'recovering' : 'overload', ...part });
          recoveredMs = part.toMs + recoveryMs;
        } else {
          for (const piece of cut(part, recoveredMs))
            spans.push({ kind: piece.toMs > recoveredMs ? 'normal' : 'recovering', ...piece });
        }
      }
    }
    [fromMs, from] = [toMs, target];
  }
  return spans;
}

/**
 * Cuts a stretch in two at a moment; a moment outside of it, or none, leaves it whole.
 *
 * @param known the load at that moment, where it need not be worked out
 */
function cut<S extends Omit<LoadSpan, 'kind'>>(stretch: S, atMs: number, known?: number): S[] {
  const { fromMs, toMs, from, to } = stretch;
  if (!(atMs > fromMs && atMs < toMs)) return [stretch];
  const level = known ?? from + ((to - from) * (atMs - fromMs)) / (toMs - fromMs);
  return [
    { ...stretch, toMs: atMs, to: level },
    { ...stretch, fromMs: atMs, from: level },
  ];
}
