import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Exemplar } from '../../src/measure/exemplars.ts';
import { judgedSlices } from '../../src/measure/judged-slices.ts';
import { readSlices } from '../../src/measure/slice-file.ts';
import { latestRun } from '../../src/record/find-run.ts';
import { RUN_FILES } from '../../src/record/run-files.ts';
import type { RunFolder } from '../../src/record/run-folder.ts';
import type { RunOutcome, RunRecord } from '../../src/record/run-record.ts';
import { startSandbox } from '../../src/run/embedded-sandbox.ts';
import { freePort } from '../shared/free-port.ts';
import { ServerProcess } from '../shared/server-process.ts';
import { type ComparedFigure, compareWithTruth } from './compare-with-truth.ts';
import { joinRequests, type RunToJoin } from './join-requests.ts';
import { type JudgedLimit, judgedLimits } from './judged-limits.ts';
import type { ProxyAnswer, ProxyOrder, RecordedRequest, SlowRoute } from './recorded-request.ts';
import { machineEnvironment, runSuite, type SuiteOrder, type SuiteTodo } from './run-suite.ts';
import { type Stopper, type Stops, stopsDue, stopTraffic } from './stops.ts';

/** All trace ids of a traffic begin with as many hex digits of its process. */
const TRACE_PREFIX_DIGITS = 16;

/** A run to do. */
export interface RunOrder extends SuiteOrder {
  readonly slow?: SlowRoute;
  /** Stops of the process that drives the traffic. */
  readonly stops?: Stops;
}

/** A whole run of the suite, with the truth next to each of its figures. */
export interface RealRun {
  readonly exitCode: number;
  readonly outcome: RunOutcome;
  readonly reasons: readonly string[];
  /** Over the slices that limits are held against: the figures that the run reports. Empty without traffic. */
  readonly judged: readonly ComparedFigure[];
  /** Over all slices of the plateaus, the suite's own rounds included. */
  readonly everything: readonly ComparedFigure[];
  readonly mismatches: readonly string[];
  /** See `JoinedRequests`. Left out by versions that did not count it. */
  readonly excused?: number;
  readonly limits: readonly JudgedLimit[];
  /** Of each slice of the traffic, p99. */
  readonly eventLoopDelayP99Ms: readonly number[];
  readonly proxy: { readonly ownDelayP99Ms: number; readonly ownDelayMaxMs: number };
  /** Lines of the run's own summary that are about the measurer. */
  readonly said: readonly string[];
  /** How often the traffic was stopped, and how often it should have been. Left out without stops, and by versions that did not count. */
  readonly stops?: { readonly made: number; readonly due: number };
  /** The folder that got the run's folder. */
  readonly output: string;
}

/** Does one run against an embedded Desk Studio, through the recording proxy, while the machine is as the condition says. */
export async function realRun(order: RunOrder, todo: SuiteTodo): Promise<RealRun> {
  const { outputFolder } = todo;
  const port = await freePort();
  const sandbox = await startSandbox(port, {}, machineEnvironment());
  let proxy: ServerProcess<ProxyOrder, ProxyAnswer> | undefined;
  let busy: readonly ChildProcess[] = [];
  try {
    proxy = await ServerProcess.start<ProxyOrder, ProxyAnswer>(
      'recording proxy',
      new URL('./recording-proxy.ts', import.meta.url),
      [String(port), JSON.stringify(order.slow ?? null)],
    );
    busy = startBusyThreads(order.condition.busyThreads);
    const { exitCode, stopsMade } = await runWithStops(order, proxy.origin, todo);
    const { requests, ownDelayP99Ms, ownDelayMaxMs } = await proxy.ask({ kind: 'take' }, 'recorded');
    const folder = latestRun(outputFolder);
    const record = folder?.read<RunRecord>(RUN_FILES.summary);
    if (folder === undefined || record === undefined)
      throw new Error(`real run: expected a run in ${outputFolder}, found none (exit code ${exitCode})`);
    return {
      exitCode,
      ...whatCameOut(folder, record, requests),
      ...(order.stops !== undefined && {
        stops: { made: stopsMade, due: stopsDue(order.stops, record.traffic?.elapsedMs ?? 0) },
      }),
      proxy: { ownDelayP99Ms, ownDelayMaxMs },
      output: outputFolder,
    };
  } finally {
    for (const thread of busy) thread.kill('SIGKILL');
    await proxy?.stop();
    await sandbox.stop();
  }
}

/** Other people's work: each thread in a session of its own, since the suite raises the scheduling group of its own session. */
function startBusyThreads(threads: number): ChildProcess[] {
  const program = new URL('./busy-thread.ts', import.meta.url);
  return Array.from({ length: threads }, () => fork(program, [], { detached: true }));
}

async function runWithStops(
  order: RunOrder,
  origin: string,
  todo: SuiteTodo,
): Promise<{ readonly exitCode: number; readonly stopsMade: number }> {
  const { stops } = order;
  if (stops === undefined) return { exitCode: await runSuite(order, origin, todo), stopsMade: 0 };
  let stopper: Stopper | undefined;
  const exitCode = await runSuite(order, origin, todo, async ({ runner, signal, begunAtMs }) => {
    const hasBegun = () => begunAtMs() !== undefined;
    stopper = await stopTraffic({ runner, port: Number(new URL(origin).port), hasBegun, signal }, stops);
  });
  stopper?.process.kill();
  return { exitCode, stopsMade: stopper?.made() ?? 0 };
}

/** Holds what the run says against what the proxy saw. */
function whatCameOut(
  folder: RunFolder,
  record: RunRecord,
  recorded: readonly RecordedRequest[],
): Omit<RealRun, 'exitCode' | 'proxy' | 'stops' | 'output'> {
  const run = runToJoin(folder);
  const joined = joinRequests(run, recorded);
  const plateaus = run.slices.filter(({ phase }) => phase === 'plateau');
  const judged = judgedSlices(run.slices);
  return {
    outcome: record.outcome,
    reasons: record.reasons.map(({ text }) => text),
    judged: compareWithTruth(judged, joined),
    everything: compareWithTruth(plateaus, joined),
    mismatches: joined.mismatches,
    excused: joined.excused,
    limits: judgedLimits(record, {
      recorded,
      joined,
      judged,
      judgedByErrors: judgedSlices(run.slices, 'errors'),
    }),
    said: readFileSync(folder.file(RUN_FILES.summaryText), 'utf8')
      .split('\n')
      .filter((line) => line.toLowerCase().includes('measurer'))
      .map((line) => line.trim()),
    eventLoopDelayP99Ms: run.slices.map(({ health }) => health.eventLoopDelayP99Ms),
  };
}

function runToJoin(folder: RunFolder): RunToJoin {
  const [exemplar] = folder.read<Exemplar[]>(RUN_FILES.exemplars) ?? [];
  return {
    slices: readSlices(folder.place(RUN_FILES.slices)),
    startedAtMs: folder.read<{ startedAtMs: number }>(RUN_FILES.clock)?.startedAtMs ?? 0,
    tracePrefix: (exemplar?.traceId ?? 'no exemplar').slice(0, TRACE_PREFIX_DIGITS),
  };
}
