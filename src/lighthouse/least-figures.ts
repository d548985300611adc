import type { Result } from 'lighthouse';
import { Util } from 'lighthouse/shared/util.js';
import { sum } from '../base/statistics/averages.ts';
import type { ChainPart } from '../measure/chain-wait.ts';
import type { Stretch } from '../measure/covered-time.ts';
import type { AuditFigures, LeastFigures } from './audit-figures.ts';

/**
 * Tells how long waits for a core may have held up the browser in a stretch of the machine's monotonic clock, in milliseconds
 * at most, or only those of its threads with one part in it: see `ChainWait`.
 */
export type WaitedMs = (stretch: Stretch, part?: ChainPart) => number;

/** The Speed Index is two estimates of it with at most these weights, so it may contain a wait as often (`SpeedIndex.js` there). */
const SPEED_INDEX_WEIGHTS = 1.4 + 0.4;

/** When the page of a timespan was used, on the clock of {@link WaitedMs}. */
export interface TimespanUse {
  /** Lighthouse counts tasks in it for the TBT, its own included: from before it began to watch until after it had ended. */
  readonly watched: Stretch;
  /** In which the interactions began. */
  readonly used: Stretch;
}

/** The part of Lighthouse's result that {@link leastFigures} reads. */
export type TimedResult = Pick<Result, 'audits' | 'categories' | 'configSettings'>;

/** A task that blocks for no longer counts for nothing in the TBT. */
const BLOCKS_FROM_MS = 50;

/**
 * Takes off the figures of a run what the browser's waits for a core may have added. A wait only adds, but not exactly its own length:
 *
 * - A navigation is simulated from what was seen (Lantern). A task of the page counts with its length, waits of its thread
 *   included, times the slowdown of the device; time between tasks does not count. Each request counts with the median of all
 *   response times of its server, so one wait of the threads that carry messages may count for each request of a chain, one after
 *   the other. So of FCP and LCP the bound is: waits of the page's thread until the paint times the slowdown, and for each request
 *   in a row the most that a message may have waited within one request, or that median, whichever is less. Of the TBT it is:
 *   waits of the page's thread within each task that blocked, times the slowdown. The Speed Index is partly of the frames that were
 *   seen, so all waits count for it.
 *   Source: `models/trace/lantern` of @paulirish/trace_engine: `estimateCPUTimeRemaining`, `computeRTTAndServerResponseTime`.
 * - In a timespan Chromium slows the page down itself, for so many times as long as it ran or waited. The TBT may contain all waits
 *   of that time, times the slowdown, and the INP those during its interaction.
 *
 * The score is calculated from the least figures by Lighthouse's own curves and weights. The bound leaves out: a task that stood
 * still until another process answered; requests that the simulation counts only because waits made the paint come later, after they
 * had ended; differences between the round-trip times of several servers.
 *
 * @param used of a timespan: all of it, and when its page was used
 */
export function leastFigures(
  result: TimedResult,
  figures: AuditFigures,
  waitedMs: WaitedMs,
  used?: TimespanUse,
): LeastFigures {
  const slowdown = result.configSettings.throttling.cpuSlowdownMultiplier;
  const { tbtMs, fcpMs, lcpMs, inpMs } = figures;
  const own = used === undefined ? whileLoading(result, waitedMs) : whileUsed(used, inpMs ?? 0, waitedMs);
  const without = (ms: number, ownMs: number) => Math.max(0, ms - ownMs);
  const paintedMs = slowdown * own.paintMs + own.answersMs;
  const least = {
    tbtMs: without(tbtMs, slowdown * own.blockingMs),
    ...(lcpMs !== undefined && { lcpMs: without(lcpMs, paintedMs) }),
    ...(inpMs !== undefined && { inpMs: without(inpMs, paintedMs) }),
  };
  const leastFcpMs = fcpMs === undefined ? undefined : without(fcpMs, paintedMs);
  const speedIndexMs = result.audits['speed-index']?.numericValue;
  const leastMs = {
    'first-contentful-paint': leastFcpMs,
    'speed-index':
      speedIndexMs === undefined
        ? undefined
        : Math.max(
            leastFcpMs ?? 0,
            speedIndexMs - SPEED_INDEX_WEIGHTS * (slowdown * own.visibleMs + own.answersMs),
          ),
    'largest-contentful-paint': least.lcpMs,
    'total-blocking-time': least.tbtMs,
  };
  return { score: Math.max(figures.score, scoreOf(result, leastMs)), ...least };
}

/** Waits for a core until the paint and within tasks that blocked, and what waits may have added to answers. */
interface Waits {
  /** Of a navigation those of the page's thread alone. */
  readonly paintMs: number;
  /** Of all threads, until the page looked as it did in the end. */
  readonly visibleMs: number;
  readonly answersMs: number;
  readonly blockingMs: number;
}

/** Of a result that does not tell when the page did what, nothing is known: then all of the time may be waits. */
const UNKNOWN: Waits = { paintMs: Infinity, visibleMs: Infinity, answersMs: 0, blockingMs: Infinity };

