import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NO_ENV_FILE } from '../../src/settings/env-file.ts';
import type { HostNetwork } from './host-network.ts';
import { type ClockOff, HOSTS, type HostsWish } from './hosts-flags.ts';

const PROJECT = resolve(import.meta.dirname, '../..');

/** What all segments have in common, and where this one's run goes. */
export interface SegmentWish extends Pick<HostsWish, 'vus' | 'durationMs' | 'clockOff'> {
  readonly startAtMs: number;
  readonly outputFolder: string;
}

/**
 * Runs a host's segment of a smoke to its end, as a user would on a machine.
 *
 * @returns the exit code, null after a signal, and the file with all that it printed
 */
export async function runSegment(
  network: HostNetwork,
  host: number,
  wish: SegmentWish,
): Promise<{ readonly code: number | null; readonly log: string }> {
  const { outputFolder } = wish;
  mkdirSync(outputFolder, { recursive: true });
  const log = join(outputFolder, 'printed.txt');
  const command = [...clockCommand(host, wish.clockOff), join(PROJECT, 'scripts/run-load-tests.sh')];
  const child = spawn(...network.onHost(host, [...command, ...segmentFlags(network, host, wish)]), {
    cwd: PROJECT,
    env: { ...process.env, ENV_FILE: NO_ENV_FILE },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A Ctrl-C is for the tool, which removes the hosts with everything on them.
    detached: true,
  });
  const file = createWriteStream(log);
  for (const stream of [child.stdout, child.stderr]) stream.pipe(file, { end: false });
  const [code] = (await once(child, 'close')) as [number | null];
  file.end();
  return { code, log };
}

/** The command line of a host. The target is not on loopback, so it needs `--allow-target`, and budgets apply. */
function segmentFlags(
  { target: { address, port } }: HostNetwork,
  host: number,
  { vus, durationMs, startAtMs, outputFolder }: SegmentWish,
): string[] {
  const target = `${address}:${port}`;
  return [
    ...['smoke', 'development', '--base-url', `http://${target}`, '--allow-target', target],
    ...['--segment', `${host}/${HOSTS}`, '--start-at', new Date(startAtMs).toISOString()],
    ...['--vus', String(vus), '--duration', `${durationMs}ms`],
    ...['--journeys', 'none', '--output-dir', outputFolder],
  ];
}

/** All namespaces share one clock. faketime changes the wall clock of one command; its monotonic clock stays. */
function clockCommand(host: number, clockOff: ClockOff | undefined): string[] {
  if (clockOff?.host !== host) return [];
  const { byMs } = clockOff;
  return ['faketime', '-m', '--exclude-monotonic', '-f', `${byMs < 0 ? '' : '+'}${byMs / 1000}s`];
}
