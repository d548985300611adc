import type { Reading } from '../../settings/contradictions.ts';
import { readSecrets, readSettings } from '../../settings/read-settings.ts';
import type { Secrets, Settings } from '../../settings/settings.ts';
import { operations, sockets } from '../catalogue.ts';
import { describeIdlePatterns, matchPatterns } from '../select-operations.ts';
import { socketMeasures } from '../socket-measures.ts';
import type { Environment } from './environments.ts';
import { environmentNames, loadEnvironments } from './load-environments.ts';
import { checkMayRun } from './may-run.ts';
import type { Target } from './target.ts';

const idsOf = (named: readonly { readonly id: string }[]) => named.map(({ id }) => id);
/** What the patterns of these settings can name. */
const NAMED_BY = {
  operations: idsOf([...operations, ...socketMeasures]),
  offered: idsOf([...operations, ...sockets]),
} as const;

/** Checks settings against the environments and the catalogue of operations. */
export function checkTargetSettings({ values, isMade, complain }: Reading): void {
  for (const key of ['operations', 'offered'] as const) {
    const { idle } = matchPatterns(values[key] ?? '', NAMED_BY[key]);
    if (idle.length > 0)
      complain(
        key,
        describeIdlePatterns(idle, NAMED_BY[key]),
        'ids or patterns with *, separated by commas, e.g. deals.*,tax.calculate',
      );
  }
  const { environment: name, environmentsFolder } = values;
  // A wrong name of an environment must not add a complaint about an environment that nobody asked for.
  if (name === undefined) return;
  const environment = loadEnvironments(environmentsFolder).get(name);
  if (environment === undefined) {
    const names = new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(
      environmentNames(environmentsFolder),
    );
    complain('environment', JSON.stringify(name), names);
  } else if (environment.baseUrl === undefined && !isMade('baseUrl'))
    complain('baseUrl', `nothing, and ${name} has no address by default`, 'the address of its gateway');
}

/** The target that checked settings describe. */
export function resolveTarget(settings: Settings, { testPassword }: Pick<Secrets, 'testPassword'>): Target {
  const environment = environmentOf(settings);
  // A setting wins over the environment's file, for the other addresses too: they follow from the gateway's.
  const own = settings.baseUrl === undefined ? environment : undefined;
  const baseUrl = settings.baseUrl ?? withoutSlash(environment.baseUrl) ?? '';
  const socketOrigin = baseUrl.replace(/^http/, 'ws');
  return {
    environment: settings.environment,
    baseUrl,
    baseUrlIsDefault: settings.baseUrl === undefined,
    uiBaseUrl: settings.uiBaseUrl ?? withoutSlash(own?.uiBaseUrl) ?? baseUrl,
    socketUrls: {
      'messaging.connect':
        settings.messagingSocketUrl ??
        withoutSlash(own?.messagingSocketUrl) ??
        `${socketOrigin}/ws/messaging`,
      'showroom.connect':
        settings.showroomSocketUrl ?? withoutSlash(own?.showroomSocketUrl) ?? `${socketOrigin}/ws/showroom`,
    },
    account: { email: settings.testUsername, password: testPassword },
    dealershipId: settings.dealershipId,
    debug: settings.debug,
    tlsVerify: settings.tlsVerify,
    overrides: environment.operations ?? {},
    offered: settings.offered === undefined ? [] : [...matchPatterns(settings.offered, NAMED_BY.offered).ids],
    ownSystem: environment.ownSystem,
    budgets: environment.budgets,
  };
}

function withoutSlash(address: string | undefined): string | undefined {
  return address?.replace(/\/+$/, '');
}

/**
 * Refuses what the environment of this target does not allow there.
 *
 * @param scenario undefined for a command that puts no load on the target
 * @returns whether the run may write
 * @throws SuiteError (TARGET_NOT_ALLOWED, SCENARIO_NOT_ALLOWED)
 */
export function refuseForbidden(
  target: Target,
  scenario: string | undefined,
  {
    allowTarget = [],
    allowProductionWrites,
    environmentsFolder,
  }: Pick<Settings, 'allowTarget' | 'allowProductionWrites' | 'environmentsFolder'>,
): { readonly writes: boolean } {
  const asked = { target, scenario, allowTarget, allowProductionWrites };
  return checkMayRun(asked, loadEnvironments(environmentsFolder));
}

/** The environment that checked settings name. */
function environmentOf({
  environment,
  environmentsFolder,
}: Pick<Settings, 'environment' | 'environmentsFolder'>): Environment {
  const found = loadEnvironments(environmentsFolder).get(environment);
  if (found === undefined) throw new Error(`environments: ${environment} is not there any more`);
  return found;
}

/**
 * The target that an environment's variables describe.
 * @throws SuiteError (BAD_SETTING) that names every setting that cannot be used
 */
export function readTarget(env: NodeJS.ProcessEnv): Target {
  return resolveTarget(readSettings(env, { checks: [checkTargetSettings] }), readSecrets(env));
}
