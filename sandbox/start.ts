/** `npm run sandbox`: starts the Desk Studio from environment variables and serves it until a signal stops it. */
import { type RunningSandbox, runSandbox } from './run-sandbox.ts';
import { SettingsError } from './setting-reader.ts';
import { readSettings, type Settings } from './settings.ts';

let sandbox: RunningSandbox | undefined;
let ending = false;

function giveUp(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? codeOf(error) + error.message : String(error)}\n`);
  // Everything open ends with this process; the database's keeper notices that and cleans up.
  process.exit(1);
}

/** In front of what a person reads. A run that started the sandbox has a code for it. */
function codeOf(error: Error): string {
  if (process.connected) return '';
  return error instanceof SettingsError ? '[BAD_SETTING] ' : '[SANDBOX_FAILED] ';
}

async function end(): Promise<void> {
  // A second signal ends the process immediately. The database's keeper still cleans up.
  if (ending) process.exit(1);
  ending = true;
  await sandbox?.close();
  process.exit(0);
}

process.on('SIGINT', end);
process.on('SIGTERM', end);
process.on('SIGHUP', end);
// The process that started the sandbox over this channel has ended, so nothing else would stop the sandbox.
process.on('disconnect', end);
process.on('uncaughtException', (error) => giveUp(error.stack ?? error));

try {
  const settings = readSettings(process.env);
  sandbox = await runSandbox(settings, (reason) =>
    giveUp(new Error(`The sandbox lost its database: ${reason}`)),
  );
  process.stdout.write(`${readyLine(sandbox, settings)}\n`);
  process.send?.({ type: 'ready', url: sandbox.url, databaseUrl: sandbox.database.url });
} catch (error) {
  giveUp(error);
}

/** One line for a started sandbox: its address, start time, database, store and rows. */
function readyLine(
  { url, database, counts, startedInMs }: Pick<RunningSandbox, 'url' | 'database' | 'counts' | 'startedInMs'>,
  settings: Pick<Settings, 'redisUrl' | 'rateLimits'>,
): string {
  const rows = Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
  const store = settings.redisUrl === undefined ? 'in-process store' : 'Redis';
  const limits = settings.rateLimits.enabled ? '' : '; rate limits off';
  const seconds = (startedInMs / 1000).toFixed(1);
  return `Desk Studio sandbox ready at ${url} in ${seconds} s (${database.description}; ${store}; ${rows}${limits})`;
}
