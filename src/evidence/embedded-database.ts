import { Secret } from '../settings/secret.ts';
import type { Secrets } from '../settings/settings.ts';

/** Name of the variable with the address of an embedded Desk Studio's database, for the processes of a run. */
const VARIABLE = 'DESK_STUDIO_EMBEDDED_DATABASE';

/** Names the database of the embedded Desk Studio to this process, and to those that it starts from now on. */
export function shareEmbeddedDatabase(url: Secret): void {
  process.env[VARIABLE] = url.reveal();
}

/** Ends what {@link shareEmbeddedDatabase} began: a test server starts another run in the same process. */
export function forgetEmbeddedDatabase(): void {
  delete process.env[VARIABLE];
}

/** The database of a run's target, as far as it can be asked: of the embedded Desk Studio, or that of DATABASE_URL. */
export function databaseOfRun(
  { databaseUrl }: Pick<Secrets, 'databaseUrl'>,
  environment: NodeJS.ProcessEnv = process.env,
): Secret | undefined {
  const embedded = environment[VARIABLE];
  return embedded === undefined ? databaseUrl : new Secret(embedded);
}
