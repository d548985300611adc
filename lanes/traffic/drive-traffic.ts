import { existsSync, readFileSync } from 'node:fs';
import type { TestInfo } from '@playwright/test';
import { attempt } from '../../src/base/attempt.ts';
import { windowWords } from '../../src/capacity/capacity-words.ts';
import type { CapacitySearch } from '../../src/capacity/search.ts';
import { goFirst } from '../../src/measure/measurer-priority.ts';
import { outagesOf } from '../../src/measure/outages.ts';
import { readSlices } from '../../src/measure/slice-file.ts';
import type { PublishedMetrics } from '../../src/metrics/publish-metrics.ts';
import { crowdSince } from '../../src/record/crowding-file.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { RUN_FILES } from '../../src/record/run-files.ts';
import type { RunFolder } from '../../src/record/run-folder.ts';
import { drawSlices } from '../../src/report/attachments/charts.ts';
import { overloadTable, verdictTable } from '../../src/report/attachments/tables.ts';
import { outageLine } from '../../src/report/words/failures.ts';
import { diagnosed } from '../../src/run/diagnose-run.ts';
import { newSearch } from '../../src/run/judge-search.ts';
import { judgeSlices } from '../../src/run/judge-slices.ts';
import { ofPart } from '../../src/run/of-part.ts';
import { silentMeasures, silentServices } from '../../src/run/silent-measures.ts';
import { sliceRecord } from '../../src/run/traffic-record.ts';
import type { Session } from '../../src/target/session/session.ts';
import { kindDeletedBy } from '../../src/target/test-data/put-away.ts';
import type { Created } from '../../src/traffic/crew.ts';
import { type ChosenTraffic, chooseOperations } from '../../src/traffic/plan/choose-operations.ts';
import { judgedPhases } from '../../src/traffic/plan/judged-phases.ts';
import type { ScenarioPlan } from '../../src/traffic/plan/scenario-plan.ts';
import { pairsOf } from '../../src/traffic/sockets/socket-users.ts';
import { runTraffic } from '../../src/traffic/traffic.ts';
import { failureLine } from '../../src/traffic/users/failure-line.ts';
import { ErrorStop } from '../../src/traffic/watch/error-stop.ts';
import type { Progress } from '../../src/traffic/watch/progress.ts';
import { troubleTeller } from '../../src/traffic/watch/trouble-teller.ts';
import { attachForReaders } from '../attach-for-readers.ts';
import { waitForLanes } from '../lane-ready.ts';
import { assertLimits, measurementInvalid, targetGone } from '../lane-results.ts';
import { attachSlowest } from './attach-slowest.ts';
import { beginTogether } from './begin-together.ts';
import { publishRunMetrics } from './publish-run-metrics.ts';
import { signInUsers } from './sign-in-users.ts';
import { watchRounds } from './watch-rounds.ts';
import { type StatementWatch, watchStatements } from './watch-statements.ts';

/** The traffic of a scenario, as it was planned and chosen. */
interface TrafficLane {
  readonly run: RunContext;
  readonly plan: ScenarioPlan;
  readonly chosen: ChosenTraffic;
  readonly metrics: PublishedMetrics | undefined;
  /** Undefined without metrics, and where no database can be asked. */
  readonly statements: StatementWatch | undefined;
}

/**
 * The traffic lane of a scenario: signs users in, drives them through the stages, and judges what they measured.
 *
 * @throws ResultError when the target died, the measurement is invalid, or limits are broken
 */
export async function driveTraffic(run: RunContext, scenario: string, testInfo: TestInfo): Promise<void> {
  const { offers, sockets, plan, runId } = run.plan;
  if (plan === undefined) throw new Error(`traffic: the run ${runId} has no scenario`);
  const chosen = chooseOperations({ operations: offers, sockets }, run.settings.operations);
  const metrics = await publishRunMetrics(run, scenario, chosen);
  const statements = metrics && watchStatements();
  try {
    const lane = { run, plan, chosen, metrics, statements };
    const sessions = await signInUsers(run, plan);
    await waitForLanes(run);
    await beginTogether(run);
    const gone = await driveUsers(lane, sessions);
    await judgeTraffic(lane, scenario, testInfo, gone);
  } finally {
    statements?.close();
    await metrics?.close();
  }
}

