import { formatFigure, formatMs } from '../../base/format.ts';
import type { Column } from '../../base/text-table.ts';
import { EXACT_WITHIN, MOST_LOST_LOAD } from '../../measure/validity.ts';
import type { LatencyFigures } from '../../record/latency-figures.ts';
import type { BoundedFigure, OwnDelayView } from '../../view/own-delay.ts';
import { DASH } from './numbers.ts';

/** How exact the latencies of a run are, in one or two sentences. */
export function ownDelaySentence(view: OwnDelayView): string {
  const waits =
    view.kind === 'unknown' || view.knowsWaits
      ? ''
      : ' Waits for a core are not in this bound: this system does not report them.';
  return `${bound(view)}${waits}${stops(view)}`;
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
      return 'How much of the latencies is the delay of the measurer itself is not known: this run did not measure it.';
    case 'exact':
      return `Undisturbed: of no reported percentile is more than ${share * 100} % + ${ms} ms the delay of the measurer itself.`;
    case 'bounded': {
      const { overall, worst } = view;
      const most = `at most by ${ofFigure(worst)}`;
      return `Latencies may be too high by the delay of the measurer itself: ${overall === undefined || overall === worst ? most : `by up to ${ofFigure(overall)}, and ${most}`}.`;
    }
  }
}

function ofFigure({ of, percentile, measuredMs, ownMs }: BoundedFigure): string {
  return `${formatMs(ownMs)} ms of the ${formatMs(measuredMs)} ms at ${percentile} of ${of}`;
}

/** At most so much of a p95 is the measurer's own delay, in milliseconds; a dash where that is not known. */
export function ownP95Words({ p95Ms, p95LeastMs }: Pick<LatencyFigures, 'p95Ms' | 'p95LeastMs'>): string {
  return p95Ms === undefined || p95LeastMs === undefined ? DASH : formatMs(Math.max(0, p95Ms - p95LeastMs));
}

/** A column that says how much of the p95 of an item's latency may be the measurer's own delay. */
export function ownP95Column<Item>(of: (item: Item) => Partial<LatencyFigures>): Column<Item> {
  return ['own p95', (item) => ownP95Words(of(item)), 'number'];
}
