import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { attempt } from '../../src/base/attempt.ts';
import { collectEarly } from '../../src/measure/garbage-collection.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { RUN_FILES, RUN_FOLDERS, shareExemplars, shareSlices } from '../../src/record/run-files.ts';
import type { RunFolder } from '../../src/record/run-folder.ts';
import type { Session } from '../../src/target/session/session.ts';
import { kindDeletedBy } from '../../src/target/test-data/put-away.ts';
import type { Created } from '../../src/traffic/crew.ts';
import type { ChosenTraffic } from '../../src/traffic/plan/choose-operations.ts';
import { judgedPhases } from '../../src/traffic/plan/judged-phases.ts';
import type { ScenarioPlan } from '../../src/traffic/plan/scenario-plan.ts';
import { pairsOf } from '../../src/traffic/sockets/socket-users.ts';
import { runTraffic } from '../../src/traffic/traffic.ts';
import type { TrafficOptions } from '../../src/traffic/traffic-options.ts';
import { failureLine } from '../../src/traffic/users/failure-line.ts';
import { troubleTeller } from '../../src/traffic/watch/trouble-teller.ts';

/** What of a traffic this process drives: all of it, or a share. */
export interface Share {
  readonly run: RunContext;
  /** A share's own plan for a share. */
  readonly plan: ScenarioPlan;
  readonly chosen: ChosenTraffic;
  readonly sessions: readonly Session[];
}

/** What differs between the traffic lane and the processes that help it. */
type OfProcess = Pick<TrafficOptions, 'onProgress' | 'onGone' | 'signal'> &
  Partial<Pick<TrafficOptions, 'load' | 'meter' | 'watchRounds'>>;

/** Drives a share of a run's traffic from its first stage to its last, and keeps in the run's folder what it measured. */
export async function driveShare(
  { run, plan, chosen, sessions }: Share,
  ofProcess: OfProcess,
): Promise<void> {
  collectEarly();
  const { folder, target, journal } = run;
  const files = shareFiles(run, plan);
  const { unwritten, exemplars } = await runTraffic({
    target,
    stages: plan.stages,
    arrivals: plan.arrivals,
    segment: plan.partOf?.segment,
    pairs: pairsOf(plan),
    goneAfterMs: plan.goneAfterMs,
    phases: judgedPhases(plan),
    ...chosen,
    sessions,
    dealershipId: run.plan.dealerships.traffic,
    runTag: run.plan.runTag,
    seed: run.settings.seed,
    slicesPath: folder.file(files.slices),
    created: noteIn(journal),
    onFailure: (request) => {
      if (target.debug) console.error(failureLine(request));
    },
    onTrouble: troubleTeller((line) => console.error(line), target.debug),
    ...ofProcess,
  });
  keepUnwritten(folder, files.slices, unwritten);
  folder.write(files.exemplars, exemplars);
}

/** Where the figures of this process go: it may be one of several of a run. */
function shareFiles({ folder, plan: { processes } }: RunContext, { partOf }: ScenarioPlan) {
  if (processes === undefined || partOf === undefined)
    return { slices: RUN_FILES.slices, exemplars: RUN_FILES.exemplars };
  const { index } = partOf.segment;
  // Where it cannot be made, the slices stay in memory until the end.
  attempt(() => mkdirSync(folder.file(RUN_FOLDERS.shares), { recursive: true }));
  return { slices: shareSlices(index), exemplars: shareExemplars(index) };
}

/** Notes in the lane's journal what users make on the target, and what they delete there. */
function noteIn(journal: RunContext['journal']): Created {
  return ({ id: operation, creates }, id, dealershipId, userId) => {
    const deleted = kindDeletedBy(operation);
    if (creates !== undefined) journal.append({ kind: creates, id, operation, dealershipId, userId });
    else if (deleted !== undefined) journal.removed({ kind: deleted, id });
  };
}

/** Keeps the slices that the disk did not take with the others, where there is room. */
function keepUnwritten(folder: RunFolder, name: string, lines: string): void {
  if (lines === '') return;
  const path = folder.place(name);
  folder.writeText(name, `${existsSync(path) ? readFileSync(path, 'utf8') : ''}${lines}`);
}