function whileLoading({ audits, configSettings }: TimedResult, waitedMs: WaitedMs): Waits {
  const [metrics = {}] = itemsOf(audits.metrics);
  const beganMs = Number(metrics.observedTimeOriginTs) / 1000;
  const paintedMs = Number(metrics.observedLargestContentfulPaintTs) / 1000;
  const requests = requestsOf(audits['network-requests']);
  const isTold =
    [audits['main-thread-tasks'], audits['network-requests']].every(
      (audit) => audit?.details !== undefined,
    ) && requests.every(({ fromMs }) => !Number.isNaN(fromMs));
  if (!isTold || !Number.isFinite(beganMs + paintedMs)) return UNKNOWN;
  const paintMs = waitedMs({ fromMs: beganMs, toMs: paintedMs }, 'page');
  const lastChangeMs = Number(metrics.observedLastVisualChangeTs) / 1000;
  const serverMs = audits['network-server-latency']?.numericValue ?? Infinity;
  const untilPaint = requests.filter(({ fromMs }) => fromMs <= paintedMs);
  const tasks = itemsOf(audits['main-thread-tasks']).filter(
    ({ duration }) => Number(duration) * configSettings.throttling.cpuSlowdownMultiplier > BLOCKS_FROM_MS,
  );
  const blocking = tasks.map(({ startTime, duration }) => {
    const fromMs = beganMs + Number(startTime);
    return waitedMs({ fromMs, toMs: fromMs + Number(duration) }, 'page');
  });
  const answerMs = Math.max(0, ...requests.map((request) => waitedMs(request, 'messages')));
  return {
    paintMs,
    visibleMs: Number.isNaN(lastChangeMs)
      ? Infinity
      : waitedMs({ fromMs: beganMs, toMs: Math.max(lastChangeMs, paintedMs) }),
    answersMs: mostInARow(untilPaint) * Math.min(serverMs, answerMs),
    blockingMs: sum(blocking),
  };
}

/** Lantern has no more requests under way at once, if the protocol would allow more. */
const AT_ONCE = 10;

/**
 * How many requests the simulation may have one after the other at most: as many as were not under way at the same time. A
 * document is one more, as the page asks for what it names before all of it is there.
 */
function mostInARow(requests: readonly Request[]): number {
  const byEnd = requests.filter(({ isDocument }) => !isDocument).toSorted((a, b) => a.toMs - b.toMs);
  let [inARow, freeMs] = [0, Number.NEGATIVE_INFINITY];
  for (const { fromMs, toMs } of byEnd) {
    if (fromMs < freeMs) continue;
    inARow += 1;
    freeMs = toMs;
  }
  return 1 + inARow + Math.floor(requests.length / AT_ONCE);
}

/** Windows of this many times the length of an interaction, each half a length after the other, contain it wherever it was. */
const WINDOW = 1.5;

/**
 * Lighthouse does not tell when the interaction was that the INP is about, so it was when the browser waited most. It began while the
 * page was used, and may have been painted after that.
 */
function whileUsed({ watched, used }: TimespanUse, inpMs: number, waitedMs: WaitedMs): Waits {
  const stepMs = Math.max(1, inpMs / 2);
  const windows = Math.max(1, Math.ceil((used.toMs - used.fromMs) / stepMs));
  const waits = Array.from({ length: windows }, (_, index) => {
    const fromMs = used.fromMs + index * stepMs;
    return waitedMs({ fromMs, toMs: fromMs + WINDOW * Math.max(2, inpMs) });
  });
  const blockingMs = waitedMs(watched);
  return { paintMs: Math.max(...waits), visibleMs: blockingMs, answersMs: 0, blockingMs };
}

interface Request extends Stretch {
  readonly isDocument: boolean;
}

/** The requests of a page by the monotonic clock; their times are told from the first of them on. */
function requestsOf(audit: Result['audits'][string] | undefined): Request[] {
  const { networkStartTimeTs } = { ...audit?.details?.debugData };
  return itemsOf(audit).map(({ networkRequestTime, networkEndTime, resourceType }) => {
    const firstMs = Number(networkStartTimeTs) / 1000;
    const fromMs = firstMs + Number(networkRequestTime);
    // One that never ended has no such time.
    const toMs = Math.max(fromMs, firstMs + (Number(networkEndTime) || 0));
    return { fromMs, toMs, isDocument: resourceType === 'Document' };
  });
}

type Item = Readonly<Record<string, unknown>>;

function itemsOf(audit: Result['audits'][string] | undefined): readonly Item[] {
  const details = audit?.details;
  if (details === undefined || !('items' in details)) return [];
  return details.items as readonly Item[];
}

/** As Lighthouse makes it: the mean of the audits' scores by their weights, 0 to 100. */
function scoreOf(
  { audits, categories }: TimedResult,
  leastMs: Readonly<Record<string, number | undefined>>,
): number {
  const weighed = (categories.performance?.auditRefs ?? []).filter(({ weight }) => weight > 0);
  const scores = weighed.map(({ id, weight }) => {
    const { score = 0, scoringOptions } = audits[id] ?? {};
    const ms = leastMs[id];
    const known =
      ms === undefined || scoringOptions === undefined ? 0 : Util.computeLogNormalScore(scoringOptions, ms);
    return weight * Math.max(score ?? 0, known);
  });
  return Math.round((100 * sum(scores)) / Math.max(1, sum(weighed.map(({ weight }) => weight))));
}
