import { attempt } from '../../src/base/attempt.ts';
import { windowWords } from '../../src/capacity/capacity-words.ts';
import type { CapacitySearch } from '../../src/capacity/search.ts';
import { goFirst } from '../../src/measure/measurer-priority.ts';
import type { PublishedMetrics } from '../../src/metrics/publish-metrics.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { RUN_FILES } from '../../src/record/run-files.ts';
import { newSearch } from '../../src/run/judge-search.ts';
import type { Session } from '../../src/target/session/session.ts';
import type { ChosenTraffic } from '../../src/traffic/plan/choose-operations.ts';
import type { ScenarioPlan } from '../../src/traffic/plan/scenario-plan.ts';
import { ErrorStop } from '../../src/traffic/watch/error-stop.ts';
import { joinedProgress } from '../../src/traffic/watch/joined-progress.ts';
import type { Progress } from '../../src/traffic/watch/progress.ts';
import { driveShare } from './drive-share.ts';
import type { TrafficProcesses } from './traffic-processes.ts';
import { untilBeginning } from './until-beginning.ts';
import { watchRounds } from './watch-rounds.ts';

/** What the other processes need to be told before they begin, so that they begin with this one. */
const NOTICE_MS = 200;

/** The traffic of a scenario, as it was planned and chosen. */
export interface TrafficLane {
  readonly run: RunContext;
  readonly plan: ScenarioPlan;
  readonly chosen: ChosenTraffic;
  readonly metrics: PublishedMetrics | undefined;
}

/** A traffic whose users are signed in. */
interface ReadyTraffic extends TrafficLane {
  /** The share of the plan that this process drives. */
  readonly own: ScenarioPlan;
  readonly sessions: readonly Session[];
  /** The processes with the other shares; undefined where this one drives all users. */
  readonly others: TrafficProcesses | undefined;
}

/** Why a traffic ended before its last stage; empty when it did not, or when it was stopped. */
export interface EarlyEnd {
  /** The target died. */
  gone?: string;
  /** A process that drove a share of it failed. */
  fault?: string;
}

/** Runs the traffic from its first to its last stage. Returns why it ended early. */
export async function driveUsers(traffic: ReadyTraffic): Promise<EarlyEnd> {
  const { run, plan, own, chosen, sessions, metrics, others } = traffic;
  const { folder, clock } = run;
  const early: EarlyEnd = {};
  const errorStop = new ErrorStop(plan.stopAbove);
  const abort = new AbortController();
  const signal = AbortSignal.any([abort.signal, run.end.signal]);
  const onGone = (reason: string) => {
    early.gone ??= reason;
    clock.stop(reason);
    abort.abort();
  };
  const onFault = (fault: string) => {
    early.fault ??= fault;
    clock.stop(fault, 'suite');
    abort.abort();
  };
  const stepBack = goFirst();
  clock.start(await beginOthers(others, { onGone, onFault }));
  const endOthers = () => others?.end();
  signal.addEventListener('abort', endOthers);
  // A Ctrl-C during the sign-in was before anybody listened.
  if (signal.aborted) endOthers();
  const search = plan.search && newSearch(run.plan, plan.search, run.thresholds);
  const tell = windowTeller(search);
  const driving = driveShare(
    { run, plan: own, chosen, sessions },
    {
      load: search,
      ...(metrics?.meter !== undefined && { meter: metrics.meter }),
      watchRounds: (changed, settling) =>
        watchRounds(folder, changed, () => others?.settling(settling) ?? settling()),
      signal,
      onProgress: (ownProgress) => {
        const progress = joinedProgress(ownProgress, others?.progress() ?? []);
        tell();
        metrics?.progress(progress);
        attempt(() => folder.write(RUN_FILES.progress, progress));
        if (attempt(() => isOver(run, progress, errorStop.look(progress)))) abort.abort();
      },
      onGone,
    },
  );
  driving.catch(endOthers);
  const ended = driving.finally(() => others?.ended());
  // A Ctrl-C ends the test before the traffic: the lane then waits for this.
  run.work = ended
    .catch(() => undefined)
    .finally(stepBack)
    .then(() => metrics?.told);
  await ended;
  tell();
  return early;
}

/** @returns when the traffic begins, in milliseconds since 1970: now, or when all processes can */
async function beginOthers(
  others: TrafficProcesses | undefined,
  listener: Parameters<TrafficProcesses['begin']>[1],
): Promise<number> {
  if (others === undefined) return Date.now();
  const atEpochMs = Date.now() + NOTICE_MS;
  others.begin(atEpochMs, listener);
  const late = await untilBeginning(atEpochMs);
  if (late !== undefined)
    listener.onFault(`the first process of those that share the virtual users: ${late}`);
  return atEpochMs;
}

/**
 * Whether the traffic has to end: too much failed, a budget is used up, or the run was stopped before.
 * @param tooMuch why what failed ends the run
 */
function isOver({ clock, allowance }: RunContext, { spent }: Progress, tooMuch: string | undefined): boolean {
  const usedUp = allowance.usedUp(spent);
  if (tooMuch !== undefined) clock.stop(tooMuch);
  if (usedUp !== undefined) clock.stop(usedUp, 'person');
  return clock.stopReason() !== undefined;
}

/** Prints a line for each window of a search that has ended since the last call. */
function windowTeller(search: CapacitySearch | undefined): () => void {
  let told = 0;
  return () => {
    for (; search !== undefined && told < search.windows.length; told += 1) {
      const window = search.windows[told];
      if (window !== undefined) console.log(`capacity: ${windowWords(window, search.unit)}`);
    }
  };
}
