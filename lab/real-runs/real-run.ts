import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Exemplar } from '../../src/measure/exemplars.ts';
import { figuresByOperation } from '../../src/measure/operation-figures.ts';
import { readSlices } from '../../src/measure/slice-file.ts';
import { latestRun } from '../../src/record/find-run.ts';
import { RUN_FILES } from '../../src/record/run-files.ts';
import type { RunFolder } from '../../src/record/run-folder.ts';
import type { RunRecord } from '../../src/record/run-record.ts';
import { startSandbox } from '../../src/run/embedded-sandbox.ts';
import { freePort } from '../shared/free-port.ts';
import { ServerProcess } from '../shared/server-process.ts';
import { type ComparedFigure, compareWithTruth } from './compare-with-truth.ts';
import type { Condition } from './conditions.ts';
import type { ProxyAnswer, ProxyOrder } from './recorded-request.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
/** All trace ids of a traffic begin with as many hex digits of its process. */
const TRACE_PREFIX_DIGITS = 16;

/** A whole run of the suite, with the truth beside each of its figures. */
export interface RealRun {
  readonly condition: Condition['name'];
  readonly exitCode: number;
  readonly record: RunRecord;
  readonly figures: readonly ComparedFigure[];
  readonly proxy: { readonly ownDelayP99Ms: number; readonly ownDelayMaxMs: number };
}

/**
 * Does one run of a scenario against an embedded Desk Studio, through the recording proxy, while the machine is as the
 * condition says.
 *
 * @param outputFolder gets the run's folder
 * @param settings further environment variables of the run
 */
export async function realRun(
  condition: Condition,
  scenario: string,
  outputFolder: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<RealRun> {
  const port = await freePort();
  const sandbox = await startSandbox(port);
  const proxy = await ServerProcess.start<ProxyOrder, ProxyAnswer>(
    'recording proxy',
    new URL('./recording-proxy.ts', import.meta.url),
    [String(port)],
  );
  const busy = startBusyThreads(condition.busyThreads);
  try {
    const exitCode = await runSuite(scenario, {
      ...settings,
      BASE_URL: proxy.origin,
      OUTPUT_DIR: outputFolder,
    });
    const { requests, ...ownDelay } = await proxy.ask({ kind: 'take' }, 'recorded');
    const folder = latestRun(outputFolder);
    const record = folder?.read<RunRecord>(RUN_FILES.summary);
    if (folder === undefined || record === undefined)
      throw new Error(`real run: expected a run in ${outputFolder}, found none (exit code ${exitCode})`);
    const figures = compareWithTruth(whatToCompare(folder), requests);
    return { condition: condition.name, exitCode, record, figures, proxy: ownDelay };
  } finally {
    busy?.kill('SIGKILL');
    await proxy.stop();
    await sandbox.stop();
  }
}

function startBusyThreads(threads: number): ChildProcess | undefined {
  if (threads === 0) return undefined;
  return fork(new URL('./busy-threads.ts', import.meta.url), [String(threads)]);
}

async function runSuite(scenario: string, settings: Readonly<Record<string, string>>): Promise<number> {
  const playwright = join(dirname(createRequire(import.meta.url).resolve('@playwright/test')), 'cli.js');
  const child = spawn(process.execPath, [playwright, 'test', `--project=${scenario}`], {
    cwd: PROJECT,
    env: { ...process.env, CI: 'true', ...settings },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? -1;
}

/** What the run's own folder says of it: figures of the slices that are judged, and when those were. */
function whatToCompare(folder: RunFolder): Parameters<typeof compareWithTruth>[0] {
  const slices = readSlices(folder.file(RUN_FILES.slices)).filter(({ phase }) => phase === 'plateau');
  const startedAtMs = folder.read<{ startedAtMs: number }>(RUN_FILES.clock)?.startedAtMs ?? Number.NaN;
  const [exemplar] = folder.read<Exemplar[]>(RUN_FILES.exemplars) ?? [];
  return {
    figures: figuresByOperation(slices),
    windows: slices.map(({ fromMs, toMs }) => ({ fromMs: startedAtMs + fromMs, toMs: startedAtMs + toMs })),
    tracePrefix: (exemplar?.traceId ?? 'no exemplar').slice(0, TRACE_PREFIX_DIGITS),
  };
}
