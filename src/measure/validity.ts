import { type FigureUnit, formatFigure, formatMs } from '../base/format.ts';
import { sum } from '../base/statistics/averages.ts';
import { type ArrivalSlice, LATE_START_MS } from './arrival-counters.ts';
import { countsErrors } from './judged-slices.ts';
import type { Slice } from './slice.ts';

/**
 * A figure with a bound counts as exact when the measurer can have added at most 1 % of it and 0.3 ms: what
 * `npm run calibrate` holds the suite to.
 */
export const EXACT_WITHIN = { share: 0.01, ms: 0.3 } as const;

/**
 * A step of the wall clock of this size within ten seconds is not an adjustment: the clock was set. A run measures, and its
 * lanes agree, by clocks that nobody sets, so that changes no figure.
 */
export const CLOCK_STEP_MS = 50;

/**
 * A step that is larger may be a machine that was suspended, and its clock set when it woke up: the target then met clients that
 * were silent for as long, and may have given their connections up. A browser, too, tells by the wall clock how long a token lives.
 */
export const MOST_CLOCK_STEP_MS = 5_000;

/**
 * The share of the planned load that the measurer may fail to offer before a held limit shows nothing any more.
 *
 * Less load makes a target quicker. With one queue, response time grows as 1 / (1 - utilisation): at a utilisation of one
 * half, a tenth less load makes it 9 % shorter, and at 70 % it makes it 19 % shorter. That is as much as two runs of the
 * same system differ by chance. With a fifth less load the two would be 17 % and 32 % shorter.
 */
export const MOST_LOST_LOAD = 0.1;

/** Whether a figure in milliseconds is exact, see {@link EXACT_WITHIN}. */
export function isExact(measuredMs: number, leastMs: number): boolean {
  return measuredMs - leastMs <= measuredMs * EXACT_WITHIN.share + EXACT_WITHIN.ms;
}

/**
 * How much of a figure may be the measurer's own doing, for the text next to it: `own ≤ 75 ms`. Undefined where that is next
 * to nothing, and where it is not known.
 *
 * @param least the figure without it
 */
export function ownWords(
  figure: number | undefined,
  least: number | undefined,
  unit: FigureUnit,
): string | undefined {
  if (figure === undefined || least === undefined) return undefined;
  if (unit === 'ms' ? isExact(figure, least) : figure === least) return undefined;
  return `own ≤ ${formatFigure(Math.abs(figure - least), unit)}`;
}

/** As {@link ownWords}, to be put behind the figure: ` (own ≤ 75 ms)`, or nothing. */
export function ownNote(...bounded: Parameters<typeof ownWords>): string {
  const words = ownWords(...bounded);
  return words === undefined ? '' : ` (${words})`;
}

/**
 * Whether more than half of a figure may be the measurer's own delay: then it says little about the target. Reports mark
 * such figures, and the comparison of runs leaves such slices out.
 */
export function isMostlyOwn(measuredMs: number, leastMs: number): boolean {
  return measuredMs - leastMs > measuredMs / 2;
}

/** By how much the measurer may have changed the figures of a slice; none when that is next to nothing. */
export function disturbances({ health, p95 }: Pick<Slice, 'health' | 'p95'>): string[] {
  const { clockStepMs } = health;
  const found = ownDelayDisturbances(p95);
  if (Math.abs(clockStepMs) > CLOCK_STEP_MS)
    found.push(
      `the clock stepped by ${clockStepMs.toFixed(0)} ms: no figure depends on it, but those of the target's side may be shifted in time from then on`,
    );
  return found;
}

/** Of the {@link disturbances}, those that the measurer's own delay caused. */
export function ownDelayDisturbances(p95: Slice['p95']): string[] {
  if (p95 === undefined || isExact(p95.measuredMs, p95.leastMs)) return [];
  return [
    `up to ${formatMs(p95.measuredMs - p95.leastMs)} ms of the p95 of ${formatMs(p95.measuredMs)} ms may be the measurer's own delay`,
  ];
}

/** Of a slice, what tells whether its load was offered as planned. */
export type OfferedLoad = Pick<Slice, 'userTime'> & {
  readonly arrivals?: OfferedArrivals;
};

/** Of the arrivals of an open model, what tells whether they were offered as planned. */
export type OfferedArrivals = Pick<ArrivalSlice, 'offered' | 'notSent' | 'ownLate'>;

/** What of a slice tells whether its load was offered: few numbers, so that they can be kept for a whole run. */
function loadOf({ userTime, arrivals }: Pick<Slice, 'userTime' | 'arrivals'>): OfferedLoad {
  return {
    ...(userTime !== undefined && { userTime }),
    ...(arrivals !== undefined && {
      arrivals: { offered: arrivals.offered, notSent: arrivals.notSent, ownLate: arrivals.ownLate ?? 0 },
    }),
  };
}

/**
 * Why the load of some slices was not offered as planned; undefined when it was.
 *
 * Closed model: a user goes on late after a think time and reads a reply late, so it sends less. What is lost is the sum
 * of both against the users' time. Users whose session is just renewed, or who wait for a rate limiter, send nothing either. Open
 * model: arrivals that were not sent, and those that started late by the generator's
 * own fault; they come in a crowd then.
 *
 * @param sender what an arrival waits for while the target has them all
 */
