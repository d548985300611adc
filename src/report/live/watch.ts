import { readMeasuring } from '../../record/measuring-turn.ts';
import type { JudgedRound } from '../../record/round-record.ts';
import { RunClock } from '../../record/run-clock.ts';
import { RUN_FILES, roundFile } from '../../record/run-files.ts';
import type { RunFolder } from '../../record/run-folder.ts';
import { isUnloaded, readRunPlan } from '../../record/run-plan.ts';
import type { SignInState } from '../../record/sign-in-state.ts';
import { type JudgedPhase, judgedPhases, phaseAt } from '../../traffic/plan/judged-phases.ts';
import type { PlannedRound } from '../../traffic/plan/round-plan.ts';
import type { Progress } from '../../traffic/watch/progress.ts';
import { scenarioRow, type Thresholds } from '../../verdict/thresholds/thresholds.ts';

/** A planned round and its result so far. */
export interface LiveRound extends Pick<PlannedRound, 'journey' | 'number' | 'of' | 'atMs'> {
  readonly status: 'to come' | 'held' | 'broken';
}

/** Everything that the live display shows at one moment. */
export type LiveState = NonNullable<ReturnType<LiveWatch['look']>>;

/** Reads a run's folder while its lanes write to it. It reads little, so as not to disturb the measurement. */
export class LiveWatch {
  readonly #folder: RunFolder;
  readonly #thresholds: Thresholds;
  readonly #clock: RunClock;
  readonly #history = new LiveHistory();
  readonly #rounds = new Map<string, LiveRound['status']>();
  #plan: ReturnType<typeof readRunPlan>;
  #seenMs = -1;

  constructor(folder: RunFolder, thresholds: Thresholds) {
    this.#folder = folder;
    this.#thresholds = thresholds;
    this.#clock = new RunClock(folder);
  }

