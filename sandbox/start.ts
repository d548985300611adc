/** `npm run sandbox`: starts the Desk Studio from environment variables and serves it until it is told to end. */
import { readyLine } from './ready-line.ts';
import { type RunningSandbox, runSandbox } from './run-sandbox.ts';
import { readSettings } from './settings.ts';

let sandbox: RunningSandbox | undefined;
let ending = false;

function giveUp(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  // Whatever is open ends with this process; the database's keeper notices and cleans up.
  process.exit(1);
}

async function end(): Promise<void> {
  // Asked twice: at once. The database's keeper cleans up all the same.
  if (ending) process.exit(1);
  ending = true;
  await sandbox?.close();
  process.exit(0);
}

process.on('SIGINT', end);
process.on('SIGTERM', end);
process.on('SIGHUP', end);
// Whoever started the sandbox with a channel is gone: nobody will end it any more.
process.on('disconnect', end);
process.on('uncaughtException', (error) => giveUp(error.stack ?? error));

try {
  const settings = readSettings(process.env);
  sandbox = await runSandbox(settings, (reason) => giveUp(`The sandbox lost its database: ${reason}`));
  process.stdout.write(`${readyLine(sandbox, settings)}\n`);
  process.send?.({ type: 'ready', url: sandbox.url, databaseUrl: sandbox.database.url });
} catch (error) {
  giveUp(error);
}
