import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchServer } from '../server/bench-server.ts';
import { workFor, writeWork } from '../work/work-file.ts';
import type { PlannedRun } from './bench-plan.ts';
import { measureRun, type RunFigures } from './measure-run.ts';
import type { RunningCommand } from './run-command.ts';

/** Of a tool's requests, at most so many may fail: more, and it did other work than the others. */
const MOST_FAILED_SHARE = 0.01;

/** A run with what came of it. */
export type FinishedRun = PlannedRun &
  (
    | { readonly kind: 'measured'; readonly figures: RunFigures }
    /** The tool did not start, did not end well, or its requests failed: it has no figures then. */
    | { readonly kind: 'failed'; readonly reason: string }
  );

/** Whom to tell what is going on. */
export interface RunWatcher {
  onStart(running: RunningCommand): void;
  onEnd(run: FinishedRun): void;
}

/**
 * Runs the plan against the server, one tool at a time. A tool that fails is noted and costs the others nothing.
 * @param folder for what the tools are given and for what they write
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
  const reason = `${planned.subject.name}: found ${failed} of ${requests} requests failed; right would be at most ${MOST_FAILED_SHARE * 100} %`;
  return { ...planned, kind: 'failed', reason };
}
