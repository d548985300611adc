import { readSecrets, readSettings } from '../settings/read-settings.ts';
import type { Secrets, Settings } from '../settings/settings.ts';
import { checkTargetSettings, resolveTarget } from '../target/environments/resolve-target.ts';
import type { Target } from '../target/environments/target.ts';
import type { KnownSubjects } from '../verdict/thresholds/cross-check.ts';
import type { Thresholds } from '../verdict/thresholds/thresholds.ts';
import { tablesFor } from './load-tables.ts';
import { runOfProcess } from './run-folder.ts';
import { readRunPlan } from './run-plan.ts';

let settings: Settings | undefined;
let tables: Thresholds | undefined;
let browserVersion = 'unknown';

/**
 * The settings of this process. Its first caller has them read: a worker of a run from the run's plan, any other
 * process from the environment.
 * @throws SuiteError (BAD_SETTING) that names every setting that cannot be used
 */
export function processSettings(): Settings {
  settings ??= settingsOfRun() ?? readSettings(process.env, { checks: [checkTargetSettings] });
  return settings;
}

function settingsOfRun(): Settings | undefined {
  const folder = runOfProcess();
  return folder === undefined ? undefined : readRunPlan(folder)?.settings;
}

/** The secrets of this process. They are in the environment alone, for a run's workers too. */
export function processSecrets(): Secrets {
  return readSecrets(process.env);
}

/** The target that the settings of this process describe. */
export function processTarget(): Target {
  return resolveTarget(processSettings(), processSecrets());
}

/**
 * The tables of limits that the settings name, with the limits of the environment; its first caller has them read.
 *
 * @param alsoKnown what only the Playwright config knows, which is the first caller of a run
 * @throws SuiteError (BAD_THRESHOLDS, BAD_ENVIRONMENT) that lists everything that is wrong in them
 */
export function processTables(alsoKnown: Pick<KnownSubjects, 'projects' | 'journeySteps'> = {}): Thresholds {
  tables ??= tablesFor(processSettings(), alsoKnown);
  return tables;
}

/**
 * Keeps the browser that was found as a setting of this process and of its workers, so that none searches again, and its version for
 * the record.
 *
 * @param found undefined when the search found none
 */
export function keepBrowser(
  found: { readonly executablePath: string; readonly version: string } | undefined,
): void {
  browserVersion = found?.version ?? 'none found';
  if (found === undefined) return;
  settings = { ...processSettings(), browser: found.executablePath };
  process.env.DESK_BROWSER = found.executablePath;
}

/**
 * The version of the browser that this process has found, as the browser prints it; `none found`; or `unknown` in a process that has not
 * searched. Nobody asks the browser for it once more: on a busy machine it may not answer in time, and a run must not end for that.
 */
export function processBrowserVersion(): string {
  return browserVersion;
}
