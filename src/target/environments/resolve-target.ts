import type { Reading } from '../../settings/contradictions.ts';
import { readSecrets, readSettings } from '../../settings/read-settings.ts';
import type { Secrets, Settings } from '../../settings/settings.ts';
import { operations, sockets } from '../catalogue.ts';
import { describeIdlePatterns, matchPatterns } from '../select-operations.ts';
import { socketMeasures } from '../socket-measures.ts';
import { environments } from './environments.ts';
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
  const { environment } = values;
  // A wrong name of an environment must not add a complaint about an environment that nobody asked for.
  if (environment !== undefined && environments[environment].baseUrl === undefined && !isMade('baseUrl'))
    complain(
      'baseUrl',
      `nothing, and ${environment} has no address by default`,
      'the address of its gateway',
    );
}

/** The target that checked settings describe. */
export function resolveTarget(settings: Settings, { testPassword }: Pick<Secrets, 'testPassword'>): Target {
  const environment = environments[settings.environment];
  const baseUrl = settings.baseUrl ?? environment.baseUrl ?? '';
  const socketOrigin = baseUrl.replace(/^http/, 'ws');
  return {
    environment: settings.environment,
    baseUrl,
    baseUrlIsDefault: settings.baseUrl === undefined,
    uiBaseUrl: settings.uiBaseUrl ?? baseUrl,
    socketUrls: {
      'messaging.connect': settings.messagingSocketUrl ?? `${socketOrigin}/ws/messaging`,
      'showroom.connect': settings.showroomSocketUrl ?? `${socketOrigin}/ws/showroom`,
    },
    account: { email: settings.testUsername, password: testPassword },
    dealershipId: settings.dealershipId,
    debug: settings.debug,
    tlsVerify: settings.tlsVerify,
    overrides: environment.overrides,
    offered: settings.offered === undefined ? [] : [...matchPatterns(settings.offered, NAMED_BY.offered).ids],
    ownSystem: environment.ownSystem,
  };
}

/**
 * The target that an environment's variables describe.
 * @throws SuiteError (BAD_SETTING) that names every setting that cannot be used
 */
export function readTarget(env: NodeJS.ProcessEnv): Target {
  return resolveTarget(readSettings(env, { checks: [checkTargetSettings] }), readSecrets(env));
}
