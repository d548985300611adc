import type { Secret } from './secret.ts';
import type { Secrets, Settings } from './settings.ts';

/** Where a run's metrics can be had while it is on. */
export interface MetricsSettings {
  /** Where they can be fetched; undefined: nowhere. */
  readonly endpoint: { readonly host: string; readonly port: number } | undefined;
  /** Where they are sent to; undefined: nowhere. */
  readonly push: PushSettings | undefined;
}

export interface PushSettings {
  readonly url: string;
  readonly account: { readonly username: string; readonly password: Secret } | undefined;
}

type AskedMetrics = Pick<Settings, 'metricsPort' | 'metricsHost' | 'pushgatewayUrl' | 'pushgatewayUsername'>;

/** What the settings ask for; undefined when that is nothing. */
export function metricsSettings(
  { metricsPort, metricsHost, pushgatewayUrl, pushgatewayUsername: username }: AskedMetrics,
  { pushgatewayPassword: password }: Pick<Secrets, 'pushgatewayPassword'>,
): MetricsSettings | undefined {
  if (metricsPort === undefined && pushgatewayUrl === undefined) return undefined;
  const account = username === undefined || password === undefined ? undefined : { username, password };
  return {
    endpoint: metricsPort === undefined ? undefined : { host: metricsHost, port: metricsPort },
    push: pushgatewayUrl === undefined ? undefined : { url: pushgatewayUrl, account },
  };
}
