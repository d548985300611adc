import type { DiagnosisInput } from '../diagnosis-input.ts';
import type { Pattern, Series } from '../pattern.ts';
import { type Point, type RobustLine, risesSteadily, robustLine } from '../robust-line.ts';
import { type Moment, momentsAtConstantLoad } from '../timeline.ts';

/** What fills up during a run and should not, by words in the name of its series. */
const RESOURCES: readonly {
  readonly name: RegExp;
  readonly cause: string;
  readonly command: string;
}[] = [
  {
    name: /goroutine/i,
    cause:
      'goroutines that are started and never end: a channel that nobody reads, a request without a time limit',
    command: 'go tool pprof http://localhost:6060/debug/pprof/goroutine',
  },
  {
    name: /connection|client|socket/i,
    cause: 'connections that are opened and not given back',
    command: 'SELECT state, count(*) FROM pg_stat_activity GROUP BY state; redis-cli info clients',
  },
  {
    name: /handle|descriptor|fds/i,
    cause: 'files or sockets that are opened and not closed',
    command: 'ls /proc/<pid>/fd | wc -l; lsof -p <pid>',
  },
  {
    name: /memory|heap|rss/i,
    cause: 'a memory leak',
    command: 'go tool pprof http://localhost:6060/debug/pprof/heap',
  },
];

const LEAST_POINTS = 20;
const LEAST_LENGTH_MS = 25_000;
/** The first part of a run fills caches and pools. */
const SETTLING_SHARE = 0.25;
const CONFIDENCE = 0.99;
/** Growth over the rest, against what was there. */
const LEAST_GROWTH = 0.1;
/**
 * A collector keeps room for the garbage that comes between two collections, and for a copy of it: so many times what the heap swings
 * by, a process may grow until it settles, which takes minutes.
 */
const SWINGS = 2;
/** A resource that settles grows ever slower; one that leaks does not. */
const LEAST_LATE_SHARE = 0.6;

/**
 * Memory, connections, goroutines or handles of the target that only ever grow under the same load: a robust line through the valleys, which are what
 * garbage collections and idle pools leave, rises in the second half at least {@link LEAST_LATE_SHARE} times as steeply as in the first.
 */
export function resourceDrift({ series, moments }: DiagnosisInput): Pattern[] {
  const spans = constantLoadSpans(moments);
  return series.flatMap((each) => {
    const resource = RESOURCES.find(({ name }) => name.test(each.name));
    const drift = resource === undefined ? undefined : driftOf(each, spans);
    if (resource === undefined || drift === undefined) return [];
    const room =
      SWINGS *
      swingOf(
        series.find(({ name }) => name === heapOf(each.name)),
        drift,
      );
    return growthOf(drift) <= room ? [] : [patternOf(each, drift, resource)];
  });
}

/** The series of the heap that is a part of a process's memory; undefined for others. */
function heapOf(name: string): string | undefined {
  const [, process] = /^(.*: )memory$/.exec(name) ?? [];
  return process === undefined ? undefined : `${process}heap`;
}

/** By how much a heap goes up and down while something grows; 0 without one. */
function swingOf(heap: Series | undefined, { fromMs, toMs }: Drift): number {
  const points = (heap?.points ?? [])
    .filter(({ atMs }) => atMs >= fromMs && atMs <= toMs)
    .map(({ atMs, value }) => ({ x: atMs, y: value }));
  const line = robustLine(points, CONFIDENCE);
  if (line === undefined) return 0;
  // What the heap itself grows by is a leak, and no swing.
  const around = points.map(({ x, y }) => y - line.at(x));
  return Math.max(...around) - Math.min(...around);
}

function growthOf({ line, fromMs, toMs }: Drift): number {
  return line.slope * (toMs - fromMs);
}

interface Drift {
  readonly line: RobustLine;
  readonly fromMs: number;
  readonly toMs: number;
}

interface Span {
  readonly fromMs: number;
  toMs: number;
}

/** When the load was the usual one; a time in which nothing ended belongs to what surrounds it. */
function constantLoadSpans(moments: readonly Moment[]): Span[] {
  const constant = new Set(momentsAtConstantLoad(moments));
  const spans: Span[] = [];
  let open: Span | undefined;
  for (const moment of moments) {
    const { fromMs, toMs } = moment;
    if (!constant.has(moment)) open = undefined;
    else if (open !== undefined) open.toMs = toMs;
    else {
      open = { fromMs, toMs };
      spans.push(open);
    }
  }
  return spans;
}

function driftOf({ points }: Series, spans: readonly Span[]): Drift | undefined {
  const during = points.filter(({ atMs }) =>
    spans.some(({ fromMs, toMs }) => atMs >= fromMs && atMs <= toMs),
  );
  const [first, last] = [during[0], during.at(-1)];
  if (first === undefined || last === undefined || during.length < LEAST_POINTS) return undefined;
  const fromMs = first.atMs + (last.atMs - first.atMs) * SETTLING_SHARE;
  const settled = during.filter(({ atMs }) => atMs >= fromMs);
  const valleys = valleysOf(settled.map(({ atMs, value }) => ({ x: atMs, y: value })));
  const line = robustLine(valleys, CONFIDENCE);
  if (line === undefined || last.atMs - first.atMs < LEAST_LENGTH_MS || line.lower <= 0) return undefined;
  const drift = { line, fromMs, toMs: last.atMs };
  const half = Math.floor(valleys.length / 2);
  const [early, late] = [robustLine(valleys.slice(0, half + 1), 0.95), robustLine(valleys.slice(half), 0.95)];
  const goesOn = early !== undefined && late !== undefined && late.slope >= early.slope * LEAST_LATE_SHARE;
  const isMuch = growthOf(drift) >= Math.max(1, line.at(fromMs) * LEAST_GROWTH);
  if (!goesOn || !isMuch || !risesSteadily(valleys)) return undefined;
  return drift;
}

/** What most of a saw's teeth come back to: the least of each few neighbours. */
function valleysOf(points: readonly Point[]): Point[] {
  const size = Math.max(1, Math.floor(points.length / 15));
  return Array.from({ length: Math.floor(points.length / size) }, (_, index) =>
    points
      .slice(index * size, (index + 1) * size)
      .reduce((least, point) => (point.y < least.y ? point : least)),
  );
}

function patternOf(
  { name, unit }: Series,
  { line, fromMs, toMs }: Drift,
  { cause, command }: (typeof RESOURCES)[number],
): Pattern {
  const isBytes = /byte|memory/i.test(unit);
  const [factor, shown] = isBytes ? [1e-6, 'MB'] : [1, unit === 'count' ? '' : unit];
  const words = (value: number) =>
    `${Number((value * factor).toPrecision(3))}${shown === '' ? '' : ` ${shown}`}`;
  const [slope, lower, upper] = [line.slope, line.lower, line.upper].map((each) => each * 60_000 * factor);
  return {
    kind: 'resource drift',
    subject: name,
    evidence: [
      `${name} grew from ${words(line.at(fromMs))} to ${words(line.at(toMs))} between second ${(fromMs / 1000).toFixed(0)} and ${(toMs / 1000).toFixed(0)}, and was still growing at the end.`,
    ],
    figures: [
      {
        name: 'growth',
        value: slope ?? 0,
        unit: `${shown} a minute`.trim(),
        lower: lower ?? 0,
        upper: upper ?? 0,
      },
    ],
    likelyCause: cause,
    confidence: toMs - fromMs > 600_000 ? 'high' : 'medium',
    nextCommand: command,
    fromMs,
    toMs,
  };
}
