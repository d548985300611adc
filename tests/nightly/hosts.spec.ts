import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { checkHosts } from '../../lab/hosts/host-network.ts';
import { readRawSlices } from '../../src/measure/slice-file.ts';
import { latestRun } from '../../src/record/find-run.ts';
import { readRecord } from '../../src/record/read-record.ts';
import { RUN_FILES } from '../../src/record/run-files.ts';
import type { RunFolder } from '../../src/record/run-folder.ts';
import type { RunRecord } from '../../src/record/run-record.ts';
import { type StartedCommand, startCommand } from '../made/started-command.ts';
import { copyRoomyTables } from '../suite/changed-tables.ts';

const TOOL = resolve(import.meta.dirname, '../../lab/hosts/hosts.ts');
const HOSTS = [1, 2, 3, 4];
/** What is asked here is whether the merge trusts the segments, and not how fast a target is next to four generators. */
const TIMES_AS_ROOMY = 100;
const MOST_TRIES = 3;
/** What the merge takes for one beginning: a busy machine lets a host begin late. */
const TOGETHER_MS = 1_000;

/** A host as it was left. */
interface Host {
  readonly folder: RunFolder;
  readonly record: RunRecord;
}

const started: StartedCommand[] = [];

/** Starts the tool, which the test's end ends too: what is interrupted leaves no host behind. */
function startHosts(args: readonly string[], settings: NodeJS.ProcessEnv = {}): StartedCommand {
  const command = startCommand(process.execPath, [TOOL, ...args], settings);
  started.push(command);
  return command;
}

test.afterEach(async () => {
  for (const { child, ended } of started.splice(0)) {
    child.kill('SIGTERM');
    await ended;
  }
});

