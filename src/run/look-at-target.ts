import { joinedError, SuiteError } from '../base/suite-error.ts';
import { checkMetricsEndpoint } from '../metrics/metrics-endpoint.ts';
import { registerCommand } from '../record/next-command.ts';
import { processSettings, processTables } from '../record/process-settings.ts';
import { RUN_FILES } from '../record/run-files.ts';
import type { RunFolder } from '../record/run-folder.ts';
import type { RunPlan } from '../record/run-plan.ts';
import type { Settings } from '../settings/settings.ts';
import type { Target } from '../target/environments/target.ts';
import { checkRateLimits, isWithin } from '../target/preflight/check-rate-limits.ts';
import type { Finding, Preflight } from '../target/preflight/finding.ts';
import { preflight } from '../target/preflight/preflight.ts';
import { dealershipIdFor } from '../target/test-data/dealership-id.ts';
import { sharesOfPlan } from '../traffic/plan/scenario-plan.ts';
import { burstBudget } from './burst-budget.ts';
import { checkDescriptors } from './enough-descriptors.ts';
import { mostUsers, plannedRequests } from './planned-requests.ts';
import { settleOffers } from './settle-offers.ts';
import { settleWebClient } from './settle-web-client.ts';

/** What a person asked for, as far as the preflight depends on it. */
export interface RunToPrepare {
  readonly scenario: RunPlan['scenario'];
  /** What the run is called in its id; left out where that is its scenario. */
  readonly name?: string;
  /** Lanes that were selected: `traffic`, journeys by name, services of the baseline, or audited pages. */
  readonly lanes: readonly string[];
  /** Gets a line for the person who waits, on each thing that happens. */
  say(line: string): void;
}

/**
 * What the run finds before it begins, and what it may measure then. Faults that do not follow from each other are in one
 * error.
 *
 * @throws SuiteError that lists everything that keeps the run from starting
 */
export async function lookAtTarget(
  target: Target,
  plan: RunPlan['plan'],
  folder: RunFolder,
  { runId, scenario, lanes, processes, say }: RunToPrepare & Required<Pick<RunPlan, 'runId' | 'processes'>>,
) {
  const settings = processSettings();
  const faults = new Faults();
  if (plan !== undefined && lanes.includes('traffic')) {
    await faults.collect(() =>
      checkDescriptors(sharesOfPlan(plan, processes).at(-1) ?? plan, undefined, settings.accounts),
    );
    await faults.collect(() => checkMetricsPort(settings));
  }
  const looked = await faults.collect(async () => {
    const checked = await preflight(target, folder.file(RUN_FILES.budget), {
      isWanted: settings.registerTestUser && target.readsOnly !== true,
      dealershipId: target.dealershipId ?? dealershipIdFor(runId, 'accounts'),
      command: registerCommand({ scenario, environment: target.environment }, settings),
    });
    const findings = [...checked.findings, findLimits(checked, plan, target, { scenario, lanes })];
    sayFindings({ findings }, say);
    await faults.collect(() => refuseWhatWouldBreak({ ...checked, findings }, scenario));
    return { ...checked, findings };
  });
  // Where the gateway is gone, a client at the same address is gone too.
  const hasOwnFault = looked !== undefined || target.uiBaseUrl !== target.baseUrl;
  const client = hasOwnFault
    ? await faults.collect(() => settleWebClient(target, { scenario, lanes }, settings))
    : undefined;
  if (client !== undefined) sayFindings(client, say);
  const offers =
    looked &&
    (await faults.collect(() =>
      settleOffers(looked, {
        scenario,
        lanes: client?.lanes ?? lanes,
        operations: settings.operations,
        allowMissing: settings.allowMissing,
        behindJourneys: processTables().journeys,
      }),
    ));
  faults.refuse();
  if (looked === undefined || client === undefined || offers === undefined)
    throw new Error('preflight: a check gave nothing, and no fault');
  return { checked: looked, client, offers };
}

/** What keeps a run from starting, as far as it is known. */
class Faults {
  readonly #errors: SuiteError[] = [];

  /** @returns what the check gives; undefined when it found a fault, which is kept */
  async collect<T>(check: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await check();
    } catch (error) {
      // A machine that cannot send says nothing about the target, and nor would the other checks.
      if (!(error instanceof SuiteError) || error.code === 'OWN_FAULT') throw error;
      this.#errors.push(error);
      return undefined;
    }
  }

  /** @throws SuiteError when there is a fault */
  refuse(): void {
    const [first, ...others] = this.#errors;
    if (first !== undefined) throw joinedError([first, ...others], 'whether the run can begin');
  }
}

async function checkMetricsPort({ metricsPort, metricsHost }: Settings): Promise<void> {
  if (metricsPort !== undefined) await checkMetricsEndpoint(metricsHost, metricsPort);
}

/** What the run may send under the target's rate limits, and what can be concluded from so much. */
function findLimits(
  { rateLimits, offers }: Preflight,
  plan: RunPlan['plan'],
  { ownSystem, readsOnly }: Target,
  { scenario, lanes }: Omit<RunToPrepare, 'say'>,
): Finding {
  if (scenario !== 'baseline') {
    const { accounts: wanted } = processSettings();
    const mostVus = mostUsers(plan, ownSystem, (planned) => isWithin(planned, rateLimits), wanted);
    return checkRateLimits(plannedRequests(plan, ownSystem, wanted), rateLimits, mostVus);
  }
  const { burstDurationMs: durationMs, burstAccounts, operations } = processSettings();
  // A run that only reads registers nobody: its bursts are the test user's alone.
  const accounts = readsOnly === true ? 1 : burstAccounts;
  return burstBudget(rateLimits, { offers, lanes, operations, durationMs, accounts }, processTables());
}

/** Prints what was found, a line each. */
export function sayFindings({ findings }: Pick<Preflight, 'findings'>, say: (line: string) => void): void {
  for (const { check, kind, found, wayOut } of findings) {
    const mark = kind === 'fine' ? 'ok' : kind;
    say(`preflight ${check}: ${mark}, ${found}${wayOut === undefined ? '' : `. ${wayOut}`}`);
  }
}

/**
 * Refuses what a run of this scenario could not measure on the target.
 *
 * @throws SuiteError (HTTP2_ONLY, RATE_LIMITS_TOO_LOW)
 */
export function refuseWhatWouldBreak(
  { findings, connection }: Pick<Preflight, 'findings' | 'connection'>,
  scenario: string,
): void {
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
