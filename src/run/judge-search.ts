import { type CapacityRecord, capacityRecord, decisiveWindow } from '../capacity/capacity-record.ts';
import { windowJudge } from '../capacity/judge-window.ts';
import { bracketOf, latestWindows } from '../capacity/next-step.ts';
import { CapacitySearch } from '../capacity/search.ts';
import { loadWords, type WindowJudge } from '../capacity/search-window.ts';
import { withWaits } from '../capacity/window-waits.ts';
import type { DecodedSlice } from '../measure/decoded-slice.ts';
import { figuresOverall } from '../measure/operation-figures.ts';
import { outagesOf } from '../measure/outages.ts';
import { refusalWords } from '../measure/refusals.ts';
import { settingsError } from '../settings/mistakes.ts';
import type { PlannedSearch } from '../traffic/plan/planned-search.ts';
import { judgeScenario } from '../verdict/judge-traffic.ts';
import type { Thresholds } from '../verdict/thresholds/thresholds.ts';
import { type Judgement, limitOf } from '../verdict/verdict.ts';
import { goneAtTheEnd } from './gone-at-the-end.ts';
import type { JudgedPlan } from './judge-load.ts';
import { withoutOwnRefusals } from './own-refusals.ts';

/** What a search came to, and the judgements of its run: of the capacity that was wanted, and of the decisive window. */
export interface JudgedSearch {
  readonly capacity: CapacityRecord;
  readonly judgements: readonly Judgement[];
  /** The slices that are judged. */
  readonly slices: readonly DecodedSlice[];
}

/** What of a run's plan decides how its search goes. */
type SearchingPlan = Pick<JudgedPlan, 'scenario' | 'rateLimits'>;

/**
 * A search for the capacity of a target, as the scenario's row and the settings planned it. A load at which a limiter refuses
 * requests that it had not announced was not offered: a single client cannot ask for more.
 */
export function newSearch(
  { scenario, rateLimits }: SearchingPlan,
  search: PlannedSearch,
  thresholds: Thresholds,
): CapacitySearch {
  const judge = windowJudge(scenario, thresholds);
  return new CapacitySearch(search, (measured) => {
    const { slices, refused } = withoutOwnRefusals(measured, rateLimits);
    const judged = unlessGone(judge(slices), slices);
    if (refused === undefined || judged.kind === 'broken') return judged;
    return { ...judged, kind: 'generator', looksGood: false, generator: refusalWords(refused) };
  });
}

/** No window has held at whose end a service was gone: nobody saw it come back, however few of the requests were for it. */
function unlessGone(judged: ReturnType<WindowJudge>, slices: readonly DecodedSlice[]): typeof judged {
  if (judged.kind !== 'held') return judged;
  const [gone] = goneAtTheEnd({ outages: outagesOf(withWaits(slices)), elapsedMs: slices.at(-1)?.toMs ?? 0 });
  return gone === undefined ? judged : { ...judged, kind: 'undecided', looksGood: false, hanging: gone.text };
}

/**
 * Refuses a MIN_CAPACITY that the run cannot judge: without a search, beyond the most that its search tries, or a fraction of a
 * user: the users of the closed model are counted.
 * @throws SuiteError (BAD_SETTING)
 */
export function checkMinCapacity(
  minCapacity: number | undefined,
  scenario: string,
  search: Pick<PlannedSearch, 'most' | 'unit'> | undefined,
): void {
  const right = minCapacity === undefined ? undefined : rightMinimum(minCapacity, scenario, search);
  if (right === undefined) return;
  throw settingsError([{ name: 'MIN_CAPACITY', found: JSON.stringify(String(minCapacity)), right }]);
}

/** What a MIN_CAPACITY has to be in place of this one; undefined where the run can judge it. */
function rightMinimum(
  minCapacity: number,
  scenario: string,
  search: Pick<PlannedSearch, 'most' | 'unit'> | undefined,
): string | undefined {
  if (search === undefined)
    return `no MIN_CAPACITY in a run of ${scenario}, which searches for no capacity: --project=capacity does`;
  if (minCapacity > search.most)
    return `at most ${loadWords(search.most, search.unit)}, the highest load that the search tries (VUS, RATE)`;
  if (search.unit === 'users' && !Number.isInteger(minCapacity))
    return 'a whole number of users; only with RATE, in requests per second, may it have a fraction';
  return undefined;
}

