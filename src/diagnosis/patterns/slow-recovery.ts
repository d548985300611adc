import { formatMs } from '../../base/format.ts';
import { median } from '../../base/statistics/averages.ts';
import type { DiagnosisInput } from '../diagnosis-input.ts';
import type { Pattern } from '../pattern.ts';
import { countsOf, excessMs, type Moment, momentsAlone, mostLoad, usualMs } from '../timeline.ts';

/** A spike has so many times the load of the time before and after it. */
const SPIKE_TIMES = 2;
const LEAST_BEFORE = 5;
const LEAST_AFTER = 5;
/** A target has recovered when a request takes at most this much longer than before the spike. */
const RECOVERED_MS = 20;
const RECOVERED_SHARE = 0.5;
/** A recovery within this is a good one. */
const QUICK_MS = 8_000;
/** It is over when so many seconds in a row are good. */
const CALM_MOMENTS = 3;

/** How a target did after a spike of the load. */
export interface Recovery {
  /** When the spike was over. */
  readonly fromMs: number;
  /** Left out when the target had not recovered until the end, or until the next spike. */
  readonly tookMs?: number;
  readonly beforeMs: number;
  readonly afterMs: number;
}

/** A target that takes long to recover after a spike of the load, or does not. */
export function slowRecovery({ moments }: DiagnosisInput): Pattern[] {
  const found = recoveryOf(moments);
  if (found === undefined || (found.tookMs ?? QUICK_MS + 1) <= QUICK_MS) return [];
  const { fromMs, tookMs, beforeMs, afterMs } = found;
  const seconds = tookMs === undefined ? undefined : tookMs / 1000;
  const lastMs = moments.at(-1)?.toMs ?? fromMs;
  return [
    {
      kind: 'slow recovery',
      evidence: [
        seconds === undefined
          ? `The target had not recovered ${((lastMs - fromMs) / 1000).toFixed(0)} s after the spike: a request takes ${formatMs(afterMs)} ms, before it ${formatMs(beforeMs)} ms.`
          : `After the spike the target took ${seconds.toFixed(0)} s to be as quick as before it (${formatMs(beforeMs)} ms).`,
      ],
      figures: [
        ...(seconds === undefined ? [] : [{ name: 'recovery', value: seconds, unit: 's' }]),
        { name: 'latency before the spike', value: beforeMs, unit: 'ms' },
        { name: 'latency after it', value: afterMs, unit: 'ms' },
      ],
      likelyCause:
        'work that piled up during the spike: a queue without a bound, retries, or connections that are not given back',
      confidence: tookMs === undefined ? 'high' : 'medium',
      nextCommand: "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'; kubectl get hpa",
      fromMs,
      toMs: tookMs === undefined ? lastMs : fromMs + tookMs,
    },
  ];
}

/** Finds a spike of the load, and how the target did after it; undefined without one, or with too little time around it. */
export function recoveryOf(moments: readonly Moment[]): Recovery | undefined {
  const most = mostLoad(moments);
  const peak = moments.findIndex(({ load }) => load >= most * 0.99);
  const low = ({ load }: Moment) => load * SPIKE_TIMES <= most;
  const before = momentsAlone(moments.slice(0, Math.max(0, peak)).filter(low));
  const start = moments.slice(peak).findIndex(low);
  const following = start < 0 ? [] : moments.slice(peak + start);
  const level = median(before.map(({ load }) => load)) ?? 0;
  // The ramp down is part of the spike, and so is the ramp to nothing at the end.
  const after = momentsAlone(following.filter(({ load }) => load <= level * 1.25 && load >= level * 0.5));
  const [first] = after;
  if (before.length < LEAST_BEFORE || after.length < LEAST_AFTER || first === undefined) return undefined;
  const usual = usualMs(before);
  const beforeMs = meanOf(before, usual);
  const border = Math.max(RECOVERED_MS, RECOVERED_SHARE * beforeMs);
  const isGood = (moment: Moment) => (excessMs(moment, usual) ?? 0) <= border && isServed(moment);
  const calm = after.findIndex(
    (_, index) =>
      index + CALM_MOMENTS <= after.length && after.slice(index, index + CALM_MOMENTS).every(isGood),
  );
  const recovered = after[calm];
  const excess = after.slice(-CALM_MOMENTS).flatMap((moment) => excessMs(moment, usual) ?? []);
  return {
    fromMs: first.fromMs,
    ...(recovered !== undefined && { tookMs: recovered.fromMs - first.fromMs }),
    beforeMs,
    afterMs: beforeMs + (median(excess) ?? 0),
  };
}

function isServed(moment: Moment): boolean {
  const { ok, failed } = countsOf(moment);
  return failed * 10 <= ok + failed;
}

function meanOf(moments: readonly Moment[], usual: ReadonlyMap<string, number>): number {
  const means = moments.flatMap((moment) => {
    const { ok } = countsOf(moment);
    const excess = excessMs(moment, usual);
    if (excess === undefined) return [];
    const known = [...moment.operations].filter(([id]) => usual.has(id));
    return excess + known.reduce((sum, [id, each]) => sum + each.ok * (usual.get(id) ?? 0), 0) / ok;
  });
  return median(means) ?? 0;
}
