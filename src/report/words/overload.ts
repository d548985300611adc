import { formatDuration } from '../../base/duration.ts';
import {
  bareFigure,
  counted,
  formatCount,
  formatFigure,
  given,
  listed,
  spokenName,
} from '../../base/format.ts';
import { sum } from '../../base/statistics/averages.ts';
import type { Column } from '../../base/text-table.ts';
import { ownNote } from '../../measure/validity.ts';
import type { LimitAtLevel, LoadLevel, OverloadRecord } from '../../record/overload-record.ts';
import { subjectWords } from '../../verdict/subject.ts';
import type { BreakingLoad, Load, OverloadView } from '../../view/breaking-loads.ts';
import { limitWords, statisticWords } from './limits.ts';
import { DASH, percent } from './numbers.ts';

/** A load in its unit: `200 to 300 users` on a ramp, `1,000 users` on a plateau. */
export function loadWords({ from, to }: Load, unit: OverloadRecord['unit']): string {
  const whole = unit === 'users' ? counted(Math.round(to), 'user') : formatFigure(to, 'per second');
  if (from === to) return whole;
  return `${unit === 'users' ? formatCount(from) : bareFigure(from, 'per second')} to ${whole}`;
}

/** How much of a time the users had the target to themselves: `83 s of 2 min`. */
export function aloneWords({ aloneMs, elapsedMs }: Pick<LoadLevel, 'aloneMs' | 'elapsedMs'>): string {
  return `${formatDuration(aloneMs)} of ${formatDuration(elapsedMs)}`;
}

/** What is judged at which load, in two sentences, and how much of it there was. */
export function judgedAtSentence({ above, unit, levels }: OverloadView): string {
  const normal = levels.find(({ kind }) => kind === 'normal');
  const upTo = loadWords({ from: above, to: above }, unit);
  const time =
    normal === undefined
      ? 'but the run had no time at so little'
      : `${aloneWords(normal)} without rounds, ${counted(normal.requests, 'request')}`;
  return `Judged at normal load: all limits but the scenario's own, at up to ${upTo} (${time}). Above that the scenario's own are judged${ownLimitsBy({ levels, unit })} and the others reported.`;
}

/** How much was measured under overload, and how much of that at the highest load: a p95 says little about a short peak. */
function ownLimitsBy({ levels, unit }: Pick<OverloadView, 'levels' | 'unit'>): string {
  const overload = levels.filter(({ kind }) => kind === 'overload');
  const highest = overload.at(-1);
  const requests = sum(overload.map((level) => level.requests));
  if (highest === undefined || requests === 0) return '';
  const time = aloneWords({
    aloneMs: sum(overload.map(({ aloneMs }) => aloneMs)),
    elapsedMs: sum(overload.map(({ elapsedMs }) => elapsedMs)),
  });
  const share = percent(highest.requests / requests);
  const ofHighest = overload.length === 1 ? '' : `, ${share} of them at ${loadWords(highest, unit)}`;
  return ` (${time} without rounds, ${counted(requests, 'request')}${ofHighest})`;
}

/** How many operations and sockets broke where, in one sentence. */
export function overloadCountsSentence({ counts, levels, unit }: OverloadView): string {
  const highest = levels.findLast(({ kind, requests }) => kind === 'overload' && requests > 0);
  const upTo = highest === undefined ? '' : ` up to ${loadWords({ from: highest.to, to: highest.to }, unit)}`;
  const total = sum(Object.values(counts));
  if (total === counts.undecided)
    return `For none of ${counted(total, 'operation or socket', 'operations and sockets')} were there enough samples without rounds to tell what the overload broke.`;
  const parts = given(
    counts.before > 0 && `${counts.before} broke at normal load already`,
    counts.broken > 0 && `${counts.broken} broke under overload`,
    counts.held > 0 && `${counts.held} held their p95${upTo}`,
    counts.hidden > 0 &&
      `${counts.hidden} ${counts.hidden === 1 ? 'was' : 'were'} left undecided by the measurer's own delay, the load or the machine`,
    counts.undecided > 0 && `${counts.undecided} had too few samples to tell${counts.held > 0 ? '' : upTo}`,
  );
  return `Of ${counted(total, 'operation or socket', 'operations and sockets')} ${listed(parts)}.`;
}

/** What the overload took away: a line for each round that it broke off, and for the loads at which nothing was measured. */
export function missingUnderOverload({ brokenOff, levels, unit }: OverloadView): string[] {
  const unmeasured = levels.filter(
    ({ kind, requests, elapsedMs }) => kind === 'overload' && requests === 0 && elapsedMs > 0,
  );
  return [
    ...unmeasured.map(
      (level) =>
        `Nothing was measured without rounds at ${loadWords(level, unit)}: rounds took all of that time.`,
    ),
    ...brokenOff.map(
      (round) =>
        `Broken off under overload: ${spokenName(round.journey)}, round ${round.number} of ${round.of}, at ${counted(round.vus, 'user')}: ${round.brokenOff}`,
    ),
  ];
}

/** What broke, e.g. `deals.get p95`, `burst on deals.list p95`, `create-deal: save the deal median`. */
function breakingName({ subject, statistic, isBurst }: BreakingLoad): string {
  return `${isBurst === true ? 'burst on ' : ''}${subjectWords(subject)} ${statisticWords({ statistic })}`;
}

/** The figure of a limit at one level: `226 ms`, `at least 226 ms`; a dash when it was not measured. */
export function figureAtLevel(
  { figure, isAtLeast }: Pick<LimitAtLevel, 'figure' | 'isAtLeast'>,
  unit: BreakingLoad['unit'],
): string {
  if (figure === undefined) return DASH;
  return `${isAtLeast === true ? 'at least ' : ''}${formatFigure(figure, unit)}`;
}

/** As {@link figureAtLevel}, with how much of it may be the measurer's: `226 ms (own ≤ 40 ms)`. */
function boundedFigure({ figure, unit }: Pick<BreakingLoad, 'figure' | 'unit'>): string {
  return `${figureAtLevel(figure, unit)}${ownNote(figure.figure, figure.least, unit)}`;
}

/** The columns of a table that says at which load each limit broke first. */
export function breakingColumns(unit: OverloadRecord['unit']): Column<BreakingLoad>[] {
  return [
    ['limit of', breakingName],
    ['limit', limitWords],
    [
      'held up to',
      ({ held }) => (held === undefined ? DASH : loadWords({ from: held.to, to: held.to }, unit)),
    ],
    ['broken at', ({ at }) => loadWords(at, unit)],
    ['measured there', boundedFigure],
  ];
}

/** As {@link breakingColumns}, in one sentence: `deals.get p95 broke its limit (< 150 ms) between 200 and 300 users: 226 ms`. */
export function breakingSentence(broken: BreakingLoad, unit: OverloadRecord['unit']): string {
  const { held, at } = broken;
  const where =
    held === undefined || held.to >= at.to
      ? `at ${loadWords(at, unit)}`
      : `between ${unit === 'users' ? formatCount(held.to) : bareFigure(held.to, 'per second')} and ${loadWords({ from: at.to, to: at.to }, unit)}`;
  return `${breakingName(broken)} broke its limit (${limitWords(broken)}) ${where}: ${boundedFigure(broken)}`;
}