/**
 * Judges a run with a search: takes the steps of its search again, by the slices, and judges the window that the result
 * stands on. All other windows were there to find it.
 */
export function judgeSearch(
  measured: readonly DecodedSlice[],
  plan: SearchingPlan,
  planned: PlannedSearch,
  thresholds: Thresholds,
): JudgedSearch {
  const { scenario, rateLimits } = plan;
  const search = newSearch(plan, planned, thresholds);
  for (const slice of measured) search.closed(slice);
  const capacity = capacityRecord(search, planned);
  const window = decisiveWindow(capacity);
  const judged = withWaits(
    withoutOwnRefusals(measured, rateLimits).slices.filter(
      ({ fromMs, toMs }) => window !== undefined && fromMs >= window.fromMs && toMs <= window.toMs,
    ),
  );
  const overall = figuresOverall(judged);
  const ofWindow = judgeScenario(
    { scenario, overall, errors: overall, ramps: undefined, rampErrors: overall },
    thresholds,
  );
  return {
    capacity,
    slices: judged,
    judgements: [...wantedCapacity(scenario, capacity), ...(window === undefined ? [] : ofWindow)],
  };
}

/** Holds the capacity against MIN_CAPACITY, which it may equal. */
function wantedCapacity(scenario: string, capacity: CapacityRecord): Judgement[] {
  const { unit, level, brokenAt, kind, windows } = capacity;
  // A target that holds nothing fails its run, whichever limit it was.
  const minimum = capacity.minimum ?? (kind === 'nothing' ? windows.at(-1)?.level : undefined);
  if (minimum === undefined) return [];
  const limit = {
    ...limitOf({ kind: 'scenario', scenario }, 'capacity', 'scenario', minimum),
    unit,
  } as const;
  const interval = {
    ...(level !== undefined && { lower: level }),
    ...(brokenAt !== undefined && { upper: brokenAt }),
  };
  const judged = { ...limit, samples: windows.length, interval };
  const isKnown = kind === 'found' || kind === 'not reached';
  if (isKnown && level !== undefined && level >= minimum) return [{ kind: 'pass', ...judged, figure: level }];
  if (brokenAt !== undefined && brokenAt <= minimum) return [{ kind: 'fail', ...judged, figure: level ?? 0 }];
  return [
    {
      kind: 'inconclusive',
      ...judged,
      ...(level !== undefined && { figure: level }),
      reason: capacity.reason ?? whyOpen(capacity, minimum),
    },
  ];
}

/** Why it stayed open whether a target whose capacity was found below a load carries that one, too. */
function whyOpen({ windows, unit }: CapacityRecord, minimum: number): string {
  const { high = Number.POSITIVE_INFINITY } = bracketOf(windows);
  const latest = latestWindows(windows).find(({ level }) => level === minimum);
  if (latest?.kind === 'held')
    return high < minimum
      ? `that load held its window, but ${loadWords(high, unit)} did not`
      : 'that load held a window, but not the long one that confirms a capacity';
  if (latest !== undefined) return 'the windows at that load decided nothing for certain';
  const { generator } = windows.findLast(({ level }) => level === minimum) ?? {};
  return generator === undefined
    ? 'the search ended before that load was decided'
    : `the generator was the limit at that load: ${generator}`;
}

/** Why a run with a search decides nothing, although nothing broke; undefined when it does. */
export function undecidedSearch({ capacity, judgements }: JudgedSearch): string | undefined {
  if (capacity.reason !== undefined) return capacity.reason;
  for (const judgement of judgements)
    if (judgement.kind === 'inconclusive' && judgement.statistic === 'capacity')
      return `whether the target carries MIN_CAPACITY: ${judgement.reason}`;
  return undefined;
}
