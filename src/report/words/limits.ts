import { formatDuration } from '../../base/duration.ts';
import { byReason, counted, formatFigure, given, listed } from '../../base/format.ts';
import type { RunRecord, TrafficRecord } from '../../record/run-record.ts';
import { isTooClose, missingWords } from '../../verdict/missing-samples.ts';
import { ownLimitWords } from '../../verdict/thresholds/own-limits.ts';
import type { Limit, Verdict } from '../../verdict/verdict.ts';
import { figureWords, limitSign } from '../../verdict/verdict-message.ts';
import { isJudged } from '../../view/judged-limits.ts';
import type { RunView } from '../../view/run-view.ts';
import { DASH } from './numbers.ts';
import { mostUsers, usersUntilTheEnd } from './traffic-users.ts';

/** A verdict in one or two words. */
const VERDICT_WORDS: Readonly<Record<Verdict['kind'], string>> = {
  pass: 'held',
  fail: 'broken',
  inconclusive: 'too few samples',
  'not offered': 'not offered',
};

const UNDECIDED_WORDS = {
  'own delay': "hidden by the measurer's delay",
  load: 'void: too little load',
  refusals: 'undecided: rate limited',
  invalid: 'not judged',
  crowded: 'undecided: crowded machine',
} as const;

/** A verdict in a few words that say what kept it from being decided. */
export function verdictWords(verdict: Verdict): string {
  if (verdict.kind !== 'inconclusive') return VERDICT_WORDS[verdict.kind];
  if (isTooClose(verdict)) return 'too close to tell';
  return verdict.because === undefined ? VERDICT_WORDS.inconclusive : UNDECIDED_WORDS[verdict.because];
}

/** The figure that a limit is about: `p95`, `error rate`. */
export function statisticWords({ statistic }: Pick<Limit, 'statistic'>): string {
  return statistic === 'errorRate' ? 'error rate' : statistic;
}

/** What the figure has to be: `< 1,000 ms`. */
export function limitWords(limit: Pick<Limit, 'statistic' | 'direction' | 'limit' | 'unit'>): string {
  return `${limitSign(limit)} ${formatFigure(limit.limit, limit.unit)}`;
}

/** Tells a limit that is only reported from the scenario's own of the same figure. */
const COLUMN_NOTES: Readonly<Partial<Record<Verdict['column'], string>>> = {
  ramp: ' on ramps',
  sla: ' (SLA)',
};

/** A limit of the scenario and what became of it. */
export interface ScenarioLimit {
  readonly name: string;
  readonly figure: string;
  readonly limit: string;
  readonly result: string;
}

/**
 * The limits on all requests together in words: p95 and error rate of the scenario, availability and the SLA's error rate.
 * Where the run has overload the former are of that, the latter and one more error rate of its normal load.
 */
export function scenarioLimits({ record, scenarioVerdicts }: RunView): ScenarioLimit[] {
  return scenarioVerdicts.map((verdict) => ({
    name: `${statisticWords(verdict)}${COLUMN_NOTES[verdict.column] ?? ''}${loadNote(record, verdict)}`,
    figure: figureWords(verdict) ?? DASH,
    limit: limitWords(verdict),
    result: verdictWords(verdict),
  }));
}

/** Of which requests the limits of {@link scenarioLimits} are: `all requests together (p95 without rounds)`. */
export function scenarioScope({ record: { traffic } }: Pick<RunView, 'record'>): string {
  const leavesOut = traffic?.undisturbedMs !== undefined && (traffic.inRounds ?? []).length > 0;
  return `all requests together${leavesOut ? ' (p95 without rounds)' : ''}`;
}

/**
 * That a run decided none of the scenario's own limits, with what each lacks: it is green by other limits, and its users
 * have shown nothing. Undefined when one was decided, or there are none.
 */
export function openScenario({ scenarioVerdicts }: Pick<RunView, 'scenarioVerdicts'>): string | undefined {
  const own = scenarioVerdicts.filter(({ column }) => column === 'scenario');
  const open = own.filter((verdict) => verdict.kind === 'inconclusive');
  if (own.length === 0 || open.length < own.length) return undefined;
  return `The scenario's own limits are open. ${listed(open.map(missingWords))}.`;
}

/** At which load a limit is judged; nothing for a run without overload, and for ramps, which are judged at any. */
function loadNote({ overload }: RunView['record'], { column }: Verdict): string {
  if (overload === undefined || column === 'ramp') return '';
  return column === 'scenario' ? ' under overload' : ' at normal load';
}

