import { median, sum } from '../base/statistics/averages.ts';
import type { DecodedOperation, DecodedSlice } from '../measure/decoded-slice.ts';
import { countsErrors } from '../measure/judged-slices.ts';
import type { SliceRound } from '../measure/slice.ts';

/** What one operation did in a moment. Latencies are less what the measurer itself may have added. */
export interface OperationMoment {
  readonly ok: number;
  readonly failed: number;
  /** Over the successes; 0 without any. */
  readonly totalMs: number;
  readonly slowestMs: number;
}

/** A second of the traffic, or a slice of a version that did not count by the second. */
export interface Moment {
  readonly fromMs: number;
  readonly toMs: number;
  /**
   * What was put on the target in the middle of it: users, or arrivals in the open model, whose users only become more because the
   * target is slower.
   */
  readonly load: number;
  readonly loadUnit: 'users' | 'arrivals/s';
  readonly phase: DecodedSlice['phase'];
  /** What the suite measured next to the traffic in some part of it; undefined where the users were alone. */
  readonly round: SliceRound['kind'] | undefined;
  readonly operations: ReadonlyMap<string, OperationMoment>;
}

/** The moments of a traffic in their order; those in which nothing ended are left out. */
export function timelineOf(slices: readonly DecodedSlice[]): Moment[] {
  const seconds = new Map<number, Growing>();
  const wholes: Moment[] = [];
  let before = 0;
  for (const slice of slices) {
    const loadOf = loadIn(slice, before);
    before = slice.vus;
    const operations = Object.entries(slice.operations);
    const counted = operations.filter(([, { seconds: some }]) => some !== undefined);
    if (counted.length === 0) {
      if (operations.length > 0) wholes.push(wholeSlice(slice, operations, loadOf));
      continue;
    }
    const touched = new Set<number>();
    for (const [id, { seconds: some }] of counted) {
      if (some === undefined) continue;
      for (const [index, ok] of some.ok.entries()) {
        const failed = some.failed?.[index] ?? 0;
        if (ok + failed === 0) continue;
        const second = some.fromSecond + index;
        const moment = seconds.get(second) ?? newMoment(second, slice, loadOf);
        seconds.set(second, moment);
        touched.add(second);
        const [totalMs, slowestMs] = [some.totalMs[index] ?? 0, some.slowestMs[index] ?? 0];
        addTo(moment.operations, id, { ok, failed, totalMs, slowestMs });
      }
    }
    for (const second of touched) {
      const moment = seconds.get(second);
      if (moment !== undefined) moment.round ??= slice.round?.kind;
    }
  }
  return [...seconds.values(), ...wholes].sort((a, b) => a.fromMs - b.fromMs);
}

interface Growing extends Moment {
  round: Moment['round'];
  readonly operations: Map<string, OperationMoment>;
}

function newMoment(second: number, slice: DecodedSlice, loadOf: LoadAt): Growing {
  const fromMs = second * 1000;
  return {
    fromMs,
    toMs: fromMs + 1000,
    ...loadOf(fromMs + 500),
    phase: slice.phase,
    round: slice.round?.kind,
    operations: new Map(),
  };
}

function wholeSlice(
  { fromMs, toMs, phase, round }: DecodedSlice,
  operations: readonly (readonly [string, DecodedOperation])[],
  loadOf: LoadAt,
): Moment {
  return {
    fromMs,
    toMs,
    ...loadOf((fromMs + toMs) / 2),
    phase,
    round: round?.kind,
    operations: new Map(operations.map(([id, operation]) => [id, wholeOperation(operation)])),
  };
}

function wholeOperation({ outcomes, successes, least = successes }: DecodedOperation): OperationMoment {
  const { ok = 0, unfinished: _, own_fault: __, ...failures } = outcomes;
  let [totalUs, slowestUs] = [0, 0];
  least?.forEachBucket((highestUs, count) => {
    totalUs += highestUs * count;
    slowestUs = highestUs;
  });
  return {
    ok,
    failed: sum(Object.values(failures)),
    totalMs: totalUs / 1000,
    slowestMs: slowestUs / 1000,
  };
}

type LoadAt = (ms: number) => Pick<Moment, 'load' | 'loadUnit'>;

