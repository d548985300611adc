import type { PlannedSearch } from '../traffic/plan/planned-search.ts';

/**
 * What a window of one load says of the limits. `held` and `broken` are certain, without the measurer's own delay.
 * `generator`: the measurer kept it from being decided, or did not offer the load.
 */
export type WindowKind = 'held' | 'broken' | 'undecided' | 'generator';

/** A window of the search, as far as it decides what comes next. */
export interface JudgedWindow {
  /** In the unit of the search. */
  readonly level: number;
  readonly kind: WindowKind;
  /** Whether its figures are within the limits, certain or not. */
  readonly looksGood: boolean;
  /** The long window that a capacity has to hold. */
  readonly isConfirming: boolean;
}

/** How a search ends. `not reached`: the highest load that it was allowed held the limits. `nothing`: the lowest did not. */
export type SearchEnd = 'found' | 'not reached' | 'nothing' | 'generator';

export type NextStep =
  | { readonly kind: 'measure'; readonly level: number; readonly isConfirming: boolean }
  | { readonly kind: 'over'; readonly end: SearchEnd };

/** The bounds of a search. */
export type SearchBounds = Pick<PlannedSearch, 'start' | 'least' | 'most' | 'step' | 'minimum'>;

/** Higher loads are tried in steps of this factor until a limit breaks. More would bury an open model in its queue. */
const GROWTH = 1.5;
/** The highest load that holds and the lowest that does not are at most this share of the latter apart in the end. */
const PRECISION = 0.05;
/** A disturbance of the measurer passes: a load is tried as often as this before the generator counts as the limit. */
const MOST_TRIES = 3;
/** So many windows have to say that a load is too high: a single one may have met a moment's trouble. */
const OPINIONS = 2;

/**
 * What a search does next: grow until a limit breaks, halve the distance between what holds and what does not, look at
 * the latter once more, confirm the former by a long window, and try the wanted minimum where it is above all that. Of several
 * windows at one load the last one counts.
 */
export function nextStep(windows: readonly JudgedWindow[], bounds: SearchBounds): NextStep {
  const last = windows.at(-1);
  if (last === undefined) return measure(bounds.start);
  if (last.kind === 'generator') {
    const tries = windows.length - 1 - windows.findLastIndex((each) => !isSameTry(each, last));
    if (tries < MOST_TRIES) return measure(last.level, last.isConfirming);
    return over(hasCapacity(windows) ? 'found' : 'generator');
  }
  const { low, high } = bracketOf(windows);
  if (high === undefined) return grow(low, bounds);
  const isDoubtful = windows.reduce((sum, each) => sum + opinion(each, high), 0) < OPINIONS;
  if (low === undefined) {
    if (high > bounds.least) return measure(Math.max(bounds.least, rounded(high / GROWTH, bounds)));
    return isDoubtful ? measure(high) : over('nothing');
  }
  if (high - low.level > Math.max(bounds.step, PRECISION * high))
    return measure(between(low.level, high, bounds));
  if (isDoubtful) return measure(high);
  if (!isConfirmed(low)) return measure(low.level, true);
  const untried = untriedMinimum(windows, low, bounds);
  return untried === undefined ? over('found') : measure(untried);
}

/**
 * Whether the windows of a search confirmed a capacity. All later windows are only about the wanted minimum, and whatever keeps them
 * from being decided takes nothing from it.
 */
export function hasCapacity(windows: readonly JudgedWindow[]): boolean {
  return windows.some(isConfirmed);
}

/** The wanted minimum where it is above the capacity that was found, and nothing says for certain yet that it does not hold. */
function untriedMinimum(
  windows: readonly JudgedWindow[],
  { level: found }: JudgedWindow,
  { minimum }: SearchBounds,
): number | undefined {
  if (minimum === undefined || minimum <= found) return undefined;
  const isKnown =
    windows.some(({ level }) => level === minimum) ||
    latestWindows(windows).some(({ kind, level }) => kind === 'broken' && level <= minimum);
  return isKnown ? undefined : minimum;
}

/** The highest load that holds below the lowest that does not, and that one. */
export function bracketOf<W extends JudgedWindow>(
  windows: readonly W[],
): { readonly low: W | undefined; readonly high: number | undefined } {
  const rising = latestWindows(windows);
  const firstBad = rising.findIndex((each) => !isGood(each));
  const good = firstBad < 0 ? rising : rising.slice(0, firstBad);
  return { low: good.at(-1), high: rising[firstBad]?.level };
}

/** The last window of each load that the measurer did not keep from being decided, by rising load. */
export function latestWindows<W extends JudgedWindow>(windows: readonly W[]): W[] {
  const latest = new Map(
    windows.filter(({ kind }) => kind !== 'generator').map((each) => [each.level, each]),
  );
  return [...latest.values()].sort((a, b) => a.level - b.level);
}

/** Whether the long window at this load held the limits for certain. */
function isConfirmed({ kind, isConfirming }: JudgedWindow): boolean {
  return kind === 'held' && isConfirming;
}

function isGood({ kind, looksGood, isConfirming }: JudgedWindow): boolean {
  return kind === 'held' || (kind === 'undecided' && looksGood && !isConfirming);
}

function isSameTry(a: JudgedWindow, b: JudgedWindow): boolean {
  return a.kind === 'generator' && a.level === b.level;
}

/** How much a window says against a load; a confirming one is as long as several. */
function opinion(window: JudgedWindow, level: number): number {
  if (window.level !== level || window.kind === 'generator' || isGood(window)) return 0;
  return window.isConfirming ? OPINIONS : 1;
}

function grow(low: JudgedWindow | undefined, bounds: SearchBounds): NextStep {
  if (low === undefined) return measure(bounds.start);
  if (low.level >= bounds.most) return isConfirmed(low) ? over('not reached') : measure(bounds.most, true);
  return measure(
    Math.min(bounds.most, Math.max(low.level + bounds.step, rounded(low.level * GROWTH, bounds))),
  );
}

/** In the middle; the wanted minimum first, so that it is decided in any case. */
function between(low: number, high: number, bounds: SearchBounds): number {
  const { minimum, step } = bounds;
  if (minimum !== undefined && minimum > low && minimum < high) return minimum;
  return Math.min(high - step, Math.max(low + step, rounded((low + high) / 2, bounds)));
}

function rounded(level: number, { step }: SearchBounds): number {
  return step === 1 ? Math.round(level) : Number(level.toPrecision(3));
}

function measure(level: number, isConfirming = false): NextStep {
  return { kind: 'measure', level, isConfirming };
}

function over(end: SearchEnd): NextStep {
  return { kind: 'over', end };
}
