import type { TestInfo } from '@playwright/test';
import { goFirst } from '../../src/measure/measurer-priority.ts';
import { readSlices } from '../../src/measure/slice-file.ts';
import type { PublishedMetrics } from '../../src/metrics/publish-metrics.ts';
import type { RunContext } from '../../src/record/run-context.ts';
import { RUN_FILES } from '../../src/record/run-files.ts';
import { drawSlices } from '../../src/report/attachments/charts.ts';
import { verdictTable } from '../../src/report/attachments/tables.ts';
import { judgeSlices } from '../../src/run/judge-slices.ts';
import { sliceRecord } from '../../src/run/traffic-record.ts';
import { MOST_ACCOUNTS, signInAccounts } from '../../src/target/session/account-pool.ts';
import { type ChosenTraffic, chooseOperations } from '../../src/traffic/plan/choose-operations.ts';
import { runTraffic } from '../../src/traffic/traffic.ts';
import { failureLine } from '../../src/traffic/users/failure-line.ts';
import { waitForLanes } from '../lane-ready.ts';
import { assertLimits, measurementInvalid, targetGone } from '../lane-results.ts';
import { publishRunMetrics } from './publish-run-metrics.ts';

/** The traffic lane of a scenario: signs users in, drives them through the stages, and judges what they met. */
export async function driveTraffic(run: RunContext, scenario: string, testInfo: TestInfo): Promise<void> {
  const { plan, settings } = run;
  const chosen = chooseOperations({ operations: plan.offers, sockets: plan.sockets }, settings.operations);
  const metrics = await publishRunMetrics(run, scenario, chosen);
  try {
    await driveChosen(run, scenario, testInfo, chosen, metrics);
  } finally {
    await metrics?.close();
  }
}

async function driveChosen(
  run: RunContext,
  scenario: string,
  testInfo: TestInfo,
  chosen: ChosenTraffic,
  metrics: PublishedMetrics | undefined,
): Promise<void> {
  const { plan, folder, clock, target } = run;
  if (plan.plan === undefined) throw new Error(`traffic: the run ${plan.runId} has no scenario`);
  // Beside the users one account visits the auth service alone.
  const accounts = Math.min(plan.plan.peakVus, MOST_ACCOUNTS) + 1;
  const testUserDealership = plan.dealerships.accounts;
  const { sessions, registered } = await signInAccounts({
    target,
    count: accounts,
    dealershipId: () => testUserDealership,
    onSignedIn: (done, of) => folder.write(RUN_FILES.signIn, { done, of }),
  });
  folder.write(
    RUN_FILES.accounts,
    sessions.map(({ user }) => user.id),
  );
  for (const id of registered)
    run.journal.append({ kind: 'user', id, operation: 'auth.register', dealershipId: testUserDealership });

  const abort = new AbortController();
  await waitForLanes(run);
  goFirst();
  clock.start();
  let gone: string | undefined;
  const traffic = runTraffic({
    target,
    stages: plan.plan.stages,
    arrivals: plan.plan.arrivals,
    ...chosen,
    sessions,
    dealershipId: plan.dealerships.traffic,
    runTag: plan.runTag,
    slicesPath: folder.file(RUN_FILES.slices),
    meter: metrics?.meter,
    signal: AbortSignal.any([abort.signal, run.end.signal]),
    created: ({ id: operation, creates }, id, dealershipId, userId) => {
      if (creates !== undefined) run.journal.append({ kind: creates, id, operation, dealershipId, userId });
    },
    onFailure: (request) => {
      if (target.debug) console.error(failureLine(request));
    },
    onProgress: (progress) => {
      folder.write(RUN_FILES.progress, progress);
      metrics?.progress(progress);
      if (clock.stopReason() !== undefined) abort.abort();
    },
    onGone: (reason) => {
      gone ??= reason;
      clock.stop(reason);
      abort.abort();
    },
    onTrouble: (error) => {
      if (target.debug) console.error(`a virtual user was in trouble: ${String(error)}`);
    },
  });
  run.work = traffic.catch(() => undefined).then(() => metrics?.told);
  const result = await traffic;
  folder.write(RUN_FILES.exemplars, result.exemplars);

  const slices = readSlices(folder.file(RUN_FILES.slices));
  const judged = judgeSlices(slices, plan, run.thresholds, run.settings);
  folder.write(RUN_FILES.trafficVerdicts, judged);
  const { verdicts, invalid } = judged;
  await testInfo.attach('latency over time', {
    body: drawSlices(
      slices.map(sliceRecord),
      `${scenario}: latency over time under ${plan.plan.peakVus} VUs`,
    ),
    contentType: 'image/svg+xml',
  });
  await testInfo.attach('operations against baseline and SLA', {
    body: verdictTable(`${scenario}: limits`, verdicts),
    contentType: 'text/html',
  });
  await metrics?.finish({ invalid, gone, interrupted: run.end.signal.aborted, verdicts });
  if (gone !== undefined) throw targetGone(gone);
  if (invalid !== undefined) throw measurementInvalid(invalid);
  assertLimits(verdicts);
}
