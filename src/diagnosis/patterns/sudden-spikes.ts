import { counted, formatMs } from '../../base/format.ts';
import { median } from '../../base/statistics/averages.ts';
import type { DiagnosisInput } from '../diagnosis-input.ts';
import type { Pattern } from '../pattern.ts';
import { middleOf } from '../robust-line.ts';
import { type Moment, momentsAfterStart, momentsAlone, momentsAtUsualLoad } from '../timeline.ts';

const LEAST_MOMENTS = 20;
const LEAST_SPIKES = 3;
/** Of a long run so many seconds have a slow request or two by chance: spikes without a beat have to be more. */
const SECONDS_PER_SPIKE = 200;
/** A spike stands out of what is usual by so many deviations, and by so many milliseconds. */
const DEVIATIONS = 6;
const LEAST_MS = 150;
/** More seconds than this in a spike are not a spike: the target is slow. */
const MOST_SHARE = 0.34;
/** A spike is on a beat when it is off it by no more than this. */
const OFF_BEAT_MS = 750;

interface Spike {
  readonly atMs: number;
  /** By how much the slowest request took longer than usual. */
  readonly heightMs: number;
  readonly operations: readonly string[];
}

/**
 * Seconds in which requests suddenly take much longer, and then no longer: outliers among the slowest requests of each
 * second, each against what its operation's slowest usually take. Periodic when the spikes lie on a beat; at random only when there are no more
 * seconds that are half as slow.
 */
export function suddenSpikes({ moments }: DiagnosisInput): Pattern[] {
  const alone = momentsAtUsualLoad(momentsAfterStart(momentsAlone(moments))).filter(
    ({ fromMs, toMs }) => toMs - fromMs <= 1000,
  );
  if (alone.length < LEAST_MOMENTS) return [];
  const seconds = alone.map(slownessOf(alone));
  const { middle, spread } = middleOf(seconds.map(({ heightMs }) => heightMs));
  const border = middle + Math.max(LEAST_MS, DEVIATIONS * spread);
  // A single slow request is the tail that every operation has: a pause of the target slows several at once.
  const high = seconds.filter(({ heightMs, operations }) => heightMs > border && operations.length > 1);
  const spikes = joined(high);
  if (spikes.length < LEAST_SPIKES || high.length > alone.length * MOST_SHARE) return [];
  // Slow seconds at the beginning alone are a warm-up.
  const quarterMs = alone[Math.floor(alone.length / 4)]?.fromMs ?? 0;
  if (spikes.every(({ atMs }) => atMs <= quarterMs)) return [];
  const periodMs = periodOf(spikes.map(({ atMs }) => atMs));
  // Spikes at random have to stand out: a machine with too much to do has stalls of all lengths, of which some are long.
  const lower = seconds.filter(({ heightMs }) => heightMs > border / 2 && heightMs <= border);
  const isTail = spikes.length * SECONDS_PER_SPIKE < alone.length || lower.length > high.length;
  if (periodMs === undefined && isTail) return [];
  return [patternOf(spikes, periodMs, alone)];
}

/** How much longer than usual the slowest request of a moment took, and which operations were slow with it. */
function slownessOf(moments: readonly Moment[]): (moment: Moment) => Spike {
  const slowest = new Map<string, number[]>();
  for (const { operations } of moments) {
    for (const [id, { ok, slowestMs }] of operations) {
      const list = slowest.get(id) ?? [];
      slowest.set(id, list);
      if (ok > 0) list.push(slowestMs);
    }
  }
  const usual = new Map([...slowest].map(([id, list]) => [id, median(list) ?? 0]));
  return ({ fromMs, operations }) => {
    const above = [...operations]
      .filter(([, { ok }]) => ok > 0)
      .map(([id, { slowestMs }]) => ({ id, ms: slowestMs - (usual.get(id) ?? 0) }))
      .sort((a, b) => b.ms - a.ms);
    const heightMs = Math.max(0, above[0]?.ms ?? 0);
    const operationsOf = above.filter(({ ms }) => ms > heightMs / 3).map(({ id }) => id);
    return { atMs: fromMs, heightMs, operations: operationsOf };
  };
}

/** Seconds next to each other are one spike. */
function joined(high: readonly Spike[]): Spike[] {
  const spikes: Spike[] = [];
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const second of high) {
    const before = spikes.at(-1);
    if (before !== undefined && second.atMs - lastMs <= 1000) {
      const heightMs = Math.max(before.heightMs, second.heightMs);
      spikes.splice(-1, 1, { ...before, heightMs, operations: [...before.operations, ...second.operations] });
    } else spikes.push(second);
    lastMs = second.atMs;
  }
  return spikes;
}

/** By chance alone, spikes may look like a beat in so many of the runs that have some. */
const MOST_BY_CHANCE = 0.05;

/**
 * The beat of some moments in milliseconds; undefined when they have none. Rounds hide some beats, so gaps may be several
 * periods long. Moments are whole seconds, so a short beat needs more of them: any moment lies on it by chance.
 */
export function periodOf(atMs: readonly number[]): number | undefined {
  const gaps = atMs.slice(1).map((ms, index) => ms - (atMs[index] ?? 0));
  const short = [...gaps].sort((a, b) => a - b)[Math.floor(gaps.length / 4)] ?? 0;
  const [first = 0, last = 0] = [atMs[0], atMs.at(-1)];
  const beats = gaps.reduce((sum, gap) => sum + Math.round(gap / short), 0);
  const period = (last - first) / beats;
  if (gaps.length < 3 || short < 2000 || !Number.isFinite(period)) return undefined;
  const isOnBeat = (ms: number) =>
    Math.abs(ms - first - Math.round((ms - first) / period) * period) <= OFF_BEAT_MS;
  const byChance = ((2 * OFF_BEAT_MS) / period) ** (atMs.length - 2);
  return atMs.every(isOnBeat) && byChance <= MOST_BY_CHANCE ? period : undefined;
}

function patternOf(
  spikes: readonly Spike[],
  periodMs: number | undefined,
  alone: readonly Moment[],
): Pattern {
  const ids = new Set(spikes.flatMap(({ operations }) => operations));
  const [only] = ids;
  const heights = spikes.map(({ heightMs }) => heightMs);
  const highest = Math.max(...heights);
  const when = periodMs === undefined ? 'at random' : `every ${(periodMs / 1000).toFixed(1)} s`;
  const [first, last] = [spikes[0], spikes.at(-1)];
  return {
    kind: 'sudden spikes',
    ...(ids.size === 1 && only !== undefined && { subject: only }),
    evidence: [
      `${counted(spikes.length, 'spike')} in ${alone.length} s without rounds, ${when}: up to ${formatMs(highest)} ms above what is usual, ${formatMs(median(heights) ?? 0)} ms in the middle.`,
    ],
    figures: [
      { name: 'spikes', value: spikes.length, unit: '' },
      { name: 'height', value: median(heights) ?? 0, unit: 'ms' },
      ...(periodMs === undefined ? [] : [{ name: 'period', value: periodMs / 1000, unit: 's' }]),
    ],
    likelyCause:
      periodMs === undefined
        ? 'a connection pool that is too small for a burst of requests, or pauses of a garbage collection'
        : 'something that runs on a timer and stops everything else: a garbage collection, a flush, a job, a health check',
    confidence: periodMs !== undefined || spikes.length >= 6 ? 'high' : 'medium',
    nextCommand:
      "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'; and GODEBUG=gctrace=1 in the service's environment",
    ...(first !== undefined && last !== undefined && { fromMs: first.atMs, toMs: last.atMs + 1000 }),
  };
}
