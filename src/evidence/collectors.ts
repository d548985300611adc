import type { Secret } from '../settings/secret.ts';
import type { Secrets } from '../settings/settings.ts';
import type { Collector } from './collector.ts';
import { postgresCollector } from './postgres.ts';

/** What there is to ask. */
export interface EvidenceAccess extends Pick<Secrets, 'databaseUrl'> {
  /** The database of the embedded Desk Studio, where the run started it. */
  readonly embeddedDatabaseUrl: Secret | undefined;
}

/** The collectors of a run: of what the settings give access to, and of what the embedded Desk Studio has. */
export function collectorsFor({ databaseUrl, embeddedDatabaseUrl }: EvidenceAccess): Collector[] {
  const database = embeddedDatabaseUrl ?? databaseUrl;
  return [...(database === undefined ? [] : [postgresCollector(database.reveal())])];
}
