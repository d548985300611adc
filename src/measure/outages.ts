import { formatCount } from '../base/format.ts';
import { sum } from '../base/statistics/averages.ts';
import {
  addLost,
  type CountedSlice,
  lostIn,
  type Second,
  sumOf,
  type Timeline,
  timelines,
} from './service-timelines.ts';

/** A time in which a service of the target, or all of it, served nothing that it was asked for. */
export interface Outage {
  /** Left out for the whole target. */
  readonly service?: string;
  /** Since the traffic began, to the second. */
  readonly fromMs: number;
  /** When it answered again; left out when it did not until the end. */
  readonly toMs?: number;
  /**
   * Requests that were lost or answered in that time, the seconds in which it began and ended included, and how many of
   * them were lost. A lost one counts to the second in which it was sent.
   */
  readonly sent: number;
  readonly lost: number;
  /** What became of the lost ones: by status, e.g. `503`, or by outcome, e.g. `refused` or `unfinished`. */
  readonly lostBy: Readonly<Record<string, number>>;
}

/** A whole target that is gone for so long ends a run, unless the scenario lets it restart. */
const GONE_MS = 4_000;
/** Requests on their way when the users leave have no answer either: a slow target is not a dead one. */
const HANGS_MS = 10_000;

/**
 * Whether a service, or the target, was gone when the traffic ended.
 *
 * @param endMs of the traffic, on the clock of the outage
 */
export function isGone(outage: Outage, endMs: number): boolean {
  return outage.toMs === undefined && endMs - outage.fromMs >= (hangs(outage) ? HANGS_MS : GONE_MS);
}

/** Whether nothing of what was lost had an answer or an error. */
function hangs({ lostBy, lost }: Outage): boolean {
  return lostBy.unfinished === lost;
}

/**
 * How an outage ended. With requests that never had an answer it did not end for them: whoever answers later ones may hang
 * or be another instance.
 */
export function backWords({ unfinished = 0 }: Outage['lostBy']): string {
  return unfinished === 0
    ? 'it recovered'
    : `it answered later requests, but never ${unfinished === 1 ? 'one' : formatCount(unfinished)} of the lost ones`;
}

/** Less is a hiccup, for which there are the limits. */
const LEAST_LOST = 3;
const LEAST_SECONDS = 2;
/**
 * The seconds in which a service falls silent and comes back have answers too. Two seconds touch three at most, so a service that was
 * gone for two lost about two thirds of what was sent in them.
 */
const LEAST_LOST_SHARE = 0.6;
/** In so many seconds without an answer a service was gone, whatever it answered in those at the edges. */
const LONG_SILENCE_SECONDS = 3;
/** How often failures that come at random may look like an outage in a run. */
const MOST_BY_CHANCE = 0.01;
/** In a burst of errors the share of failures is that of the seconds around a silence, and not that of the run. */
const NEAR_SECONDS = 5;
/** A service that goes down or comes up may answer now and then: so short a time, and so few answers for each loss. */
const FLAPS_SECONDS = 2;
const FLAPS_SHARE = 0.1;
/** A service that is silent with the whole target, give or take this, has no outage of its own. */
const SLACK_SECONDS = 1;

/** Seconds without an answer: from the first to the last in which something was lost, and the next with an answer. */
interface Silence {
  readonly from: number;
  /** The first without an answer. */
  readonly silentFrom: number;
  readonly last: number;
  /** Undefined when there was none. */
  readonly to: number | undefined;
}

/** A silence that may be an outage, with what was sent and lost in it. */
type Candidate = { readonly silence: Silence } & ReturnType<typeof within>;

/**
 * Finds the outages of a traffic in all of its slices: at least two seconds without an answer, in which three or more
 * requests and most of those sent were lost, and more than failures at random would give by their share at other times and right
 * before and after. A request that had no end when the run was over is lost if it had waited for a second: that is how a target shows
 * that hangs.
 *
 * @returns in the order of their beginnings
 */
export function outagesOf(slices: readonly CountedSlice[]): Outage[] {
  const services = timelines(slices);
  const whole = sumOf([...services.values()]);
  const ofTarget = outagesIn(whole).filter(
    (silence) => [...services.values()].filter((each) => within(each, silence).lost > 0).length > 1,
  );
  const isOwn = ({ from, last }: Silence) =>
    !ofTarget.some(
      (target) =>
        from >= target.from - SLACK_SECONDS &&
        last <= (target.to ?? Number.POSITIVE_INFINITY) + SLACK_SECONDS,
    );
  const ofServices = [...services].flatMap(([service, timeline]) =>
    outagesIn(timeline)
      .filter(isOwn)
      .map((silence) => ({ service, ...outage(timeline, silence) })),
  );
  return [...ofTarget.map((silence) => outage(whole, silence)), ...ofServices].sort(
    (a, b) => a.fromMs - b.fromMs,
  );
}

/** The services that served nothing at all of three or more requests: a run has measured nothing of them. */
export function servicesWithoutAnswer(slices: readonly CountedSlice[]): { service: string; lost: number }[] {
  return [...timelines(slices)].flatMap(([service, timeline]) => {
    const { sent, lost } = countsOf([...timeline.values()]);
    return lost >= LEAST_LOST && sent === lost ? [{ service, lost }] : [];
  });
}

