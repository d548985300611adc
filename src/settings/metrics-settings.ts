import { SuiteError } from '../base/suite-error.ts';
import { Secret } from './secret.ts';
import { readUrl, settingText } from './setting-readers.ts';

/** Where a run's metrics can be had while it is on. */
export interface MetricsSettings {
  /** METRICS_PORT and METRICS_HOST: where they can be fetched; undefined: nowhere. */
  readonly endpoint: { readonly host: string; readonly port: number } | undefined;
  /** PUSHGATEWAY_URL, with PUSHGATEWAY_USERNAME and PUSHGATEWAY_PASSWORD: where they are sent to. */
  readonly push: PushSettings | undefined;
}

export interface PushSettings {
  readonly url: string;
  readonly account: { readonly username: string; readonly password: Secret } | undefined;
}

/**
 * Reads the settings of the metrics.
 * @returns undefined when nobody asked for any
 * @throws SuiteError naming the first setting with a bad value; no secret is in it
 */
export function readMetricsSettings(env: NodeJS.ProcessEnv): MetricsSettings | undefined {
  const endpoint = readEndpoint(env);
  const push = readPush(env);
  return endpoint === undefined && push === undefined ? undefined : { endpoint, push };
}

function readEndpoint(env: NodeJS.ProcessEnv): MetricsSettings['endpoint'] {
  const port = settingText(env, 'METRICS_PORT');
  const host = settingText(env, 'METRICS_HOST');
  if (port === undefined) {
    if (host !== undefined) complain('METRICS_HOST', JSON.stringify(host), 'nothing without METRICS_PORT');
    return undefined;
  }
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    complain('METRICS_PORT', JSON.stringify(port), 'a port from 1 to 65535, or 0 for one that is free');
  return { host: host ?? '127.0.0.1', port: Number(port) };
}

function readPush(env: NodeJS.ProcessEnv): PushSettings | undefined {
  const text = settingText(env, 'PUSHGATEWAY_URL');
  const username = settingText(env, 'PUSHGATEWAY_USERNAME');
  // Not trimmed: a password may begin or end with a space.
  const password = env.PUSHGATEWAY_PASSWORD || undefined;
  if ((username === undefined) !== (password === undefined))
    complain(
      'PUSHGATEWAY_USERNAME and PUSHGATEWAY_PASSWORD',
      `only ${username === undefined ? 'the password' : 'the username'}`,
      'both or neither',
    );
  if (text === undefined) {
    if (username !== undefined)
      complain('PUSHGATEWAY_USERNAME', JSON.stringify(username), 'nothing without PUSHGATEWAY_URL');
    return undefined;
  }
  const url = readUrl('PUSHGATEWAY_URL', text, ['http:', 'https:'], complain);
  if (url === undefined) return undefined;
  const hasAccount = username !== undefined && password !== undefined;
  return { url, account: hasAccount ? { username, password: new Secret(password) } : undefined };
}

function complain(checked: string, found: string, right: string): never {
  throw new SuiteError('BAD_SETTING', { checked, found, right });
}
