import type { TestInfo } from '@playwright/test';
import { bareFigure, listed } from '../../src/base/format.ts';
import { sum } from '../../src/base/statistics/averages.ts';
import type { DecodedSlice } from '../../src/measure/decoded-slice.ts';
import { outagesOf } from '../../src/measure/outages.ts';
import { readSlices } from '../../src/measure/slice-file.ts';
import { crowdSince } from '../../src/record/crowding-file.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { RUN_FILES } from '../../src/record/run-files.ts';
import type { SignInState } from '../../src/record/sign-in-state.ts';
import { drawSlices } from '../../src/report/attachments/charts.ts';
import { overloadTable, verdictTable } from '../../src/report/attachments/tables.ts';
import { outageLine } from '../../src/report/words/failures.ts';
import { withQuota } from '../../src/report/words/own-delay.ts';
import { diagnosed } from '../../src/run/diagnose-run.ts';
import { joinShares } from '../../src/run/join-shares.ts';
import { type JudgedTraffic, judgeSlices } from '../../src/run/judge-slices.ts';
import { ofPart } from '../../src/run/of-part.ts';
import { silentMeasures, silentServices } from '../../src/run/silent-measures.ts';
import { sliceRecord } from '../../src/run/traffic-record.ts';
import type { Session } from '../../src/target/session/session.ts';
import { firstAccountOf } from '../../src/traffic/plan/accounts.ts';
import { chooseOperations } from '../../src/traffic/plan/choose-operations.ts';
import { type ScenarioPlan, sharesOfPlan } from '../../src/traffic/plan/scenario-plan.ts';
import { throttledTime } from '../../src/view/own-delay.ts';
import { attachForReaders } from '../attach-for-readers.ts';
import { waitForLanes } from '../lane-ready.ts';
import { assertLimits, measurementInvalid, targetGone } from '../lane-results.ts';
import { attachSlowest } from './attach-slowest.ts';
import { beginTogether } from './begin-together.ts';
import { driveUsers, type EarlyEnd, type TrafficLane } from './drive-users.ts';
import { publishRunMetrics } from './publish-run-metrics.ts';
import { signInUsers } from './sign-in-users.ts';
import { type SignedInShare, TrafficProcesses } from './traffic-processes.ts';
import { type StatementWatch, watchStatements } from './watch-statements.ts';

/** A traffic whose target's database may be asked which statements were slow. */
interface JudgedLane extends TrafficLane {
  /** Undefined without metrics, and where no database can be asked. */
  readonly statements: StatementWatch | undefined;
}

/**
 * The traffic lane of a scenario: signs users in, drives them through the stages, and judges what they measured.
 *
 * @throws ResultError when the target died, the measurement is invalid, or limits are broken
 */
export async function driveTraffic(run: RunContext, scenario: string, testInfo: TestInfo): Promise<void> {
  const { offers, sockets, plan, runId, processes = 1 } = run.plan;
  if (plan === undefined) throw new Error(`traffic: the run ${runId} has no scenario`);
  const chosen = chooseOperations({ operations: offers, sockets }, run.settings.operations);
  const metrics = await publishRunMetrics(run, scenario, chosen);
  const statements = metrics && watchStatements();
  const others = processes === 1 ? undefined : new TrafficProcesses(processes);
  try {
    const lane = { run, plan, chosen, metrics, statements };
    // The first share goes with the browsers and the bursts.
    const [own] = sharesOfPlan(plan, processes);
    const sessions = await signInUsers(run, own);
    noteAccountIds(run, sessions, (await others?.whenReady()) ?? []);
    await waitForLanes(run);
    await beginTogether(run);
    const early = await driveUsers({ ...lane, own, sessions, others });
    await judgeTraffic(lane, scenario, testInfo, early);
  } finally {
    others?.kill();
    statements?.close();
    await metrics?.close();
  }
}

