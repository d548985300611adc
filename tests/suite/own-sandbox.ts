import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { freePort } from '../../lab/shared/free-port.ts';

const START_SCRIPT = resolve(import.meta.dirname, '../../sandbox/start.ts');

/** A sandbox for one test, on a port of its own. */
export interface OwnSandbox {
  readonly url: string;
  /** Its database, to count in. */
  readonly databaseUrl: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/** Starts a sandbox with these settings on a free port that the system gives to nobody else, also while the sandbox restarts. */
export async function startOwnSandbox(settings: Readonly<Record<string, string>> = {}): Promise<OwnSandbox> {
  const { PATH = '', HOME = '', NODE_COMPILE_CACHE = '' } = process.env;
  const PORT = String(await freePort());
  const child = spawn(process.execPath, [START_SCRIPT], {
    env: { PATH, HOME, NODE_COMPILE_CACHE, RATE_LIMIT_ENABLED: 'false', PORT, ...settings },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [message] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`the sandbox ended with code ${code} before it was ready`);
    }),
  ])) as [{ url: string; databaseUrl: string }];
  return {
    url: message.url,
    databaseUrl: message.databaseUrl,
    process: child,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
