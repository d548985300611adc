import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { PATTERN_KINDS } from '../diagnosis/pattern.ts';
import type { DecodedSlice } from '../measure/decoded-slice.ts';
import type { Culprit } from '../record/culprit.ts';
import { subjectWords } from '../verdict/subject.ts';
import { STATES } from '../verdict/thresholds/thresholds.ts';
import { countsForTheRun, type Verdict } from '../verdict/verdict.ts';
import { gravest } from '../view/judged-limits.ts';
import { shortStatement } from '../view/telling-evidence.ts';
import type { MetricMaker } from './make-metrics.ts';

/** How a run stands, as far as the lane of its traffic knows. */
export const RUN_STATES = [
  'running',
  'pass',
  'fail',
  'invalid',
  'nothing decided',
  'segment',
  'interrupted',
] as const;

export type RunState = (typeof RUN_STATES)[number];

/** The families of the verdict: of each limit, and of the run. */
export function verdictFamilies({ gauge }: MetricMaker) {
  const states = gauge(
    'loadtest_run_state',
    "1 for the state that the run is in, 0 for the others; the run's summary has the last word",
    'state',
  );
  const limits = gauge(
    'loadtest_limit_verdict',
    '1 for what became of each limit, told once it is judged; of rounds, the gravest so far',
    'owner',
    'subject',
    'statistic',
    'column',
    'verdict',
  );
  /** By the labels of its limit. */
  const told = new Map<string, Verdict>();

  /** Says how the run stands. */
  function state(now: RunState): void {
    for (const each of RUN_STATES) states.set({ state: each }, each === now ? 1 : 0);
  }

  /**
   * Tells verdicts. Of several on one limit the gravest stays, as each round judges its steps anew: one that broke a limit fails the run,
   * whatever the rounds after it did. The traffic and the bursts of rounds judge the same operations, each for itself.
   */
  function judged(verdicts: readonly Verdict[]): void {
    for (const verdict of verdicts) {
      const { owner, subject: about, statistic, column } = verdict;
      const labels = { owner: owner.kind, subject: subjectWords(about), statistic, column };
      const key = JSON.stringify(labels);
      const before = told.get(key);
      const now = gravest([...(before === undefined ? [] : [before]), verdict]) ?? verdict;
      if (before !== undefined && before.kind !== now.kind)
        limits.remove({ ...labels, verdict: before.kind });
      limits.set({ ...labels, verdict: now.kind }, 1);
      told.set(key, now);
    }
  }

  /** Tells all verdicts of the run, in place of those that were told while it was on: what an invalid run measured breaks nothing. */
  function judgedAtEnd(verdicts: readonly Verdict[]): void {
    limits.reset();
    told.clear();
    judged(verdicts);
  }

  state('running');
  return { state, judged, judgedAtEnd };
}

/** The families of what the figures of a traffic mean. */
export function diagnosisFamilies({ gauge }: MetricMaker) {
  const targetStates = gauge(
    'loadtest_target_state',
    '1 for the state that the target was in by thresholds/states.json, 0 for the others, told once the traffic is over',
    'state',
  );
  const patterns = gauge(
    'loadtest_patterns',
    'How many patterns of a kind the diagnosis found, told once the traffic is over (docs/diagnosis.md)',
    'kind',
  );

  const culprits = gauge(
    'loadtest_culprit_ratio',
    'Share of its time that a slow step was blocked by a script, or a slow operation spent in a statement, told once the traffic is over (docs/diagnosis.md)',
    'kind',
    'culprit',
    'subject',
  );

  /** Tells what is to blame for something slow; nothing where nothing is. Of a statement's text, a label has a line's worth. */
  function blamed(some: readonly Culprit[]): void {
    for (const { kind, name, of, shareOfTime } of some)
      culprits.set(
        { kind, culprit: kind === 'statement' ? shortStatement(name) : name, subject: of },
        shareOfTime,
      );
  }

  /** Tells the diagnosis of the traffic; nothing where there is none. */
  function diagnosed(diagnosis: Diagnosis | undefined): void {
    if (diagnosis === undefined) return;
    for (const state of [...STATES, 'not known'] as const)
      targetStates.set({ state }, state === diagnosis.state.state ? 1 : 0);
    for (const kind of PATTERN_KINDS)
      patterns.set({ kind }, diagnosis.patterns.filter((pattern) => pattern.kind === kind).length);
  }

  return { diagnosed, blamed };
}

/** How a traffic ended. */
export interface TrafficEnd {
  /** Why nothing that was measured can be trusted; left out when it can. */
  readonly invalid?: string;
  /** Why the load was less than planned; left out when it was not. */
  readonly lostLoad?: string;
  /** Why the target was given up; undefined when it was there. */
  readonly gone: string | undefined;
  readonly interrupted: boolean;
  /** Whether this is one of several segments, whose limits are judged together; false, when left out. */
  readonly isSegment?: boolean;
  /** Whether a broken SLA fails the run; false, when left out. */
  readonly slaCounts?: boolean;
  /** Left out where nobody diagnosed the traffic. */
  readonly diagnosis?: Diagnosis;
  readonly verdicts: readonly Verdict[];
  /** Those of the whole traffic, by which held limits of rounds are void where the users sent too little; none by default. */
  readonly slices?: readonly DecodedSlice[];
  /** The statement that is to blame for a slow operation; left out where none is, and where no database was asked. */
  readonly statement?: Culprit;
}

/** What the end of a traffic makes of its run, in the order of the exit codes: see docs/exit-codes.md. */
export function stateAtEnd(end: TrafficEnd): RunState {
  const { invalid, lostLoad, gone, interrupted, isSegment = false, slaCounts = false, verdicts } = end;
  if (invalid !== undefined) return 'invalid';
  if (gone !== undefined || verdicts.some(({ failsTheRun }) => failsTheRun)) return 'fail';
  if (lostLoad !== undefined || verdicts.some(({ isHidden = false }) => isHidden)) return 'invalid';
  if (interrupted) return 'interrupted';
  if (isSegment) return 'segment';
  const isDecided = verdicts.some((each) => each.kind === 'pass' && countsForTheRun(each, slaCounts));
  return isDecided ? 'pass' : 'nothing decided';
}
