import { join } from 'node:path';
import { realClock } from '../base/clock.ts';
import { makeOwnFolder } from '../base/own-folder.ts';
import { collectorsFor } from '../evidence/collectors.ts';
import { EvidenceSession } from '../evidence/evidence-session.ts';
import { takeLatestFrom } from '../record/find-run.ts';
import { tryOut } from '../record/output-folder.ts';
import { processSecrets, processSettings, processTables, processTarget } from '../record/process-settings.ts';
import { evidenceFile, RUN_FILES } from '../record/run-files.ts';
import { newRunId, pointLatestAt, RunFolder, takeGivenRunId } from '../record/run-folder.ts';
import { CHECK, type RunPlan, UNRECORDED } from '../record/run-plan.ts';
import { newRunTag } from '../record/run-tag.ts';
import { misspeltSettings, unmaskedSecrets } from '../settings/hints.ts';
import type { Secret } from '../settings/secret.ts';
import type { Settings } from '../settings/settings.ts';
import { budgetsOf } from '../target/environments/budgets.ts';
import type { Budgets } from '../target/environments/environments.ts';
import { refuseForbidden } from '../target/environments/resolve-target.ts';
import type { Target } from '../target/environments/target.ts';
import type { Session } from '../target/session/session.ts';
import { dealershipIdFor } from '../target/test-data/dealership-id.ts';
import type { Thresholds } from '../verdict/thresholds/thresholds.ts';
import type { EmbeddedSandbox } from './embedded-sandbox.ts';
import { idleSettings } from './idle-settings.ts';
import { leaveOutWrites, type ReadingRun } from './leave-out-writes.ts';
import { lookAtTarget, type RunToPrepare, sayFindings } from './look-at-target.ts';
import { reserveTarget } from './one-run-per-target.ts';
import { partFacts, planFindings } from './plan-findings.ts';
import { commonRunId, heldBySegment, plannedSegment } from './plan-segment.ts';
import { plannedScenario } from './planned-scenario.ts';
import { sandboxIfNeeded } from './sandbox-if-needed.ts';
import { trafficProcesses } from './share-traffic.ts';
import { suiteFacts } from './suite-facts.ts';

/** A run that is ready to begin. */
export interface PreparedRun {
  readonly folder: RunFolder;
  readonly plan: RunPlan;
  readonly target: Target;
  readonly session: Session;
  /** What the target's side says of the run, from before the traffic on. */
  readonly evidence: EvidenceSession;
  /** Stops the sandbox if the run started it, and lets the next run on this target begin. */
  leave(): Promise<void>;
}

/**
 * Does all that has to be done before a lane may start: reads the settings and tables, makes the run's folder, starts
 * the sandbox when nothing answers at the development address, checks the target, and writes the plan.
 *
 * @throws SuiteError with the first thing that keeps the run from starting; nothing is left running then
 */
