import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../src/base/attempt.ts';
import { timeInName } from '../../src/base/format.ts';
import { latestRun } from '../../src/record/find-run.ts';
import { runTool } from '../shared/command-line.ts';
import { checkHosts, HostNetwork } from './host-network.ts';
import { HOSTS, HOSTS_USAGE, type HostsWish, readHostsFlags } from './hosts-flags.ts';
import { runSegment } from './run-segment.ts';
import { startTarget } from './target-host.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const ALL_HOSTS = Array.from({ length: HOSTS }, (_, index) => index + 1);

await runTool(HOSTS_USAGE, readHostsFlags, runOnHosts);

async function runOnHosts(wish: HostsWish): Promise<void> {
  checkHosts(wish.clockOff !== undefined);
  const network = new HostNetwork(HOSTS);
  process.once('exit', () => network.remove());
  const folder = resolve(
    wish.outputFolder ?? join('reports/hosts', `${timeInName(new Date())}-${process.pid}`),
  );
  const folders = await measured(network, wish, folder);
  const code = await merge(folders, join(folder, 'whole'));
  process.exitCode ??= code;
}

/** Makes the hosts, runs a segment on each, and removes the hosts. Returns the folders of the runs that began. */
async function measured(network: HostNetwork, wish: HostsWish, folder: string): Promise<string[]> {
  let target: Awaited<ReturnType<typeof startTarget>> | undefined;
  const end = async () => {
    for (const host of ALL_HOSTS) network.kill(host);
    await target?.stop();
    network.remove();
  };
  let isInterrupted = false;
  const interrupt = () => {
    isInterrupted = true;
    console.error('hosts: stopping, and removing the hosts');
    void end().finally(() => process.exit(1));
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    network.make();
    target = await startTarget(network);
    console.log(`hosts: ${target.ready}`);
    const folders = await runSegments(network, wish, folder);
    // The process ends when all is removed: nothing may be merged until then.
    return isInterrupted ? await new Promise<never>(() => undefined) : folders;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await end();
  }
}

async function runSegments(network: HostNetwork, wish: HostsWish, folder: string): Promise<string[]> {
  const startAtMs = Date.now() + wish.startInMs;
  const ended = new AbortController();
  const cut = cutOffInTime(network, wish, startAtMs, ended.signal);
  const runs = ALL_HOSTS.map(async (host) => {
    const outputFolder = join(folder, `host-${host}`);
    const { code, log } = await runSegment(network, host, { ...wish, startAtMs, outputFolder });
    console.log(`hosts: host ${host} ended with exit code ${code ?? 'none, by a signal'} (${log})`);
    return latestRun(outputFolder)?.path ?? [];
  });
  const folders = await Promise.all(runs);
  ended.abort();
  await cut;
  return folders.flat();
}

/** Pulls the cable when half of the traffic is over. */
async function cutOffInTime(
  network: HostNetwork,
  { cutOff, durationMs }: HostsWish,
  startAtMs: number,
  signal: AbortSignal,
): Promise<void> {
  if (cutOff === undefined) return;
  const atMs = startAtMs + durationMs / 2;
  try {
    await sleep(atMs - Date.now(), undefined, { signal });
    network.cutOff(cutOff);
    console.log(
      `hosts: cut host ${cutOff} off ${((Date.now() - startAtMs) / 1000).toFixed(1)} s after START_AT`,
    );
  } catch (error) {
    console.error(`hosts: host ${cutOff} was not cut off: ${messageOf(error)}`);
    // What was to be tried was not.
    process.exitCode = 1;
  }
}

/** Merges the runs as a user does. Returns the exit code. */
async function merge(folders: readonly string[], outputFolder: string): Promise<number> {
  console.log(`hosts: npm run merge -- ${folders.join(' ')}`);
  const args = [join(PROJECT, 'scripts/merge.ts'), ...folders, '--output-dir', outputFolder];
  const [code] = (await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit')) as [number | null];
  console.log(`hosts: the merge ended with exit code ${code ?? 'none, by a signal'}`);
  return code ?? 1;
}
