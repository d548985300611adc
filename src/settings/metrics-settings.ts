import type { Secrets, Settings } from './settings.ts';

/** Where a run's metrics can be had while it is on. */
export type MetricsSettings = NonNullable<ReturnType<typeof metricsSettings>>;

export type PushSettings = NonNullable<MetricsSettings['push']>;

type AskedMetrics = Pick<Settings, 'metricsPort' | 'metricsHost' | 'pushgatewayUrl' | 'pushgatewayUsername'>;

/** What the settings ask for; undefined when that is nothing. */
export function metricsSettings(
  { metricsPort, metricsHost, pushgatewayUrl, pushgatewayUsername: username }: AskedMetrics,
  { pushgatewayPassword: password }: Pick<Secrets, 'pushgatewayPassword'>,
) {
  if (metricsPort === undefined && pushgatewayUrl === undefined) return undefined;
  const account = username === undefined || password === undefined ? undefined : { username, password };
  return {
    /** Where they can be fetched; undefined: nowhere. */
    endpoint: metricsPort === undefined ? undefined : { host: metricsHost, port: metricsPort },
    /** Where they are sent to; undefined: nowhere. */
    push: pushgatewayUrl === undefined ? undefined : { url: pushgatewayUrl, account },
  };
}
