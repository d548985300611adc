import { setTimeout as sleep } from 'node:timers/promises';
import { readTreeUsage, type TreeUsage } from '../../../src/measure/process-tree.ts';
import type { BenchServer, ServerTruth } from '../server/bench-server.ts';
import type { Job, Subject } from '../subjects/subject.ts';
import type { SubjectReport } from '../subjects/subject-shape.ts';
import { type RunningCommand, runCommand } from './run-command.ts';

const LOOK_EVERY_MS = 100;
/** For a tool's own start and end: thousands of users of some tools take half a minute to be made. */
const LIMIT_BEYOND_SECONDS = 60;
/** Share of the run that is left out at its beginning: code is being compiled, connections are being opened. */
const WARM_UP_SHARE = 0.3;
/** The last look is this long before the planned end, when all connections are still at work. */
const BEFORE_END_MS = 150;

/** What one run of one tool came to. */
export interface RunFigures {
  /** From 30 % of the run to its end, by the server's count; null when the tool ended before. */
  readonly requestsPerCpuSecond: number | null;
  readonly requestsPerSecond: number | null;
  /** Highest resident size of the process tree (VmHWM). */
  readonly peakRssBytes: number;
  /** Resident size at the end of the run: the middle one of the looks in its second half. */
  readonly steadyRssBytes: number;
  readonly report: SubjectReport;
  readonly truth: ServerTruth;
}

interface Look extends TreeUsage {
  readonly atMs: number;
  readonly requests: number;
}

/**
 * Runs a tool against the server and looks at both from outside, ten times a second: what a tool uses is read from the
 * system, what it sent is counted by the server. Time counts from the first request that arrives.
 */
export async function measureRun(
  subject: Subject,
  server: BenchServer,
  job: Job,
  onStart: (running: RunningCommand) => void,
): Promise<RunFigures> {
  const running = runCommand(subject.command(job), job.seconds + LIMIT_BEYOND_SECONDS);
  onStart(running);
  const looks: Look[] = [];
  let peakRssBytes = 0;
  while (running.isRunning()) {
    const requests = await server.count();
    const usage = readTreeUsage(running.pid);
    if (usage === undefined) break;
    peakRssBytes = Math.max(peakRssBytes, usage.peakRssBytes);
    if (requests > 0) looks.push({ ...usage, requests, atMs: performance.now() });
    await sleep(LOOK_EVERY_MS);
  }
  const report = subject.report(await running.output, job);
  const inTime = looks.filter(
    ({ atMs }) => atMs - (looks[0]?.atMs ?? 0) <= job.seconds * 1000 - BEFORE_END_MS,
  );
  return {
    ...speedOf(inTime, job.seconds),
    peakRssBytes,
    steadyRssBytes: middle(inTime.slice(inTime.length >> 1).map(({ rssBytes }) => rssBytes)),
    report,
    truth: await server.read(),
  };
}

function speedOf(
  looks: readonly Look[],
  seconds: number,
): Pick<RunFigures, 'requestsPerCpuSecond' | 'requestsPerSecond'> {
  const warmMs = (looks[0]?.atMs ?? 0) + WARM_UP_SHARE * seconds * 1000;
  const first = looks.find(({ atMs }) => atMs >= warmMs);
  const last = looks.at(-1);
  if (first === undefined || last === undefined || last.atMs - first.atMs < seconds * 250)
    return { requestsPerCpuSecond: null, requestsPerSecond: null };
  const requests = last.requests - first.requests;
  return {
    requestsPerCpuSecond: requests / (last.cpuSeconds - first.cpuSeconds),
    requestsPerSecond: (requests * 1000) / (last.atMs - first.atMs),
  };
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
