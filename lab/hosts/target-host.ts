import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HostNetwork } from './host-network.ts';

const SANDBOX = resolve(import.meta.dirname, '../../sandbox/start.ts');
const ENDS_WITHIN_MS = 15_000;

/** A Desk Studio that runs on its own host. */
export interface TargetHost {
  /** The line that it prints when it is ready. */
  readonly ready: string;
  stop(): Promise<void>;
}

/**
 * Starts the Desk Studio, with its database, on the host of the target. Its limits by address would refuse the load of one
 * machine.
 *
 * @throws Error when it ends before it is ready
 */
export async function startTarget(network: HostNetwork): Promise<TargetHost> {
  const { address, port } = network.target;
  const child = spawn(...network.onHost(0, [process.execPath, SANDBOX]), {
    env: { ...process.env, HOST: address, PORT: String(port), RATE_LIMIT_ENABLED: 'false' },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const ready = Promise.withResolvers<string>();
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    if (printed.includes('\n')) ready.resolve(printed.trim());
  });
  child.once('exit', (code) =>
    ready.reject(new Error(`target: the sandbox ended before it was ready (exit code ${code})`)),
  );
  return { ready: await ready.promise, stop: () => stop(child) };
}

/** Ends the sandbox with SIGTERM, so that it stops its database too. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await Promise.race([exit, sleep(ENDS_WITHIN_MS, undefined, { ref: false })]);
}
