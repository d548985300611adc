import { join } from 'node:path';
import { given } from '../base/format.ts';
import { makeOwnFolder } from '../base/own-folder.ts';
import { SuiteError } from '../base/suite-error.ts';
import { tryOut } from '../record/output-folder.ts';
import { processSettings, processTables, processTarget } from '../record/process-settings.ts';
import { RUN_FILES } from '../record/run-files.ts';
import { newRunId, pointLatestAt, RunFolder, takeGivenRunId } from '../record/run-folder.ts';
import { isUnloaded, type RunPlan } from '../record/run-plan.ts';
import { newRunTag } from '../record/run-tag.ts';
import { misspeltSettings } from '../settings/hints.ts';
import type { Target } from '../target/environments/target.ts';
import { checkRateLimits, isWithin } from '../target/preflight/check-rate-limits.ts';
import type { Finding, Preflight } from '../target/preflight/finding.ts';
import { isReachable, preflight } from '../target/preflight/preflight.ts';
import type { Session } from '../target/session/session.ts';
import { dealershipIdFor } from '../target/test-data/dealership-id.ts';
import { planScenario, type ScenarioPlan } from '../traffic/plan/scenario-plan.ts';
import { scenarioRow, type Thresholds } from '../verdict/thresholds/thresholds.ts';
import { burstBudget } from './burst-budget.ts';
import { type EmbeddedSandbox, startSandbox } from './embedded-sandbox.ts';
import { reserveTarget } from './one-run-per-target.ts';
import { mostUsers, plannedRequests } from './planned-requests.ts';
import { settleOffers } from './settle-offers.ts';
import { settleWebClient } from './settle-web-client.ts';
import { suiteFacts } from './suite-facts.ts';
import { normalLoadTime, undisturbedTime } from './undisturbed-time.ts';

export interface RunToPrepare {
  readonly scenario: RunPlan['scenario'];
  /** Lanes that were selected: `traffic`, journeys by name, services of the baseline, or audited pages. */
  readonly lanes: readonly string[];
  /** Gets a line for the person who waits, on each thing that happens. */
  say(line: string): void;
}

/** A run that is ready to begin. */
export interface PreparedRun {
  readonly folder: RunFolder;
  readonly plan: RunPlan;
  readonly target: Target;
  readonly session: Session;
  /** Stops the sandbox if the run started it, and lets the next run on this target begin. */
  leave(): Promise<void>;
}

/**
 * Does all that has to be done before a lane may start: reads the settings and tables, makes the run's folder, starts
 * the sandbox when nothing answers at the development address, checks the target, and writes the plan.
 *
 * @throws SuiteError with the first thing that keeps the run from starting; nothing is left running then
 */
export async function prepareRun({ scenario, lanes, say }: RunToPrepare): Promise<PreparedRun> {
  const settings = processSettings();
  for (const hint of misspeltSettings(process.env)) say(hint);
  const target = processTarget();
  const thresholds = processTables();
  const plan = isUnloaded(scenario)
    ? undefined
    : planScenario(scenarioRow(thresholds, scenario), thresholds.journeys.values(), settings);
  const startedAt = new Date();
  const runId = takeGivenRunId(process.env) ?? newRunId(scenario, startedAt, Math.random());
  const folder = new RunFolder(join(settings.outputFolder, 'runs', runId));
  const release = reserveTarget(target.baseUrl, { runId, folder: folder.path });
  let sandbox: EmbeddedSandbox | undefined;
  const leave = async () => {
    await sandbox?.stop();
    release();
  };
  try {
    beginFolder(settings.outputFolder, folder, say);
    sandbox = await sandboxIfNeeded(target, say);
    const toRun = { runId, scenario, lanes, say };
    const { checked, client, offers } = await lookAtTarget(target, plan, folder, toRun);
    const planned = plan === undefined ? [] : judgedTime(plan, client.lanes, scenario, thresholds);
    sayFindings({ findings: planned }, say);
    const runPlan: RunPlan = {
      runId,
      scenario,
      settings,
      environment: target.environment,
      baseUrl: target.baseUrl,
      uiBaseUrl: target.uiBaseUrl,
      sandbox: sandbox !== undefined,
      startedAt: startedAt.toISOString(),
      facts: suiteFacts(checked.connection.protocol, sandbox?.priority),
      plan,
      lanes: client.lanes,
      shims: client.shims,
      ...(settings.operations !== undefined && { operations: settings.operations }),
      ...offers,
      findings: [...checked.findings, ...client.findings, ...planned],
      rateLimits: checked.rateLimits,
      connection: checked.connection,
      dealerships: dealershipsOf(target, runId, checked.session),
      runTag: newRunTag(runId, startedAt),
    };
    tryOut(settings.outputFolder, () => folder.write(RUN_FILES.plan, runPlan));
    return { folder, plan: runPlan, target, session: checked.session, leave };
  } catch (error) {
    await leave();
    throw error;
  }
}

