import { resolve } from 'node:path';
import { parseDurationMs } from '../../src/base/duration.ts';
import { parseFlags } from '../../src/base/parse-flags.ts';
import type { TargetCleanUp } from '../../src/run/clean-up-target.ts';
import { settingsError } from '../../src/settings/mistakes.ts';
import { readSecrets, readSetting, readSettings } from '../../src/settings/read-settings.ts';
import { settingRow } from '../../src/settings/settings.ts';
import { environmentNames } from '../../src/target/environments/load-environments.ts';
import {
  checkTargetSettings,
  refuseForbidden,
  resolveTarget,
} from '../../src/target/environments/resolve-target.ts';
import { mistakesInRest, mistakesInWord } from './read-command.ts';

/** A soak takes two hours: a run that began before that and a rest has ended. */
const OLDER_THAN = '3h';

export const CLEANUP_USAGE = `Usage: npm run cleanup [-- [environment] [flags]]

Removes what earlier and killed runs left on a target: what the journals in their folders name, and what carries the
tag of a run whose folder is not here. Counts on the target what is left. Does not start while a run on this machine
uses the target.

Environments
  ${environmentNames().join(', ')}; without one, ENVIRONMENT counts, else development.
  Each is a file in environments (docs/environments.md). One without an address needs --base-url or BASE_URL.

Flags
  --allow-target HOST
                     a host that the environment does not name (ALLOW_TARGET)
  --base-url URL     ${settingRow('baseUrl').meaning} (BASE_URL)
  --output-dir DIR   where the folders of the runs are; default reports (OUTPUT_DIR)
  --older-than D     runs without a folder here count as ended when they began so long ago, e.g. 30m; default ${OLDER_THAN}.
                     Younger ones may be under way on another machine and are left alone
  --dry-run          looks and counts, removes nothing
  -h, --help         prints the usage

It signs in as TEST_USERNAME with TEST_PASSWORD, the test user of the runs (docs/settings.md).

Exit codes
  0 nothing is left that the API could remove   1 something is left, or could not be looked at   (docs/clean-up.md)
`;

/** What the command line of `npm run cleanup` asks for. */
export type CleanUpWish = Omit<TargetCleanUp, 'scenarios' | 'signal' | 'say'> & {
  readonly thresholdsFolder: string | undefined;
};

/**
 * Reads a command line of `npm run cleanup`.
 *
 * @param cwd the caller's folder: a relative --output-dir starts there
 * @returns undefined for `--help`
 * @throws SuiteError (BAD_SETTING, BAD_ENVIRONMENT, TARGET_NOT_ALLOWED), or the error of parseArgs for a flag that does not exist
 */
export function readCleanup(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd: string,
): CleanUpWish | undefined {
  const { values, positionals } = parseFlags({
    args: [...args],
    allowPositionals: true,
    options: {
      'allow-target': { type: 'string' },
      'base-url': { type: 'string' },
      'output-dir': { type: 'string' },
      'older-than': { type: 'string', default: OLDER_THAN },
      'dry-run': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const environments = environmentNames(readSetting(env, 'environmentsFolder'));
  const [named = environments[0] ?? '', ...others] = positionals;
  const [mistake, ...more] = [
    ...mistakesInWord('the environment', named, environments),
    ...mistakesInRest(others),
  ];
  if (mistake !== undefined) throw settingsError([mistake, ...more]);
  const [environment] = positionals;
  const olderThanMs = values['older-than'] === '0' ? 0 : parseDurationMs(values['older-than']);
  if (olderThanMs === undefined)
    throw settingsError([
      { name: '--older-than', found: values['older-than'], right: '0, or such as 30m or 3h' },
    ]);
  const folder = values['output-dir'];
  const asked: NodeJS.ProcessEnv = {
    ...env,
    ...(environment !== undefined && { ENVIRONMENT: environment }),
    ...(values['base-url'] !== undefined && { BASE_URL: values['base-url'] }),
    ...(values['allow-target'] !== undefined && { ALLOW_TARGET: values['allow-target'] }),
    ...(folder !== undefined && { OUTPUT_DIR: resolve(cwd, folder) }),
  };
  const settings = readSettings(asked, { checks: [checkTargetSettings] });
  const target = resolveTarget(settings, readSecrets(asked));
  refuseForbidden(target, undefined, settings);
  return {
    target,
    outputFolder: settings.outputFolder,
    thresholdsFolder: settings.thresholdsFolder,
    olderThanMs,
    dryRun: values['dry-run'],
  };
}
