import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { SuiteError } from '../base/suite-error.ts';
import { type Priority, priorityOf, setPriorityOf } from '../measure/measurer-priority.ts';
import { processTree } from '../measure/process-tree.ts';
import { Secret } from '../settings/secret.ts';

const START_SCRIPT = resolve(import.meta.dirname, '../../sandbox/start.ts');
const READY_WITHIN_MS = 30_000;
const STOPPED_WITHIN_MS = 5_000;
const AFTER_THE_MEASURER = { nice: -5, groupNice: -5 };

/** A sandbox that this process started and has to stop. */
export interface EmbeddedSandbox {
  /** Of its process. */
  readonly pid: number;
  /** What the system permitted. */
  readonly priority: Priority;
  /** FAULTS, as they were set; undefined where none are: what is measured then is not what the target is like. */
  readonly faults: string | undefined;
  /** Its database, with the password. */
  readonly databaseUrl: Secret;
  stop(): Promise<void>;
}

/**
 * Starts the embedded Desk Studio on a port of this machine. It is a separate process, and the suite talks to it by HTTP
 * only. Its rate limits are off unless RATE_LIMIT_ENABLED says otherwise: they would cap every burst.
 *
 * @param settings of the sandbox, before those of the environment
 * @param environment that of this process by default
 * @throws SuiteError with what the sandbox itself said, when it does not come up
 */
export async function startSandbox(
  port: number,
  settings: Readonly<Record<string, string>> = {},
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<EmbeddedSandbox> {
  const child = spawn(process.execPath, [START_SCRIPT], {
    env: {
      ...environment,
      // Empty counts as not set, and the sandbox's own default is to limit.
      RATE_LIMIT_ENABLED: environment.RATE_LIMIT_ENABLED?.trim() || 'false',
      ...settings,
      PORT: String(port),
    },
    // A separate process group: Ctrl-C in the terminal goes to the run, which stops the sandbox when it has finished.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2_000);
  });
  const stop = () => stopChild(child);
  const kill = () => child.kill('SIGTERM');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  try {
    const databaseUrl = new Secret(await ready(child));
    standForOwnMachine(child);
    const faults = (settings.FAULTS ?? environment.FAULTS) || undefined;
    const { pid = 0 } = child;
    return { pid, stop, priority: priorityOf(pid), databaseUrl, faults };
  } catch (error) {
    await stop();
    throw new SuiteError('SANDBOX_FAILED', {
      checked: `starting the sandbox on port ${port}`,
      found: `${error instanceof Error ? error.message : String(error)}${said === '' ? '' : `; it said: ${said.trim().replaceAll(/\s+/g, ' ').replace(/\.$/, '')}`}`,
      right: `a free port, and a sandbox that is ready within ${READY_WITHIN_MS / 1000} s (npm run sandbox shows more)`,
    });
  }
}

/**
 * A real target has its own cores; this one shares them with the browsers that measure it. Where the system permits it (for
 * root), the sandbox and its database go before the browsers and after the generator. Each session of theirs is a scheduling
 * group.
 */
function standForOwnMachine({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  for (const each of processTree(pid)) setPriorityOf(each, AFTER_THE_MEASURER);
}

/** Resolves with the address of its database. */
function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolveReady, reject) => {
    const timer = setTimeout(() => reject(new Error('it was not ready in time')), READY_WITHIN_MS);
    child.once('message', (message: { readonly databaseUrl: string }) => {
      clearTimeout(timer);
      resolveReady(message.databaseUrl);
    });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      reject(new Error(`it ended with ${signal ?? `code ${code}`}`));
    });
    child.once('error', reject);
  });
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolveEnded) => child.once('exit', () => resolveEnded()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN_MS);
  await ended;
  clearTimeout(timer);
}
