import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchServer } from '../server/bench-server.ts';
import { workFor, writeWork } from '../work/work-file.ts';
import type { PlannedRun } from './bench-plan.ts';
import { measureRun, type RunFigures } from './measure-run.ts';
import type { RunningCommand } from './run-command.ts';

/** With more failed requests, a tool did not do the same work as the others. */
const MOST_FAILED_SHARE = 0.01;

/** A run and its result. */
export type FinishedRun = PlannedRun &
  (
    | { readonly kind: 'measured'; readonly figures: RunFigures }
    /** The tool did not start, exited with an error, or too many of its requests failed. */
    | { readonly kind: 'failed'; readonly reason: string }
  );

/** Receives the progress of a plan. */
export interface RunWatcher {
  onStart(running: RunningCommand): void;
  onEnd(run: FinishedRun): void;
}

/**
 * Runs the plan against the server, one tool at a time. When a tool fails, the others still run.
 * @param folder for the tools' input and output files
 */
export async function runPlan(
  plan: readonly PlannedRun[],
  server: BenchServer,
  folder: string,
  watcher: RunWatcher,
): Promise<readonly FinishedRun[]> {
  const workPath = join(folder, 'work.json');
  writeWork(workPath, workFor(server.origin));
  const finished: FinishedRun[] = [];
  for (const [index, planned] of plan.entries()) {
    const runFolder = join(folder, `run-${index}`);
    mkdirSync(runFolder);
    await server.reset(planned.load === 'truth');
    const { vus, seconds, thinkMs } = planned;
    const job = { origin: server.origin, vus, seconds, thinkMs, workPath, folder: runFolder };
    const run = await measureRun(planned.subject, server, job, watcher.onStart)
      .then((figures) => judged(planned, figures))
      .catch((error: Error): FinishedRun => ({ ...planned, kind: 'failed', reason: error.message }));
    finished.push(run);
    watcher.onEnd(run);
  }
  return finished;
}

function judged(planned: PlannedRun, figures: RunFigures): FinishedRun {
  const { requests, failed } = figures.report;
  if (requests > 0 && failed <= requests * MOST_FAILED_SHARE)
    return { ...planned, kind: 'measured', figures };
  const reason = `${planned.subject.name}: ${failed} of ${requests} requests failed, expected at most ${MOST_FAILED_SHARE * 100} %`;
  return { ...planned, kind: 'failed', reason };
}