function outage(timeline: Timeline, silence: Silence): Omit<Outage, 'service'> {
  const { to } = silence;
  const { sent, lost, lostBy } = within(timeline, silence);
  return {
    fromMs: beginOf(timeline, silence) * 1000,
    ...(to !== undefined && { toMs: to * 1000 }),
    sent,
    lost,
    lostBy,
  };
}

/**
 * The second in which it began, to the nearest one. A service that answered most of what it was sent in one second fell
 * silent at its end: what it lost of that second was still on its way.
 */
function beginOf(timeline: Timeline, { from, silentFrom }: Silence): number {
  const edge = timeline.get(from);
  const answeredMost = edge !== undefined && edge.answered > lostIn(edge);
  return answeredMost ? silentFrom : from;
}

/** The silences that are outages: the clearest first, since what it lost is no longer among the failures at random. */
function outagesIn(timeline: Timeline): Silence[] {
  const candidates = joined(silences(timeline), timeline)
    .map((silence) => ({ silence, ...within(timeline, silence) }))
    .filter(isClear)
    .sort((a, b) => b.lost - a.lost);
  let { sent, lost } = countsOf([...timeline.values()]);
  const outages: Silence[] = [];
  for (const candidate of candidates) {
    const others = { sent: sent - candidate.sent, lost: lost - candidate.lost };
    if (isByChance(candidate.lost, others)) break;
    if (isInBurst(timeline, candidate)) continue;
    outages.push(candidate.silence);
    ({ sent, lost } = others);
  }
  return outages;
}

/** Whether so many failures in a row may well be among others that come at random. */
function isByChance(lost: number, others: Pick<Candidate, 'sent' | 'lost'>): boolean {
  const share = others.sent <= 0 ? 0 : others.lost / others.sent;
  return others.sent * share ** lost >= MOST_BY_CHANCE;
}

/** Whether so many fail right before and after it that the seconds without an answer may well be chance. */
function isInBurst(timeline: Timeline, { silence, sent, lost }: Candidate): boolean {
  const { from, silentFrom, last, to = last } = silence;
  const near = within(timeline, { from: from - NEAR_SECONDS, last: to + NEAR_SECONDS });
  const silent = within(timeline, { from: silentFrom, last });
  return isByChance(silent.lost, { sent: near.sent - sent, lost: near.lost - lost });
}

/** Whether a silence is long enough, and more than some failures among answers. */
function isClear({ silence, sent, lost }: Candidate): boolean {
  const { from, silentFrom, last, to = last + 1 } = silence;
  if (to - from < LEAST_SECONDS || lost < LEAST_LOST) return false;
  return lost >= sent * LEAST_LOST_SHARE || to - silentFrom >= LONG_SILENCE_SECONDS;
}

function silences(timeline: Timeline): Silence[] {
  const found: Silence[] = [];
  let open: Omit<Silence, 'to'> | undefined;
  let before: [number, Second] | undefined;
  for (const [at, second] of [...timeline].sort(([a], [b]) => a - b)) {
    if (second.answered > 0) {
      if (open !== undefined) found.push({ ...open, to: at });
      open = undefined;
    } else {
      // The second in which it fell silent, if it still answered in it.
      const began = before !== undefined && before[0] === at - 1 && lostIn(before[1]) > 0 ? before[0] : at;
      open = { from: open?.from ?? began, silentFrom: open?.silentFrom ?? at, last: at };
    }
    before = [at, second];
  }
  return open === undefined ? found : [...found, { ...open, to: undefined }];
}

/** Makes one of silences between which there was hardly an answer. */
function joined(found: readonly Silence[], timeline: Timeline): Silence[] {
  const result: Silence[] = [];
  for (const silence of found) {
    const previous = result.at(-1);
    const both = previous && { ...silence, from: previous.from, silentFrom: previous.silentFrom };
    const gap = silence.from - (previous?.last ?? 0) - 1;
    const { sent, lost } = within(timeline, both ?? silence);
    if (both !== undefined && gap <= FLAPS_SECONDS && sent - lost <= FLAPS_SHARE * lost)
      result.splice(-1, 1, both);
    else result.push(silence);
  }
  return result;
}

/** What was sent and lost in a silence, and in the seconds in which it began and ended. */
function within(
  timeline: Timeline,
  { from, last, to = last }: Pick<Silence, 'from' | 'last'> & Partial<Silence>,
) {
  const seconds: Second[] = [];
  for (let at = from; at <= to; at += 1) {
    const second = timeline.get(at);
    if (second !== undefined && (at <= last || (at === to && lostIn(second) > 0))) seconds.push(second);
  }
  return countsOf(seconds);
}

function countsOf(seconds: readonly Second[]) {
  const all: Second = { answered: sum(seconds.map(({ answered }) => answered)), lostBy: new Map() };
  for (const { lostBy } of seconds) for (const [by, count] of lostBy) addLost(all, by, count);
  const lost = lostIn(all);
  return { sent: all.answered + lost, lost, lostBy: Object.fromEntries(all.lostBy) };
}