/** On a ramp users come or go evenly; on a plateau all are there, until they leave at the end of the traffic. */
function loadIn({ fromMs, toMs, phase, vus, arrivals }: DecodedSlice, before: number): LoadAt {
  if (arrivals !== undefined) {
    const load = (arrivals.offered * 1000) / Math.max(1, toMs - fromMs);
    return () => ({ load, loadUnit: 'arrivals/s' });
  }
  if (phase === 'plateau') return () => ({ load: vus > 0 ? vus : before, loadUnit: 'users' });
  const share = (ms: number) => Math.min(1, Math.max(0, (ms - fromMs) / Math.max(1, toMs - fromMs)));
  return (ms) => ({ load: before + (vus - before) * share(ms), loadUnit: 'users' });
}

function addTo(operations: Map<string, OperationMoment>, id: string, more: OperationMoment): void {
  const had = operations.get(id);
  operations.set(id, {
    ok: (had?.ok ?? 0) + more.ok,
    failed: (had?.failed ?? 0) + more.failed,
    totalMs: (had?.totalMs ?? 0) + more.totalMs,
    slowestMs: Math.max(had?.slowestMs ?? 0, more.slowestMs),
  });
}

/** The moments in which the users had the target to themselves. */
export function momentsAlone(moments: readonly Moment[]): Moment[] {
  return moments.filter(({ round }) => round === undefined);
}

/** In its first seconds each traffic opens connections and meets code that is not compiled. */
const START_MS = 2_000;

/** The moments in which requests are not slower just because the traffic begins. */
export function momentsAfterStart(moments: readonly Moment[]): Moment[] {
  return moments.filter(({ fromMs }) => fromMs >= START_MS);
}

/** The moments that count for errors: a visit gives no sound target a reason to fail, a burst may. */
export function momentsOfErrors(moments: readonly Moment[]): Moment[] {
  return moments.filter(({ round }) => countsErrors(round));
}

/** The moments with as much load as most of the run, give or take a fifth. */
export function momentsAtUsualLoad(moments: readonly Moment[]): Moment[] {
  const usual = median(moments.map(({ load }) => load)) ?? 0;
  return moments.filter(({ load }) => Math.abs(load - usual) <= usual * 0.2);
}

/** The moments at the usual load of the plateaus: on a ramp the load itself makes a target slower and larger. */
export function momentsAtConstantLoad(moments: readonly Moment[]): Moment[] {
  return momentsAtUsualLoad(moments.filter(({ phase }) => phase === 'plateau'));
}

/** Successes and failures of all operations in a moment. */
export function countsOf({ operations }: Moment): { readonly ok: number; readonly failed: number } {
  const all = [...operations.values()];
  return { ok: sum(all.map(({ ok }) => ok)), failed: sum(all.map(({ failed }) => failed)) };
}

/**
 * What a request of each operation usually takes, in milliseconds: the median over the moments of their means.
 *
 * @param trendMs by how much a request took longer in a moment, which is taken off first; nothing by default
 */
export function usualMs(
  moments: readonly Moment[],
  trendMs: (moment: Moment) => number = () => 0,
): Map<string, number> {
  const means = new Map<string, number[]>();
  for (const moment of moments) {
    for (const [id, { ok, totalMs }] of moment.operations) {
      if (ok === 0) continue;
      const list = means.get(id) ?? [];
      means.set(id, list);
      list.push(totalMs / ok - trendMs(moment));
    }
  }
  return new Map([...means].map(([id, list]) => [id, median(list) ?? 0]));
}

/**
 * How slow the target is in a moment, in milliseconds by which a request takes longer than usual: operations take different
 * times, and no two moments have the same ones. Undefined when nothing succeeded.
 */
export function excessMs({ operations }: Moment, usual: ReadonlyMap<string, number>): number | undefined {
  const known = [...operations].filter(([id, { ok }]) => ok > 0 && usual.has(id));
  const ok = sum(known.map(([, each]) => each.ok));
  if (ok === 0) return undefined;
  return sum(known.map(([id, each]) => each.totalMs - each.ok * (usual.get(id) ?? 0))) / ok;
}

/** The highest load of a moment; 0 without moments. A run of two days has too many of them for `Math.max`. */
export function mostLoad(moments: readonly Moment[]): number {
  return moments.reduce((most, { load }) => Math.max(most, load), 0);
}