/** Notes the ids of the accounts by the number that each has among all accounts, and how many of all were made. */
function noteAccountIds(
  { folder, settings }: RunContext,
  sessions: readonly Session[],
  others: readonly SignedInShare[],
): void {
  const byProcess = [sessions.map(({ user }) => user.id), ...others.map(({ accounts }) => accounts)];
  const numbered: (string | null)[] = [];
  for (const [process, ids] of byProcess.entries()) {
    const from = firstAccountOf({ index: process + 1, of: byProcess.length }, settings.accounts);
    while (numbered.length < from) numbered.push(null);
    numbered.push(...ids);
  }
  folder.write(RUN_FILES.accounts, numbered);
  const own = folder.read<SignInState>(RUN_FILES.signIn);
  if (own === undefined || others.length === 0) return;
  const done = sum(byProcess.map(({ length }) => length));
  const made = own.made + sum(others.map((other) => other.made));
  folder.write(RUN_FILES.signIn, { ...own, done, of: done, made });
}

async function judgeTraffic(
  { run, plan, chosen, metrics, statements }: JudgedLane,
  scenario: string,
  testInfo: TestInfo,
  { gone, fault }: EarlyEnd,
): Promise<void> {
  const { folder } = run;
  const silent = joinShares(folder);
  const slices = readSlices(folder.place(RUN_FILES.slices));
  const counting = {
    slaCounts: run.settings.slaCounts,
    crowd: crowdSince(folder, run.clock.zeroMachineMs()),
  };
  const judged = withFault(
    ofPart(run.plan, judgeSlices(slices, run.plan, run.thresholds, counting)),
    fault ?? silentFault(silent),
  );
  folder.write(RUN_FILES.trafficVerdicts, judged);
  const { verdicts, invalid, lostLoad, isLostToOwnDelay = false } = judged;
  await attachJudged(testInfo, { scenario, plan, slices, judged });
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
    slices,
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
  const elapsedMs = slices.at(-1)?.toMs ?? 0;
  const throttledMs = throttledTime({ traffic: { slices, elapsedMs }, rounds: [], bursts: [] });
  if (lostLoad !== undefined && !isBroken)
    throw measurementInvalid(withQuota(lostLoad, isLostToOwnDelay ? throttledMs : undefined));
  assertLimits(verdicts, outages.map((outage) => outageLine(outage, elapsedMs)).join('\n'), throttledMs);
  // What a small share does not meet, the whole run may.
  if (isSegment) return;
  const unanswered = [...silentServices(slices), ...silentMeasures(slices, chosen.measures)];
  if (unanswered.length > 0) throw new Error(unanswered.join('\n'));
}

/** Attaches what the traffic was judged by. */
async function attachJudged(
  testInfo: TestInfo,
  {
    scenario,
    plan,
    slices,
    judged,
  }: { scenario: string; plan: ScenarioPlan; slices: readonly DecodedSlice[]; judged: JudgedTraffic },
): Promise<void> {
  const { arrivals, peakVus } = plan;
  const load =
    arrivals === undefined ? `${peakVus} VUs` : `${bareFigure(arrivals.perSecond, 'per second')} arrivals/s`;
  await attachForReaders(testInfo, 'latency over time', {
    body: drawSlices(slices.map(sliceRecord), `${scenario}: latency over time under ${load}`),
    contentType: 'image/svg+xml',
  });
  await attachForReaders(testInfo, 'operations against baseline and SLA', {
    body: verdictTable(`${scenario}: limits`, judged.verdicts),
    contentType: 'text/html',
  });
  if (judged.overload !== undefined)
    await attachForReaders(testInfo, 'limits under overload', {
      body: overloadTable(`${scenario}: the load at which each limit broke first`, judged.overload),
      contentType: 'text/html',
    });
}

/** Where a process failed, the load was not the planned one any more, so nothing can be judged. */
function withFault(judged: JudgedTraffic, fault: string | undefined): JudgedTraffic {
  return fault === undefined ? judged : { ...judged, invalid: `the load was not the planned one: ${fault}` };
}

/** What it means when processes left no figures, although they came to their end. */
function silentFault(processes: readonly number[]): string | undefined {
  return processes.length === 0
    ? undefined
    : `nothing is there of what process ${listed(processes.map(String))} of the traffic measured`;
}