/** What the target does not offer, with the reasons: not measured, and no limit of it is held. Undefined for nothing. */
export function notOfferedLine({ notOffered }: Pick<RunView, 'notOffered'>): string | undefined {
  if (notOffered.length === 0) return undefined;
  return `Not offered by the target, so not measured (${notOffered.length}): ${byReason(notOffered)}.`;
}

/** How many limits came to what: `17 held, 0 broken, 2 not offered`. {@link undecidedLine} has the others. */
export function countsLine({ record, counts, failed, undecided }: RunView): string {
  if (!isJudged(record)) return 'none is judged';
  const others = [
    [failed.filter(({ failsTheRun }) => !failsTheRun).length, 'over a limit that is only reported'],
    [counts['not offered'], 'not offered'],
    [undecided.hidden, "hidden by the measurer's own delay"],
    [undecided.void, 'void since the load was less than planned'],
    [undecided.refused, "undecided since the target's rate limiter refused requests"],
    [undecided.crowded, 'undecided since the machine was crowded'],
  ] as const;
  const more = others.flatMap(([count, words]) => (count === 0 ? [] : [`, ${count} ${words}`]));
  const broken = failed.filter(({ failsTheRun }) => failsTheRun).length;
  return `${counts.pass} held, ${broken} broken${more.join('')}`;
}

/** The limits that the environment sets in place of those of the tables; undefined when it sets none. */
export function environmentLimitsLine({ environment, environmentLimits }: RunRecord): string | undefined {
  if (environmentLimits === undefined) return undefined;
  return `Limits of ${environment}, in place of those of the tables: ${environmentLimits.map(ownLimitWords).join(', ')}.`;
}

/** The project that judges every operation, by bursts on one after the other. */
const JUDGES_OPERATIONS = '`--project=baseline`';
/** The shortest scenario whose rounds give the visits that a limit of a step needs. */
const JUDGES_STEPS = 'load';

/** One line on the limits that the samples of the run left open; undefined when there are none, or when it judges no limit. */
export function undecidedLine(view: RunView): string | undefined {
  const { close } = view.undecided;
  const lines = given(
    moreSamplesLine(view),
    close > 0 &&
      `${counted(close, 'limit is', 'limits are')} too close to tell: the interval of the samples includes the limit.`,
  );
  return lines.length === 0 ? undefined : lines.join(' ');
}

/**
 * The limits that need more samples than the run gave, and what judges them.
 * For example `132 limits per operation need more samples than 60 s of 10 users gave: --project=baseline judges them`.
 */
function moreSamplesLine({ record, undecided }: RunView): string | undefined {
  const { operations, steps, others } = undecided;
  const total = operations + steps + others;
  if (total === 0) return undefined;
  const what = given(
    operations > 0 && counted(operations, 'limit per operation', 'limits per operation'),
    steps > 0 && counted(steps, 'limit of journey steps', 'limits of journey steps'),
    others > 0 && counted(others, 'other limit'),
  );
  const line = `${listed(what)} ${total === 1 ? 'needs' : 'need'} more samples than ${gaveWords(record)} gave`;
  const stepsBy = record.scenario === 'smoke' ? `\`--project=${JUDGES_STEPS}\`` : 'a longer run';
  const judges = given(
    operations > 0 && record.traffic !== null && `${JUDGES_OPERATIONS} judges the operations`,
    steps > 0 && `${stepsBy} judges the steps`,
  );
  if (judges.length === 0) return `${line}.`;
  const [first = ''] = judges;
  return `${line}: ${what.length === 1 ? first.replace(/ the (?:operations|steps)$/, total === 1 ? ' it' : ' them') : judges.join(', ')}.`;
}

function gaveWords(record: RunView['record']): string {
  const { traffic, overload, rounds, audits = [] } = record;
  if (overload !== undefined) {
    const normal = overload.levels.find(({ kind }) => kind === 'normal');
    return `${formatDuration(normal?.aloneMs ?? 0)} at normal load`;
  }
  if (traffic !== null) return `${formatDuration(traffic.elapsedMs)} of ${usersOf(traffic, record)}`;
  if (audits.length > 0) return 'the audits';
  return rounds.length > 0 ? counted(rounds.length, 'round') : 'the bursts';
}

function usersOf(traffic: TrafficRecord, record: RunRecord): string {
  if (traffic.arrivals !== undefined)
    return `up to ${counted(Math.max(record.vus, mostUsers(traffic)), 'user')}`;
  return usersUntilTheEnd(traffic, record, 'user') ?? counted(record.vus, 'user');
}
