import type { Secret } from '../settings/secret.ts';
import type { Secrets, Settings } from '../settings/settings.ts';
import type { Target } from '../target/environments/target.ts';
import type { Collector } from './collector.ts';
import { gatewayCollector } from './gateway.ts';
import { kubernetesCollector } from './kubernetes.ts';
import { postgresCollector } from './postgres.ts';
import { type PprofOptions, pprofCollector } from './pprof.ts';
import { prometheusCollector } from './prometheus.ts';
import { redisCollector } from './redis.ts';

/** What there is to ask. */
export interface EvidenceAccess {
  readonly target: Pick<Target, 'baseUrl' | 'tlsVerify'>;
  readonly settings: Pick<Settings, 'kubeNamespace' | 'pprofUrl'>;
  readonly secrets: Pick<Secrets, 'databaseUrl' | 'redisUrl' | 'prometheusUrl'>;
  /** The database of the embedded Desk Studio, where the run started it. */
  readonly embeddedDatabaseUrl: Secret | undefined;
  readonly save: PprofOptions['save'];
}

/**
 * The collectors of a run: of the gateway, of what the settings give access to, and of the database of an embedded Desk
 * Studio.
 */
export function collectorsFor(access: EvidenceAccess): Collector[] {
  const { target, settings, secrets, embeddedDatabaseUrl, save } = access;
  const { tlsVerify } = target;
  const { kubeNamespace: namespace, pprofUrl } = settings;
  const database = embeddedDatabaseUrl ?? secrets.databaseUrl;
  const when = <Value>(value: Value | undefined, make: (value: Value) => Collector) =>
    value === undefined ? [] : [make(value)];
  return [
    gatewayCollector(target),
    ...when(database, (url) => postgresCollector(url.reveal())),
    ...when(secrets.redisUrl, (url) => redisCollector(url.reveal())),
    ...when(secrets.prometheusUrl, (url) => prometheusCollector(url.reveal(), { tlsVerify, namespace })),
    ...when(namespace, kubernetesCollector),
    ...when(pprofUrl, (url) => pprofCollector(url, { tlsVerify, save })),
  ];
}
