import { type ErrorParts, SuiteError } from '../../base/suite-error.ts';
import { Secret } from '../../settings/secret.ts';
import { type Complain, readSwitch, readUrl, readWord, settingText } from '../../settings/setting-readers.ts';
import { operations, sockets } from '../catalogue.ts';
import { describeIdlePatterns, matchPatterns } from '../select-operations.ts';
import { ENVIRONMENT_NAMES, type Environment } from './environment.ts';
import { environments } from './environments.ts';
import type { Target } from './target.ts';

const DEFAULT_EMAIL = 'loadtest@example.com';
const DEFAULT_PASSWORD = 'LoadTest123!';
const EMAIL = /^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The target that the settings describe: ENVIRONMENT, BASE_URL, TEST_USERNAME, TEST_PASSWORD and DEBUG as in the
 * guide, and UI_BASE_URL, WS_MESSAGING_URL, WS_SHOWROOM_URL, DEALERSHIP_ID, OFFERED, TLS_VERIFY.
 *
 * @param env usually `process.env`; a setting that is missing or empty takes its default
 * @throws SuiteError that names every setting with a bad value: what was found, what would be right. No secret is in it.
 */
export function resolveTarget(env: NodeJS.ProcessEnv): Target {
  const problems: ErrorParts[] = [];
  const complain: Complain = (checked, found, right) => {
    problems.push({ checked, found, right });
  };

  const name = readWord(
    'ENVIRONMENT',
    settingText(env, 'ENVIRONMENT') ?? 'development',
    ENVIRONMENT_NAMES,
    complain,
  );
  const environment: Environment = environments[name ?? 'development'];
  // A wrong environment name must not add complaints about an environment that nobody asked for.
  const baseUrl = name === undefined ? environment.baseUrl : readBaseUrl(env, environment, complain);
  const uiText = settingText(env, 'UI_BASE_URL');
  const email = settingText(env, 'TEST_USERNAME') ?? DEFAULT_EMAIL;
  if (!EMAIL.test(email)) complain('TEST_USERNAME', JSON.stringify(email), 'an e-mail address');
  const dealershipId = settingText(env, 'DEALERSHIP_ID');
  if (dealershipId !== undefined && !UUID.test(dealershipId)) {
    complain('DEALERSHIP_ID', JSON.stringify(dealershipId), 'a UUID');
  }

  const tlsText = settingText(env, 'TLS_VERIFY');
  const target: Target = {
    environment: environment.name,
    baseUrl: baseUrl ?? '',
    baseUrlIsDefault: settingText(env, 'BASE_URL') === undefined,
    uiBaseUrl:
      (uiText === undefined ? undefined : readUrl('UI_BASE_URL', uiText, ['http:', 'https:'], complain)) ??
      baseUrl ??
      '',
    socketUrls: {
      'messaging.connect': readSocketUrl(env, 'WS_MESSAGING_URL', baseUrl, '/ws/messaging', complain),
      'showroom.connect': readSocketUrl(env, 'WS_SHOWROOM_URL', baseUrl, '/ws/showroom', complain),
    },
    // Not trimmed: a password may begin or end with a space.
    account: { email, password: new Secret(env.TEST_PASSWORD || DEFAULT_PASSWORD) },
    dealershipId: dealershipId?.toLowerCase(),
    debug: readDebug(env, complain),
    tlsVerify:
      (tlsText === undefined ? undefined : readSwitch('TLS_VERIFY', tlsText, complain)) ??
      environment.tlsVerify,
    overrides: environment.overrides,
    offered: readOffered(env, complain),
    ownSystem: environment.ownSystem,
  };
  const [first, ...others] = problems;
  if (first !== undefined)
    throw new SuiteError('BAD_SETTING', others.length === 0 ? first : listed(problems));
  return target;
}

function listed(problems: readonly ErrorParts[]): ErrorParts {
  return {
    checked: `the settings ${problems.map(({ checked }) => checked).join(', ')}`,
    found: problems.map(({ checked, found }) => `${checked} ${found}`).join('; '),
    right: problems.map(({ checked, right }) => `${checked} ${right}`).join('; '),
  };
}

function readBaseUrl(
  env: NodeJS.ProcessEnv,
  environment: Environment,
  complain: Complain,
): string | undefined {
  const text = settingText(env, 'BASE_URL') ?? environment.baseUrl;
  if (text === undefined) {
    complain(
      'BASE_URL',
      `nothing, and ENVIRONMENT=${environment.name} has no address of its own`,
      'its address',
    );
    return undefined;
  }
  return readUrl('BASE_URL', text, ['http:', 'https:'], complain);
}

function readSocketUrl(
  env: NodeJS.ProcessEnv,
  name: string,
  baseUrl: string | undefined,
  path: string,
  complain: Complain,
): string {
  const text = settingText(env, name);
  if (text !== undefined) return readUrl(name, text, ['ws:', 'wss:'], complain) ?? '';
  return baseUrl === undefined ? '' : `${baseUrl.replace(/^http/, 'ws')}${path}`;
}

/** Playwright reads DEBUG too (`pw:api`): such a list of names is not for the suite. */
function readDebug(env: NodeJS.ProcessEnv, complain: Complain): boolean {
  const text = settingText(env, 'DEBUG');
  if (text === undefined || /[:*]/.test(text)) return false;
  return readSwitch('DEBUG', text, complain) ?? false;
}

function readOffered(env: NodeJS.ProcessEnv, complain: Complain): readonly string[] {
  const text = settingText(env, 'OFFERED');
  if (text === undefined) return [];
  const allIds = [...operations, ...sockets].map(({ id }) => id);
  const { ids, idle } = matchPatterns(text, allIds);
  if (idle.length > 0) {
    complain('OFFERED', describeIdlePatterns(idle, allIds), 'ids or patterns with *, separated by commas');
  }
  return [...ids];
}
