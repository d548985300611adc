import type {
  LimitAtLevel,
  LimitUnderOverload,
  LoadLevel,
  OverloadRecord,
} from '../record/overload-record.ts';
import type { RoundRecord } from '../record/round-record.ts';
import { subjectWords } from '../verdict/subject.ts';
import type { Limit } from '../verdict/verdict.ts';

/** The load at a level, or at a round. */
export type Load = Pick<LoadLevel, 'from' | 'to'>;

/** A limit that the overload broke, and the lowest load at which it did for certain. */
export interface BreakingLoad extends Pick<Limit, 'subject' | 'statistic' | 'limit' | 'unit' | 'direction'> {
  /** The limit of a burst behind a journey is not the traffic's limit on the same operation. */
  readonly isBurst?: true;
  readonly at: Load;
  /** What was measured there. */
  readonly figure: Omit<LimitAtLevel, 'kind'>;
  /** The highest load below that at which it was held for certain; left out when there was none. */
  readonly held?: Load;
}

/** A round that the overload broke off. */
export type BrokenOffRound = Pick<RoundRecord, 'journey' | 'number' | 'of' | 'vus'> & {
  readonly brokenOff: string;
};

/** What reports show of an overload. */
export interface OverloadView extends OverloadRecord {
  /** Of each subject the limit that broke first: by rising load, at the same load the worst first. */
  readonly broken: readonly BreakingLoad[];
  /** Rounds of journeys that did not come to their end under overload. */
  readonly brokenOff: readonly BrokenOffRound[];
  /** How many operations and sockets broke a limit, held their p95 up to the highest load that was measured, and neither. */
  readonly counts: {
    /** Under normal load already: these have verdicts. */
    readonly before: number;
    readonly broken: number;
    readonly held: number;
    /** Samples there were, but something else kept them from being decided: the measurer's own delay, less load than planned. */
    readonly hidden: number;
    /** Their samples were too few. */
    readonly undecided: number;
  };
}

/** What the overload of a run broke at which load. Nothing is judged by this. */
export function overloadView(overload: OverloadRecord, rounds: readonly RoundRecord[] = []): OverloadView {
  const { levels, limits } = overload;
  const highest = levels.findLastIndex(({ kind, requests }) => kind !== 'recovering' && requests > 0);
  const subjects = [...Map.groupBy(limits, ({ subject }) => subjectWords(subject)).values()].map((some) => ({
    first: firstBroken(some),
    kind: subjectKind(some, levels, highest),
    isWhole: some.some(({ subject }) => subject.kind === 'scenario'),
  }));
  const ofTraffic = subjects.flatMap(({ first, kind }) =>
    first === undefined || kind !== 'broken' ? [] : (breakingLoad(first, levels) ?? []),
  );
  const count = (wanted: keyof OverloadView['counts']) =>
    subjects.filter(({ kind, isWhole }) => kind === wanted && !isWhole).length;
  return {
    ...overload,
    broken: [...ofTraffic, ...ofRounds(rounds)].sort((a, b) => a.at.to - b.at.to || excess(b) - excess(a)),
    brokenOff: rounds.flatMap(({ journey, number, of, vus, brokenOff }) =>
      brokenOff === undefined ? [] : [{ journey, number, of, vus, brokenOff }],
    ),
    counts: {
      before: count('before'),
      broken: count('broken'),
      held: count('held'),
      hidden: count('hidden'),
      undecided: count('undecided'),
    },
  };
}

function subjectKind(
  limits: readonly LimitUnderOverload[],
  levels: readonly LoadLevel[],
  highest: number,
): keyof OverloadView['counts'] {
  const brokeAt = firstBroken(limits)?.brokeAt;
  if (brokeAt !== undefined) return levels[brokeAt]?.kind === 'normal' ? 'before' : 'broken';
  // Few operations have the samples that a p99 needs at each level.
  if (limits.some(({ statistic, heldAt }) => statistic === 'p95' && heldAt === highest)) return 'held';
  const isHidden = limits.some(({ levels: each }) =>
    each.some(({ because }, index) => because !== undefined && levels[index]?.kind !== 'recovering'),
  );
  return isHidden ? 'hidden' : 'undecided';
}

function firstBroken(limits: readonly LimitUnderOverload[]): LimitUnderOverload | undefined {
  return limits
    .filter(({ brokeAt }) => brokeAt !== undefined)
    .reduce<LimitUnderOverload | undefined>(
      (first, each) => ((each.brokeAt ?? 0) < (first?.brokeAt ?? Infinity) ? each : first),
      undefined,
    );
}

function breakingLoad(
  {
    subject,
    statistic,
    limit,
    unit,
    direction,
    brokeAt = -1,
    heldAt = -1,
    levels: figures,
  }: LimitUnderOverload,
  levels: readonly LoadLevel[],
): BreakingLoad | undefined {
  const [at, figure, held] = [levels[brokeAt], figures[brokeAt], levels[heldAt]];
  if (at === undefined || figure === undefined) return undefined;
  return { subject, statistic, limit, unit, direction, at, figure, ...(held !== undefined && { held }) };
}

/** The limits of steps and bursts that rounds under overload broke, each with the fewest users that did. */
function ofRounds(rounds: readonly RoundRecord[]): BreakingLoad[] {
  const judged = rounds.flatMap(({ vus, underOverload = [] }) =>
    underOverload.map((judgement) => ({ judgement, at: { from: vus, to: vus } })),
  );
  const limits = Map.groupBy(
    judged.sort((a, b) => a.at.to - b.at.to),
    ({ judgement: { subject, statistic, column } }) => `${subjectWords(subject)} ${statistic} ${column}`,
  );
  return [...limits.values()].flatMap((some): BreakingLoad[] => {
    const brokeAt = some.findIndex(
      ({ judgement }) => judgement.kind === 'fail' && judgement.column !== 'sla',
    );
    const broken = some[brokeAt];
    if (broken?.judgement.kind !== 'fail') return [];
    const held = some.slice(0, brokeAt).findLast(({ judgement }) => judgement.kind === 'pass')?.at;
    const { subject, statistic, limit, unit, direction, figure, isAtLeast, least } = broken.judgement;
    return [
      {
        subject,
        statistic,
        limit,
        unit,
        direction,
        ...(subject.kind !== 'step' && { isBurst: true }),
        at: broken.at,
        figure: { figure, ...(isAtLeast === true && { isAtLeast }), ...(least !== undefined && { least }) },
        ...(held !== undefined && { held }),
      },
    ];
  });
}

/** How far over its limit a figure is, as a share of the limit; 0 when the figure was not measured. */
function excess({ figure: { figure }, limit, direction }: BreakingLoad): number {
  if (figure === undefined || limit === 0 || figure === 0) return 0;
  return direction === 'below' ? figure / limit : limit / figure;
}