function beginFolder(outputFolder: string, folder: RunFolder, say: (line: string) => void): void {
  const isPointedAt = tryOut(outputFolder, () => {
    makeOwnFolder(folder.path);
    return pointLatestAt(outputFolder, folder);
  });
  if (!isPointedAt)
    say(
      `${join(outputFolder, 'latest')} was not made by the suite, so it stays as it is. This run is in ${folder.path}`,
    );
}

/** What the plan leaves of a scenario to judge its limits by. */
function judgedTime(
  plan: ScenarioPlan,
  lanes: readonly string[],
  scenario: string,
  thresholds: Thresholds,
): Finding[] {
  const { errorRate, overload } = scenarioRow(thresholds, scenario);
  const { availability } = thresholds.global.baseline;
  return given(
    undisturbedTime(plan, lanes, errorRate),
    normalLoadTime(plan, lanes, overload?.aboveVus, availability),
  );
}

/** What the run finds before it begins, and what it may measure then. */
async function lookAtTarget(
  target: Target,
  plan: RunPlan['plan'],
  folder: RunFolder,
  { runId, scenario, lanes, say }: RunToPrepare & Pick<RunPlan, 'runId'>,
) {
  const settings = processSettings();
  const checked = await preflight(target, folder.file(RUN_FILES.budget), {
    isWanted: settings.registerTestUser,
    dealershipId: target.dealershipId ?? dealershipIdFor(runId, 'accounts'),
    command: `./scripts/run-load-tests.sh ${scenario} ${target.environment} --register-test-user`,
  });
  const limits = findLimits(checked, plan, target, { scenario, lanes });
  const findings = [...checked.findings, limits];
  sayFindings({ findings }, say);
  refuseWhatWouldBreak({ ...checked, findings }, scenario);
  const client = await settleWebClient(target, { scenario, lanes }, settings);
  sayFindings(client, say);
  const offers = settleOffers(checked, {
    lanes: client.lanes,
    operations: settings.operations,
    allowMissing: settings.allowMissing,
    behindJourneys: processTables().journeys,
  });
  return { checked: { ...checked, findings }, client, offers };
}

/** What the run may send under the target's rate limits, and what can be concluded from so much. */
function findLimits(
  { rateLimits, offers }: Preflight,
  plan: RunPlan['plan'],
  { ownSystem }: Target,
  { scenario, lanes }: Omit<RunToPrepare, 'say'>,
): Finding {
  if (scenario !== 'baseline') {
    const mostVus = mostUsers(plan, ownSystem, (planned) => isWithin(planned, rateLimits));
    return checkRateLimits(plannedRequests(plan, ownSystem), rateLimits, mostVus);
  }
  const { burstDurationMs: durationMs } = processSettings();
  return burstBudget(rateLimits, { offers, lanes, durationMs }, processTables());
}

function dealershipsOf(target: Target, runId: string, { user }: Session): RunPlan['dealerships'] {
  return {
    traffic: target.dealershipId ?? dealershipIdFor(runId, 'traffic'),
    bursts: target.dealershipId ?? dealershipIdFor(runId, 'bursts'),
    accounts: user.dealershipId,
  };
}

async function sandboxIfNeeded(
  target: Target,
  say: (line: string) => void,
): Promise<EmbeddedSandbox | undefined> {
  const mayStart = target.environment === 'development' && target.baseUrlIsDefault;
  if (!mayStart || (await isReachable(target))) return undefined;
  const startedMs = performance.now();
  const sandbox = await startSandbox(Number(new URL(target.baseUrl).port));
  say(
    `nothing answered at ${target.baseUrl}: the embedded Desk Studio was started (${((performance.now() - startedMs) / 1000).toFixed(1)} s)`,
  );
  return sandbox;
}

function sayFindings({ findings }: Pick<Preflight, 'findings'>, say: (line: string) => void): void {
  for (const { check, kind, found, wayOut } of findings) {
    const mark = kind === 'fine' ? 'ok' : kind;
    say(`preflight ${check}: ${mark}, ${found}${wayOut === undefined ? '' : `. ${wayOut}`}`);
  }
}

function refuseWhatWouldBreak({ findings, connection }: Preflight, scenario: string): void {
  if (scenario === 'baseline' && !connection.speaksHttp1)
    throw new SuiteError('HTTP2_ONLY', {
      checked: 'the protocols of the target',
      found: 'HTTP/2 only, and bursts speak HTTP/1.1',
      right: 'a target that offers HTTP/1.1 as well (by ALPN), or a scenario: virtual users speak HTTP/2',
    });
  const refused = findings.find(({ kind }) => kind === 'refused');
  if (refused === undefined) return;
  throw new SuiteError('RATE_LIMITS_TOO_LOW', {
    checked: refused.check,
    found: refused.found,
    right: refused.wayOut ?? '',
  });
}