export function lostLoad(
  slices: readonly OfferedLoad[],
  sender: 'virtual user' | 'connection' = 'virtual user',
): string | undefined {
  const { lost, troubled, notSent, late } = lostShares(slices);
  const atMost = `(at most ${formatFigure(MOST_LOST_LOAD, 'share')})`;
  const reasons = [
    ...(lost > MOST_LOST_LOAD
      ? [
          `the measurer's own delay took ${formatFigure(lost, 'share')} of the virtual users' time, so they sent less by that share ${atMost}`,
        ]
      : []),
    ...(troubled > MOST_LOST_LOAD
      ? [
          `for ${formatFigure(troubled, 'share')} of their time virtual users could not work, because sessions were being renewed or a rate limiter made them wait, for example, so they sent less by that share ${atMost}`,
        ]
      : []),
    ...(notSent > MOST_LOST_LOAD
      ? [
          `${formatFigure(notSent, 'share')} of the arrivals were not sent, since no ${sender} was free ${atMost}`,
        ]
      : []),
    ...(late > MOST_LOST_LOAD
      ? [
          `${formatFigure(late, 'share')} of the arrivals started more than ${LATE_START_MS} ms late by the generator's own fault ${atMost}`,
        ]
      : []),
  ];
  return reasons.length === 0 ? undefined : `the load was not offered as planned: ${reasons.join('; ')}`;
}

/** Whether the measurer's own delay is among the reasons for a {@link lostLoad}. */
export function isLostToOwnDelay(slices: readonly OfferedLoad[]): boolean {
  const { lost, late } = lostShares(slices);
  return lost > MOST_LOST_LOAD || late > MOST_LOST_LOAD;
}

/** What of the users' time, or of the arrivals, was lost to which cause. */
function lostShares(slices: readonly OfferedLoad[]) {
  const times = slices.flatMap(({ userTime }) => userTime ?? []);
  const totalMs = sum(times.map((time) => time.totalMs));
  const arrivals = slices.flatMap((slice) => slice.arrivals ?? []);
  const offered = sum(arrivals.map((slice) => slice.offered));
  return {
    lost: shareOf(sum(times.map(({ lostMs }) => lostMs)), totalMs),
    troubled: shareOf(sum(times.map(({ troubleMs = 0 }) => troubleMs)), totalMs),
    notSent: shareOf(sum(arrivals.map((slice) => slice.notSent)), offered),
    late: shareOf(sum(arrivals.map(({ ownLate = 0 }) => ownLate)), offered),
  };
}

/** Whether the measurer was set back so much in a slice that it shows little about the target: for comparing runs. */
export function isStarved(slice: OfferedLoad & Pick<Slice, 'p95' | 'disturbed'>): boolean {
  // Older versions wrote no bound, and called a slice disturbed past limits of their own.
  const knowsBound = slice.p95 !== undefined || slice.userTime !== undefined;
  if (!knowsBound && slice.arrivals?.ownLate === undefined) return slice.disturbed.length > 0;
  const { measuredMs = 0, leastMs = 0 } = slice.p95 ?? {};
  return lostLoad([slice]) !== undefined || isMostlyOwn(measuredMs, leastMs);
}

/** A stretch of a measurement, as far as the wall clock goes. */
export interface ClockedStretch {
  /** Since the traffic began; left out where nothing says when a round or a burst was. */
  readonly fromMs?: number;
  readonly health: Pick<Slice['health'], 'clockStepMs'>;
}

/** Why a measurement shows nothing, whatever its figures are: the clock was set by so much. Undefined when it was not. */
export function clockWasSet(stretches: readonly ClockedStretch[]): string | undefined {
  const stepped = stretches.find(({ health }) => Math.abs(health.clockStepMs) > MOST_CLOCK_STEP_MS);
  if (stepped === undefined) return undefined;
  const { fromMs, health } = stepped;
  const when = fromMs === undefined ? '' : ` at second ${(fromMs / 1000).toFixed(0)}`;
  const step = `${(health.clockStepMs / 1000).toFixed(1)} s${when}`;
  return `the clock was set: it stepped by ${step} (at most ${MOST_CLOCK_STEP_MS / 1000}), so this machine may have been suspended, or browsers may have misjudged how long their tokens live`;
}

/** What is kept of a slice while a run is on, to tell whether limits that are held count: see {@link premiseOf}. */
export interface Premise extends Pick<Slice, 'fromMs' | 'health'> {
  /** Its load, where limits on latencies are held against it. */
  readonly ofLatencies?: OfferedLoad;
  /** The same of limits on errors, which also count what fails next to visits of pages. */
  readonly ofErrors?: OfferedLoad;
}

/**
 * What to keep of a slice for {@link invalidSoFar}. Its load counts where limits of the scenario are held against it: not on a ramp,
 * unless the scenario has nothing else. At the end of a run with overload, each of its loads is judged by itself.
 *
 * @param plansPlateaus whether the scenario has plateaus
 */
export function premiseOf(
  slice: Pick<Slice, 'fromMs' | 'health' | 'phase' | 'round' | 'userTime' | 'arrivals'>,
  plansPlateaus: boolean,
): Premise {
  const { fromMs, health, phase, round } = slice;
  const kept = { fromMs, health };
  if (plansPlateaus && phase !== 'plateau') return kept;
  const load = loadOf(slice);
  return {
    ...kept,
    ...(round === undefined && { ofLatencies: load }),
    ...(countsErrors(round?.kind) && { ofErrors: load }),
  };
}

/** Why no limit of the scenario that is held so far counts: {@link clockWasSet} or {@link lostLoad}. Undefined when it does. */
export function invalidSoFar(slices: readonly Premise[]): string | undefined {
  return (
    clockWasSet(slices) ??
    lostLoad(slices.flatMap(({ ofLatencies }) => ofLatencies ?? [])) ??
    lostLoad(slices.flatMap(({ ofErrors }) => ofErrors ?? []))
  );
}

/** The same of slices that are all judged together, such as those of a window of a search. */
export function invalidReason(
  slices: readonly (OfferedLoad & Pick<Slice, 'fromMs' | 'health'>)[],
): string | undefined {
  return clockWasSet(slices) ?? lostLoad(slices);
}

function shareOf(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}
