import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runIds } from '../record/find-run.ts';
import { readSoundRecord } from '../record/read-record.ts';
import { RUN_FILES } from '../record/run-files.ts';
import { RunFolder } from '../record/run-folder.ts';
import type { RunOutcome, RunRecord } from '../record/run-record.ts';

/** More runs than this are not on the page: each has a record of half a megabyte to read. */
const MOST_RUNS = 200;

/** A run at a glance: what the page of all runs shows of it. */
export interface Glance
  extends Pick<RunRecord, 'runId' | 'scenario' | 'environment' | 'startedAt' | 'vus' | 'plannedDurationMs'> {
  readonly outcome: RunOutcome;
  /** The gravest reason; left out for a pass. */
  readonly reason?: string;
  /** Host of the target, or that it was embedded. */
  readonly target: string;
  readonly commit?: string;
  /** The p95 that the scenario's limit judges, and the limit; left out where the run has none. */
  readonly p95Ms?: number;
  /** That p95 is a lower bound: over the limit for certain, and not measured. */
  readonly isP95AtLeast?: true;
  readonly p95LimitMs?: number;
  /** Share of the requests that ended; left out without traffic. */
  readonly errorRate?: number;
  readonly requestsPerSecond?: number;
  /** Pages that are there, by their names, relative to the folder of reports. */
  readonly pages: readonly { readonly name: string; readonly href: string }[];
}

/** The runs of a folder of reports, the newest first, and how many older ones there are. */
export interface AllRuns {
  readonly glances: readonly Glance[];
  /** Ids of runs that left no record that can be read. */
  readonly unreadable: readonly string[];
  readonly older: number;
}

/** Reads the records of the newest runs. A run that is still at work, or was killed, is among the unreadable. */
export function readAllRuns(reportsFolder: string): AllRuns {
  const ids = runIds(reportsFolder);
  const glances: Glance[] = [];
  const unreadable: string[] = [];
  for (const runId of ids.slice(0, MOST_RUNS)) {
    const record = readSoundRecord(new RunFolder(join(reportsFolder, 'runs', runId)));
    if (record === undefined) unreadable.push(runId);
    else glances.push(glanceAt(record, reportsFolder));
  }
  return { glances, unreadable, older: Math.max(0, ids.length - MOST_RUNS) };
}

/** What is shown of a run. */
export function glanceAt(record: RunRecord, reportsFolder: string): Glance {
  const { runId, scenario, environment, startedAt, vus, plannedDurationMs, outcome, reasons, traffic } =
    record;
  const p95 = record.verdicts.find(
    ({ column, statistic, kind }) => column === 'scenario' && statistic === 'p95' && kind !== 'not offered',
  );
  const figure = p95 !== undefined && 'figure' in p95 ? p95.figure : traffic?.latency.p95Ms;
  const ended = traffic === null ? 0 : traffic.sent - traffic.unfinished;
  const pages = [
    { name: 'report', href: `runs/${runId}/${RUN_FILES.htmlReport}` },
    { name: 'Allure', href: `allure/${runId}/index.html` },
  ];
  return {
    runId,
    scenario,
    environment,
    startedAt,
    vus,
    plannedDurationMs,
    outcome,
    target: record.sandbox ? 'embedded' : new URL(record.baseUrl).host,
    ...(reasons[0] !== undefined && { reason: reasons[0].text }),
    ...(record.facts?.commit !== undefined && { commit: record.facts.commit }),
    ...(figure !== undefined && { p95Ms: figure }),
    ...(p95?.kind === 'fail' && p95.isAtLeast === true && { isP95AtLeast: true }),
    ...(p95 !== undefined && { p95LimitMs: p95.limit }),
    ...(traffic !== null && ended > 0 && { errorRate: traffic.failed / ended }),
    ...(traffic !== null && { requestsPerSecond: traffic.requestsPerSecond }),
    pages: pages.filter(({ href }) => existsSync(join(reportsFolder, href))),
  };
}