/** Runs the traffic from its first to its last stage. Returns why it ended early, if the target died. */
async function driveUsers(
  { run, plan, chosen, metrics }: TrafficLane,
  sessions: readonly Session[],
): Promise<string | undefined> {
  const { folder, clock, target, journal } = run;
  const errorStop = new ErrorStop(plan.stopAbove);
  const abort = new AbortController();
  const stepBack = goFirst();
  clock.start();
  let gone: string | undefined;
  const search = plan.search && newSearch(run.plan, plan.search, run.thresholds);
  const tell = windowTeller(search);
  const traffic = runTraffic({
    target,
    stages: plan.stages,
    load: search,
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
    slicesPath: folder.file(RUN_FILES.slices),
    meter: metrics?.meter,
    watchRounds: (changed) => watchRounds(folder, changed),
    signal: AbortSignal.any([abort.signal, run.end.signal]),
    created: noteIn(journal),
    onFailure: (request) => {
      if (target.debug) console.error(failureLine(request));
    },
    onProgress: (progress) => {
      tell();
      metrics?.progress(progress);
      attempt(() => folder.write(RUN_FILES.progress, progress));
      if (attempt(() => isOver(run, progress, errorStop.look(progress)))) abort.abort();
    },
    onGone: (reason) => {
      gone ??= reason;
      clock.stop(reason);
      abort.abort();
    },
    onTrouble: troubleTeller((line) => console.error(line), target.debug),
  });
  const ended = traffic.then((result) => {
    keepUnwritten(folder, result.unwritten);
    return result;
  });
  // A Ctrl-C ends the test before the traffic: the lane then waits for this.
  run.work = ended
    .catch(() => undefined)
    .finally(stepBack)
    .then(() => metrics?.told);
  folder.write(RUN_FILES.exemplars, (await ended).exemplars);
  tell();
  return gone;
}

/** Notes in the lane's journal what users make on the target, and what they delete there. */
function noteIn(journal: RunContext['journal']): Created {
  return ({ id: operation, creates }, id, dealershipId, userId) => {
    const deleted = kindDeletedBy(operation);
    if (creates !== undefined) journal.append({ kind: creates, id, operation, dealershipId, userId });
    else if (deleted !== undefined) journal.removed({ kind: deleted, id });
  };
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

/** Keeps the slices that the disk did not take with the others, where there is room. */
function keepUnwritten(folder: RunFolder, lines: string): void {
  if (lines === '') return;
  const path = folder.place(RUN_FILES.slices);
  folder.writeText(RUN_FILES.slices, `${existsSync(path) ? readFileSync(path, 'utf8') : ''}${lines}`);
}

async function judgeTraffic(
  { run, plan, chosen, metrics, statements }: TrafficLane,
  scenario: string,
  testInfo: TestInfo,
  gone: string | undefined,
): Promise<void> {
  const { folder } = run;
  const slices = readSlices(folder.place(RUN_FILES.slices));
  const counting = {
    slaCounts: run.settings.slaCounts,
    crowd: crowdSince(folder, run.clock.zeroEpochMs()),
  };
  const judged = ofPart(run.plan, judgeSlices(slices, run.plan, run.thresholds, counting));
  folder.write(RUN_FILES.trafficVerdicts, judged);
  const { verdicts, invalid, lostLoad } = judged;
  await attachForReaders(testInfo, 'latency over time', {
    body: drawSlices(slices.map(sliceRecord), `${scenario}: latency over time under ${plan.peakVus} VUs`),
    contentType: 'image/svg+xml',
  });
  await attachForReaders(testInfo, 'operations against baseline and SLA', {
    body: verdictTable(`${scenario}: limits`, verdicts),
    contentType: 'text/html',
  });
  if (judged.overload !== undefined)
    await attachForReaders(testInfo, 'limits under overload', {
      body: overloadTable(`${scenario}: the load at which each limit broke first`, judged.overload),
      contentType: 'text/html',
    });
  await attachSlowest(run, scenario, testInfo);
  const outages = outagesOf(slices);
  const diagnosis = diagnosed(
    { slices, sent: { outages }, plan: run.plan, thresholds: run.thresholds, capacity: judged.capacity },
    invalid,
  );
  const { slaCounts } = run.settings;
  const interrupted = run.end.signal.aborted;
  const isSegment = plan.partOf !== undefined;
  const statement = interrupted ? undefined : await statements?.culprit({ slices, verdicts, ...diagnosis });
  await metrics?.finish({
    ...judged,
    ...diagnosis,
    ...(statement !== undefined && { statement }),
    gone,
    interrupted,
    isSegment,
    slaCounts,
  });
  if (gone !== undefined) throw targetGone(gone);
  if (invalid !== undefined) throw measurementInvalid(invalid);
  const isBroken = verdicts.some(({ failsTheRun }) => failsTheRun);
  if (lostLoad !== undefined && !isBroken) throw measurementInvalid(lostLoad);
  const elapsedMs = slices.at(-1)?.toMs ?? 0;
  assertLimits(verdicts, outages.map((outage) => outageLine(outage, elapsedMs)).join('\n'));
  // What a small share does not meet, the whole run may.
  if (isSegment) return;
  const silent = [...silentServices(slices), ...silentMeasures(slices, chosen.measures)];
  if (silent.length > 0) throw new Error(silent.join('\n'));
}