  /** The state of the run; undefined if it has no traffic to watch. */
  look() {
    this.#plan ??= readRunPlan(this.#folder);
    const plan = this.#plan;
    if (plan?.plan === undefined || isUnloaded(plan.scenario) || !plan.lanes.includes('traffic'))
      return undefined;
    const { scenario } = plan;
    const { stages, durationMs, peakVus, arrivals, rounds } = plan.plan;
    const phases = judgedPhases(plan.plan);
    const isSearch = plan.plan.search !== undefined;
    const { p95Ms, errorRate } = scenarioRow(this.#thresholds, scenario);
    const measured = rounds.filter(({ journey }) => plan.lanes.includes(journey));
    const zeroEpochMs = this.#clock.zeroEpochMs();
    // The folder may be that of another machine.
    const elapsedMs = zeroEpochMs === undefined ? undefined : Date.now() - zeroEpochMs;
    const progress = this.#folder.read<Progress>(RUN_FILES.progress);
    if (progress !== undefined && progress.elapsedMs !== this.#seenMs) this.#history.add(progress);
    this.#seenMs = progress?.elapsedMs ?? -1;
    return {
      scenario,
      environment: plan.environment,
      /** Where the load goes: a URL, or `embedded sandbox`. */
      target: plan.sandbox ? 'embedded sandbox' : plan.baseUrl,
      stages,
      durationMs,
      mostUsers: arrivals?.maxUsers ?? peakVus,
      /** The limits of the scenario. */
      limits: { p95Ms, errorRate },
      /** What of the run they judge, and what of this moment. */
      judged: {
        latencies: isSearch ? 'over all' : latencyWords(phases, measured.length > 0),
        errors: isSearch ? 'over all' : judgedWords(phases, 'errors'),
        /** A search goes on until limits break: they judge each of its windows, and never the run so far. */
        isSearch,
        now: phaseAt(phases, elapsedMs ?? 0)?.ownLimits ?? { latencies: true, errors: true },
        /** Undefined where the load is normal from beginning to end. */
        load: plan.plan.overload === undefined ? undefined : phaseAt(phases, elapsedMs ?? 0)?.load,
      },
      arrivalsPerSecond: arrivals?.perSecond,
      rounds: measured.map(
        (round): LiveRound => ({ ...round, status: this.#statusOf(round, elapsedMs ?? 0) }),
      ),
      /** The round in the browser right now. */
      measuring: readMeasuring(this.#folder),
      /** How far the sign-in of users is, while it goes on. */
      signIn: elapsedMs === undefined ? this.#folder.read<SignInState>(RUN_FILES.signIn) : undefined,
      /** Since the traffic began; undefined before. */
      elapsedMs,
      progress,
      /** Why the run is stopping early. */
      stopped: this.#clock.stopReason(),
      /** The run so far, in this many cells. */
      history: (width: number): readonly (HistoryCell | undefined)[] => this.#history.cells(width),
    };
  }

  /** Reads the record of a round once, as soon as it exists. */
  #statusOf({ journey, number, atMs }: Omit<LiveRound, 'status'>, elapsedMs: number): LiveRound['status'] {
    const name = roundFile(journey, number);
    const known = this.#rounds.get(name);
    if (known !== undefined || elapsedMs < atMs) return known ?? 'to come';
    const record = this.#folder.read<JudgedRound>(name);
    if (record === undefined) return 'to come';
    const isBroken = record.verdicts.some(({ failsTheRun }) => failsTheRun);
    this.#rounds.set(name, isBroken ? 'broken' : 'held');
    return isBroken ? 'broken' : 'held';
  }
}

type JudgedWords =
  | 'over all'
  | 'without rounds'
  | 'on plateaus'
  | 'under overload'
  | 'under overload and after it';

/** The requests that the scenario's limit of latency judges, or that of errors. */
function judgedWords(phases: readonly JudgedPhase[], of: keyof JudgedPhase['ownLimits']): JudgedWords {
  const judged = phases.filter(({ ownLimits }) => ownLimits[of]);
  if (phases.some(({ load }) => load === 'overload'))
    return judged.some(({ load }) => load === 'recovering')
      ? 'under overload and after it'
      : 'under overload';
  return judged.length === phases.length ? 'over all' : 'on plateaus';
}

/** As {@link judgedWords}: no latency next to a round is judged. */
function latencyWords(phases: readonly JudgedPhase[], hasRounds: boolean): JudgedWords {
  const words = judgedWords(phases, 'latencies');
  return hasRounds && words === 'over all' ? 'without rounds' : words;
}

/** Enough for the widest graph. The number does not depend on the run's length, so memory does not grow. */
const CELLS = 240;

/** A stretch of the run with the worst values seen in it, so that no spike is averaged away. */
export interface HistoryCell {
  readonly vus: number;
  readonly requestsPerSecond: number;
  /** Left out when nothing was answered. */
  readonly p95Ms?: number;
  readonly failedShare: number;
}

/** What the display has seen of a traffic so far, over its planned length. */
export class LiveHistory {
  readonly #cells: (HistoryCell | undefined)[] = new Array(CELLS).fill(undefined);
  #next = 0;

  /** Adds the present values. Cells that were skipped since the last call get the same. */
  add(progress: Progress): void {
    const { elapsedMs, durationMs, vus, requestsPerSecond, recentFailedShare } = progress;
    const p95Ms = progress.recentP95Ms ?? undefined;
    const cell: HistoryCell = {
      vus,
      requestsPerSecond,
      ...(p95Ms !== undefined && { p95Ms }),
      failedShare: recentFailedShare ?? 0,
    };
    const at = Math.min(CELLS - 1, Math.floor((elapsedMs / durationMs) * CELLS));
    for (let index = Math.min(this.#next, at); index <= at; index++)
      this.#cells[index] = worst(this.#cells[index], cell);
    this.#next = at + 1;
  }

  /** The run in as many cells as the graph is wide. Future cells are undefined. */
  cells(width: number): (HistoryCell | undefined)[] {
    return Array.from({ length: width }, (_, index) => {
      const from = Math.floor((index * CELLS) / width);
      const to = Math.max(from + 1, Math.floor(((index + 1) * CELLS) / width));
      return this.#cells
        .slice(from, to)
        .reduce((all, cell) => (cell === undefined ? all : worst(all, cell)), undefined);
    });
  }
}

function worst(one: HistoryCell | undefined, other: HistoryCell): HistoryCell {
  if (one === undefined) return other;
  const p95s = [one.p95Ms, other.p95Ms].filter((ms) => ms !== undefined);
  return {
    vus: Math.max(one.vus, other.vus),
    requestsPerSecond: Math.max(one.requestsPerSecond, other.requestsPerSecond),
    ...(p95s.length > 0 && { p95Ms: Math.max(...p95s) }),
    failedShare: Math.max(one.failedShare, other.failedShare),
  };
}