function whyNoHosts(wantsFaketime: boolean): string {
  try {
    checkHosts(wantsFaketime);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

function skipWithoutHosts(wantsFaketime = false): void {
  test.skip(process.getuid?.() !== 0, 'only root may make network namespaces');
  const why = whyNoHosts(wantsFaketime);
  test.skip(why !== '', why);
}

function namespacesOf(pid: number | undefined): string[] {
  const listed = execFileSync('ip', ['netns', 'list'], { encoding: 'utf8' }).split('\n');
  return listed.filter((line) => line.startsWith(`desk-hosts-${pid}-`));
}

/**
 * Runs the tool, and once more where this machine was too slow for what is asked: a host was not ready in time, or says itself
 * that it did not offer its load.
 */
async function onHosts(...flags: string[]) {
  const THRESHOLDS_DIR = test.info().outputPath('thresholds');
  copyRoomyTables(THRESHOLDS_DIR, TIMES_AS_ROOMY);
  for (let tries = 1; ; tries += 1) {
    const folder = test.info().outputPath(`hosts-${tries}`);
    const load = ['--vus', '12', '--duration', '30s', '--start-in', `${120 * tries}s`];
    const args = [...load, '--output-dir', folder, ...flags];
    const { child, ended, printed } = startHosts(args, { THRESHOLDS_DIR });
    const code = await ended;
    expect(namespacesOf(child.pid), 'namespaces that are left').toEqual([]);
    const logs = HOSTS.map((host) => readFileSync(join(folder, `host-${host}/printed.txt`), 'utf8'));
    const all = [printed(), ...logs].join('\n');
    const isTooSlow = /\[SEGMENT_LATE\]|the load was not offered as planned/.test(all);
    if (isTooSlow && tries < MOST_TRIES) continue;
    const whole = recorded(join(folder, 'whole'), all);
    const hosts = HOSTS.map((host) => recorded(join(folder, `host-${host}`), all));
    return { code, printed: printed(), all, whole: whole.record, hosts };
  }
}

function recorded(outputFolder: string, printed: string): Host {
  const folder = latestRun(outputFolder);
  const record = folder && readRecord(folder);
  if (folder === undefined || record === undefined)
    throw new Error(`found no run with a record in ${outputFolder}; they printed:\n${printed}`);
  return { folder, record };
}

function expectNothingLost(whole: RunRecord, hosts: readonly Host[]): void {
  for (const what of ['sent', 'ok'] as const)
    expect(whole.traffic?.[what], what).toBe(
      hosts.reduce((all, { record }) => all + (record.traffic?.[what] ?? 0), 0),
    );
}

function faultsOf({ segments = [] }: RunRecord): [number, string | undefined][] {
  return segments.map(({ index, fault }) => [index, fault]);
}

test('four hosts make one run: nothing is lost, and the clock of each is stated', async () => {
  skipWithoutHosts();
  const { code, all, whole, hosts } = await onHosts();
  expect(code, all).toBe(0);
  expect(whole).toMatchObject({ outcome: 'pass', vus: 12 });
  expect(faultsOf(whole)).toEqual(HOSTS.map((host) => [host, undefined]));
  expectNothingLost(whole, hosts);
  for (const { clock, lateMs } of whole.segments ?? []) {
    expect(clock.kind).toBe('known');
    expect(Math.abs(lateMs ?? Number.NaN)).toBeLessThan(TOGETHER_MS);
  }
  expect(all).toMatch(/1 began -?\d+ ± \d+ ms late.+2 began .+3 began .+4 began -?\d+ ± \d+ ms late/);
});

test('a host that is cut off in mid-run is named, the whole is invalid, and nothing that was measured is lost', async () => {
  skipWithoutHosts();
  const { code, printed, all, whole, hosts } = await onHosts('--cut-off', '3');
  expect(code, all).toBe(3);
  expect(printed).toMatch(/segment 3 of 4 was cut off from the target: from second (1[3-9]|2\d) to \d\d/);
  expect(faultsOf(whole)).toEqual([
    [1, undefined],
    [2, undefined],
    [3, expect.stringContaining('was cut off from the target')],
    [4, undefined],
  ]);
  expect(whole.reasons.map(({ text }) => text).join(), 'the target was there').not.toContain(
    'the target is gone',
  );
  expectNothingLost(whole, hosts);
  expect(hosts[2]?.record.traffic?.ok, 'of the host before it was cut off').toBeGreaterThan(5);
});

/** When the slices of a host ended by its own clock, and by the target's, in milliseconds since 1970. */
function endsOf({ folder, record }: Host): { readonly own: number[]; readonly target: number[] } {
  const { startedAtMs = Number.NaN } = folder.read<{ startedAtMs: number }>(RUN_FILES.clock) ?? {};
  const { clock } = record.segment ?? {};
  const offsetMs = clock?.kind === 'known' ? clock.offsetMs : Number.NaN;
  const own = readRawSlices(folder.place(RUN_FILES.slices)).map(({ toMs }) => startedAtMs + toMs);
  return { own, target: own.map((ms) => ms + offsetMs) };
}

/** How far the same slices of two hosts ended apart, at most: all close them on one grid. */
function farthestApart(one: readonly number[], other: readonly number[]): number {
  const both = one.slice(0, other.length);
  return Math.max(...both.map((ms, slice) => Math.abs(ms - (other[slice] ?? Number.NaN))));
}

test('a host whose clock is 3 s ahead begins with the others, its slices are theirs, and the merge states what was corrected', async () => {
  skipWithoutHosts(true);
  const { code, printed, all, whole, hosts } = await onHosts('--clock-off', '2=3s');
  expect(code, all).toBe(0);
  expect(faultsOf(whole)).toEqual(HOSTS.map((host) => [host, undefined]));
  expectNothingLost(whole, hosts);
  expect(printed).toMatch(
    /2 began -?\d+ ± \d+ ms late \(by a clock [23]\.\d+ s ahead of the target's, which was corrected\)/,
  );
  const [first, off] = hosts.map(endsOf);
  if (first === undefined || off === undefined) throw new Error('found no slices of two hosts');
  expect(first.own.length).toBeGreaterThan(5);
  expect(farthestApart(first.target, off.target), "by the target's clock").toBeLessThan(TOGETHER_MS);
  expect(farthestApart(first.own, off.own), 'by their own clocks').toBeGreaterThan(3_000 - TOGETHER_MS);
});

test('two calls at the same time do not meet, and Ctrl-C removes all that they made', async () => {
  skipWithoutHosts();
  const calls = [1, 2].map((call) => {
    const folder = test.info().outputPath(`call-${call}`);
    return startHosts(['--start-in', '600s', '--output-dir', folder]);
  });
  for (const { printed } of calls)
    await expect.poll(printed, { timeout: 180_000 }).toContain('Desk Studio sandbox ready');
  for (const { child } of calls) expect(namespacesOf(child.pid)).toHaveLength(6);
  for (const call of [1, 2])
    for (const host of HOSTS)
      await expect
        .poll(() => existsSync(test.info().outputPath(`call-${call}/host-${host}/printed.txt`)))
        .toBe(true);
  for (const { child } of calls) child.kill('SIGINT');
  for (const { child, ended, printed } of calls) {
    expect(await ended, printed()).toBe(1);
    expect(namespacesOf(child.pid)).toEqual([]);
  }
});