export async function prepareRun(asked: RunToPrepare): Promise<PreparedRun> {
  const { scenario, name = scenario, lanes: selected, say } = asked;
  const [settings, thresholds] = [processSettings(), processTables()];
  for (const hint of hintsOn(scenario, process.env, thresholds)) say(hint);
  const { target, lanes, findings } = whatMayRun(scenario, selected, settings, thresholds);
  const plan = plannedScenario(scenario, settings, thresholds);
  const startedAt = new Date();
  const runId = takeGivenRunId(process.env) ?? newRunId(name, startedAt, Math.random());
  const folder = new RunFolder(join(settings.outputFolder, 'runs', runId));
  const holder = { runId, folder: folder.path, ...heldBySegment(settings, scenario) };
  const release = reserveTarget(target.baseUrl, holder);
  let [sandbox, evidence]: [EmbeddedSandbox?, EvidenceSession?] = [];
  const leave = async () => {
    evidence?.close();
    await sandbox?.stop();
    release();
  };
  try {
    beginFolder(settings.outputFolder, folder, name, say);
    sayFindings({ findings }, say);
    sandbox = await sandboxIfNeeded(target, folder, say);
    evidence = beginEvidence(target, folder, sandbox?.databaseUrl);
    const isEmbedded = sandbox !== undefined;
    const processes = trafficProcesses(settings, { scenario, plan, lanes, isEmbedded });
    const toRun = { runId, scenario, lanes, processes, say };
    const { checked, client, offers } = await lookAtTarget(target, plan, folder, toRun);
    const budgets = budgetsOf(target, settings);
    const part = { segment: await plannedSegment(settings, target), processes };
    const { rateLimits } = checked;
    const toPlan = { scenario, plan, target, settings, budgets, ...part, sandbox: isEmbedded, rateLimits };
    const judged = planFindings({ ...toPlan, ...offers, lanes: client.lanes }, thresholds);
    sayFindings(judged, say);
    const runPlan: RunPlan = {
      runId,
      scenario,
      settings,
      ...plannedTarget(target, budgets),
      sandbox: isEmbedded,
      startedAt: startedAt.toISOString(),
      facts: suiteFacts(checked.connection.protocol, sandbox),
      plan,
      ...partFacts(part),
      lanes: client.lanes,
      shims: client.shims,
      ...(settings.operations !== undefined && { operations: settings.operations }),
      ...offers,
      findings: [...findings, ...checked.findings, ...client.findings, ...judged.findings],
      rateLimits,
      ...judged.elsewhere,
      connection: checked.connection,
      dealerships: dealershipsOf(target, commonRunId(settings, scenario) ?? runId, checked.session),
      runTag: newRunTag(runId, startedAt),
    };
    tryOut(settings.outputFolder, () => folder.write(RUN_FILES.plan, runPlan));
    return { folder, plan: runPlan, target, session: checked.session, evidence, leave };
  } catch (error) {
    await leave().finally(() => takeLatestFrom(folder, settings.outputFolder));
    throw error;
  }
}

/** What is most likely not meant, a line each. */
function hintsOn(scenario: string, env: NodeJS.ProcessEnv, thresholds: Thresholds): readonly string[] {
  return [...misspeltSettings(env), ...unmaskedSecrets(env), ...idleSettings(scenario, env, thresholds)];
}

/**
 * What of a run its environment allows.
 * @throws SuiteError (TARGET_NOT_ALLOWED, SCENARIO_NOT_ALLOWED) when that is nothing
 */
function whatMayRun(
  scenario: string,
  lanes: readonly string[],
  settings: Settings,
  { journeys }: Thresholds,
): ReadingRun {
  const target = processTarget();
  const { writes } = refuseForbidden(target, scenario === CHECK ? undefined : scenario, settings);
  return writes ? { target, lanes, findings: [] } : leaveOutWrites(target, lanes, journeys);
}

function beginFolder(
  outputFolder: string,
  folder: RunFolder,
  name: string,
  say: (line: string) => void,
): void {
  const isPointedAt = tryOut(outputFolder, () => {
    makeOwnFolder(folder.path);
    // Without a record there is nothing that a report could show.
    return UNRECORDED.includes(name) || pointLatestAt(outputFolder, folder);
  });
  if (!isPointedAt)
    say(
      `${join(outputFolder, 'latest')} was not made by the suite, so it stays as it is. This run is in ${folder.path}`,
    );
}

function plannedTarget({ environment, baseUrl, uiBaseUrl, readsOnly }: Target, budgets: Budgets | undefined) {
  return {
    environment,
    baseUrl,
    uiBaseUrl,
    ...(readsOnly && { readsOnly }),
    ...(budgets !== undefined && { budgets }),
  };
}

/** Begins to ask the target's side, next to everything else. */
function beginEvidence(
  target: Target,
  folder: RunFolder,
  embeddedDatabaseUrl: Secret | undefined,
): EvidenceSession {
  const save = (name: string, content: Buffer) => {
    const file = evidenceFile(name);
    folder.writeText(file, content);
    return file;
  };
  const settings = processSettings();
  const secrets = processSecrets();
  return new EvidenceSession(
    collectorsFor({ target, settings, secrets, embeddedDatabaseUrl, save }),
    realClock,
  );
}

function dealershipsOf(target: Target, runId: string, { user }: Session): RunPlan['dealerships'] {
  return {
    traffic: target.dealershipId ?? dealershipIdFor(runId, 'traffic'),
    bursts: target.dealershipId ?? dealershipIdFor(runId, 'bursts'),
    accounts: user.dealershipId,
  };
}
