import { setTimeout as sleep } from 'node:timers/promises';
import { median } from '../../../src/base/statistics/averages.ts';
import { readTreeUsage, type TreeUsage } from '../../../src/measure/process-tree.ts';
import type { BenchServer, ServerTruth } from '../server/bench-server.ts';
import type { Job, Subject } from '../subjects/subject.ts';
import type { SubjectReport } from '../subjects/subject-shape.ts';
import { type RunningCommand, runCommand } from './run-command.ts';

const SAMPLE_EVERY_MS = 100;
/** For a tool's own start and end: some tools take half a minute to create thousands of users. */
const LIMIT_BEYOND_SECONDS = 60;
/** Share of the run that is excluded at its beginning, when the tool compiles code and opens connections. */
const WARM_UP_SHARE = 0.3;
/** The last sample is this long before the planned end, when all connections are still busy. */
const BEFORE_END_MS = 150;

/** The figures of one run of one tool. */
export interface RunFigures {
  /** From 30 % of the run to its end, or its second half where users think, by the server's count; null when the tool ended earlier. */
  readonly requestsPerCpuSecond: number | null;
  readonly requestsPerSecond: number | null;
  /** Highest resident size of the process tree (VmHWM). */
  readonly peakRssBytes: number;
  /** Resident size in the second half of the run: the median of its samples. */
  readonly steadyRssBytes: number;
  readonly report: SubjectReport;
  readonly truth: ServerTruth;
}

interface Sample extends TreeUsage {
  readonly atMs: number;
  readonly requests: number;
}

/**
 * Runs a tool against the server and samples both from outside, ten times a second: the system says what the tool uses,
 * the server counts the tool's requests. Time starts with the first request that arrives.
 */
export async function measureRun(
  subject: Subject,
  server: BenchServer,
  job: Job,
  onStart: (running: RunningCommand) => void,
): Promise<RunFigures> {
  const running = runCommand(subject.command(job), job.seconds + LIMIT_BEYOND_SECONDS);
  onStart(running);
  const samples: Sample[] = [];
  let peakRssBytes = 0;
  while (running.isRunning()) {
    const requests = await server.count();
    const usage = readTreeUsage(running.pid);
    if (usage === undefined) break;
    peakRssBytes = Math.max(peakRssBytes, usage.peakRssBytes);
    if (requests > 0) samples.push({ ...usage, requests, atMs: performance.now() });
    await sleep(SAMPLE_EVERY_MS);
  }
  const report = subject.report(await running.output, job);
  const inTime = samples.filter(
    ({ atMs }) => atMs - (samples[0]?.atMs ?? 0) <= job.seconds * 1000 - BEFORE_END_MS,
  );
  return {
    // With think time, users begin during the first half.
    ...speedOf(inTime, job.seconds, job.thinkMs > 0 ? 0.5 : WARM_UP_SHARE),
    peakRssBytes,
    steadyRssBytes: median(inTime.slice(inTime.length >> 1).map(({ rssBytes }) => rssBytes)) ?? 0,
    report,
    truth: await server.read(),
  };
}

function speedOf(
  samples: readonly Sample[],
  seconds: number,
  warmUpShare: number,
): Pick<RunFigures, 'requestsPerCpuSecond' | 'requestsPerSecond'> {
  const warmMs = (samples[0]?.atMs ?? 0) + warmUpShare * seconds * 1000;
  const first = samples.find(({ atMs }) => atMs >= warmMs);
  const last = samples.at(-1);
  if (first === undefined || last === undefined || last.atMs - first.atMs < seconds * 250)
    return { requestsPerCpuSecond: null, requestsPerSecond: null };
  const requests = last.requests - first.requests;
  return {
    requestsPerCpuSecond: requests / (last.cpuSeconds - first.cpuSeconds),
    requestsPerSecond: (requests * 1000) / (last.atMs - first.atMs),
  };
}
