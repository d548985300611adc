import { formatDuration } from '../../base/duration.ts';
import { counted, formatFigure, formatMs, given } from '../../base/format.ts';
import type { Column } from '../../base/text-table.ts';
import { EXACT_WITHIN, MOST_LOST_LOAD } from '../../measure/validity.ts';
import type { LatencyFigures } from '../../record/latency-figures.ts';
import type { BoundedFigure } from '../../view/bounded-figures.ts';
import type { OwnDelayView } from '../../view/own-delay.ts';
import { type BoundedStep, ownMs, stepBounds } from '../../view/step-own-delay.ts';
import { msOrDash } from './numbers.ts';

/** How exact the latencies of a run are, in one or two sentences. */
export function ownDelaySentence(view: OwnDelayView): string {
  return `${bound(view)}${view.kind === 'unknown' ? '' : waitsNote(view)}${stops(view)}${quotaNote(view)}${crowdNote(view)}`;
}

/** What is not in the bound where the system does not report it: a sentence that begins with a space, or nothing. */
export function waitsNote({ knowsWaits }: Pick<OwnDelayView, 'knowsWaits'>): string {
  return knowsWaits ? '' : ' Waits for a core are not in this bound: this system does not report them.';
}

/** That a CPU quota kept the measurer from running: a sentence that begins with a space, or nothing. */
export function quotaNote({ throttledMs }: Pick<OwnDelayView, 'throttledMs'>): string {
  return throttledMs === undefined ? '' : ` A${quotaWords(throttledMs).slice(1)}.`;
}

/** The same as a part of a sentence. */
function quotaWords(throttledMs: number): string {
  return `a CPU quota stopped the measurer's container for ${formatDuration(throttledMs)} (summed over cores): give it more CPU`;
}

/** Why the measurer kept something from being decided, with the CPU quota that stopped it, if one did. */
export function withQuota(reason: string, throttledMs: number | undefined): string {
  return throttledMs === undefined ? reason : `${reason}; ${quotaWords(throttledMs)}`;
}

/** Which slices a measurer that was undisturbed has to be trusted less in: words that begin with a comma, or nothing. */
export function exceptWords({ exceptSlices }: { readonly exceptSlices?: number }): string {
  return exceptSlices === undefined ? '' : `, except in ${counted(exceptSlices, 'slice')}`;
}

/** That other programs took the cores from the embedded target: a sentence that begins with a space, or nothing. */
function crowdNote({ crowded }: OwnDelayView): string {
  if (crowded === undefined) return '';
  return ` In addition, ${crowded}. A broken limit on time is left undecided where the time that other programs took could explain it.`;
}

/** What is to be said of the bounds of steps: of which they are not known, or of how many they say next to nothing. */
export function stepsNote(
  { knowsWaits }: Pick<OwnDelayView, 'knowsWaits'>,
  rounds: readonly { readonly steps: readonly BoundedStep[] }[] = [],
): string | undefined {
  if (!knowsWaits)
    return "The measurer's share of step times is unknown: waits for a core were not measured.";
  const steps = rounds.flatMap((round) => round.steps);
  const of = (some: number) => `${some} of ${counted(steps.length, 'step')}`;
  const { unknown, vague } = stepBounds(steps);
  const sentences = given(
    unknown > 0 &&
      `The measurer's share of ${of(unknown)} is unknown: the browser's waits for a core were not measured.`,
    vague > 0 &&
      `In ${of(vague)} more than half of the median may be the browser's waits for a core: the measuring machine was too busy to say more.`,
  );
  return sentences.length === 0 ? undefined : sentences.join(' ');
}

/** What happened to the measurer that users should know, though the bound and the premise take it into account. */
function stops({ longestStopMs, lostShare = 0 }: OwnDelayView): string {
  const lost = `its lateness took ${formatFigure(lostShare, 'share')} of the virtual users' time (at most ${formatFigure(MOST_LOST_LOAD, 'share')} may be)`;
  if (longestStopMs !== undefined)
    return ` The measurer stood still for up to ${formatFigure(longestStopMs, 'ms')} at a time${lostShare > 0 ? `; ${lost}` : ''}.`;
  return lostShare > MOST_LOST_LOAD / 10 ? ` The measurer was late: ${lost}.` : '';
}

function bound(view: OwnDelayView): string {
  const { share, ms } = EXACT_WITHIN;
  switch (view.kind) {
    case 'unknown':
      return "The measurer's share of the latencies is unknown: this run did not measure it.";
    case 'exact':
      return `Undisturbed: the measurer's own delay adds at most ${share * 100} % + ${ms} ms to each reported percentile of requests${exceptWords(view)}.`;
    case 'bounded': {
      const { overall, worst } = view;
      const most = overall === undefined || overall === worst ? '' : `; the worst case is ${ofFigure(worst)}`;
      return `Latencies may be too high by the delay of the measurer itself: by up to ${ofFigure(overall ?? worst)}${most}.`;
    }
  }
}

function ofFigure({ of, percentile, measuredMs, ownMs }: BoundedFigure): string {
  return `${formatMs(ownMs)} ms of the ${formatMs(measuredMs)} ms at ${percentile} of ${of}`;
}

/** A column that says how much of the p95 of an item's latency may be the measurer's own delay. */
export function ownP95Column<Item>(of: (item: Item) => Partial<LatencyFigures>): Column<Item> {
  return ['own p95', (item) => msOrDash(ownMs(of(item).p95Ms, of(item).p95LeastMs)), 'number'];
}
