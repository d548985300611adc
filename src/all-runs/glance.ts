import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { begunRuns } from '../record/find-run.ts';
import { judgedErrors } from '../record/judged-errors.ts';
import { readSoundRecord } from '../record/read-record.ts';
import { RUN_FILES } from '../record/run-files.ts';
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
  /** Share of the requests that ended, without those next to the suite's bursts; left out without traffic. */
  readonly errorRate?: number;
  readonly requestsPerSecond?: number;
  /** Pages that are there, by their names, relative to the folder of reports. */
  readonly pages: readonly { readonly name: string; readonly href: string }[];
}

/** The runs of a folder of reports, the newest first, and how many older ones there are. */
export interface AllRuns {
  readonly glances: readonly Glance[];
  /** Ids of runs with a record that cannot be read: it is damaged, or of another version. */
  readonly unreadable: readonly string[];
  /** Ids of runs that began to measure and have no record: they are still at work, or were killed. */
  readonly unfinished: readonly string[];
  readonly older: number;
}

/** Reads the records of the newest runs. A run that never began, for example since its target was not reachable, is left out. */
export function readAllRuns(reportsFolder: string): AllRuns {
  const runs = begunRuns(reportsFolder);
  const glances: Glance[] = [];
  const unreadable: string[] = [];
  const unfinished: string[] = [];
  for (const folder of runs.slice(0, MOST_RUNS)) {
    const record = readSoundRecord(folder);
    if (record !== undefined) glances.push(glanceAt(record, reportsFolder));
    else (existsSync(folder.place(RUN_FILES.summary)) ? unreadable : unfinished).push(folder.runId);
  }
  return { glances, unreadable, unfinished, older: Math.max(0, runs.length - MOST_RUNS) };
}

/** What is shown of a run. */
export function glanceAt(record: RunRecord, reportsFolder: string): Glance {
  const { runId, scenario, environment, startedAt, vus, plannedDurationMs, outcome, reasons, traffic } =
    record;
  const p95 = record.verdicts.find(
    ({ column, statistic, kind }) => column === 'scenario' && statistic === 'p95' && kind !== 'not offered',
  );
  const figure = p95 !== undefined && 'figure' in p95 ? p95.figure : traffic?.latency.p95Ms;
  const { ended, failed } =
    traffic === null ? { ended: 0, failed: 0 } : judgedErrors(traffic, record.verdicts);
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
    ...(ended > 0 && { errorRate: failed / ended }),
    ...(traffic !== null && { requestsPerSecond: traffic.requestsPerSecond }),
    pages: pages.filter(({ href }) => existsSync(join(reportsFolder, href))),
  };
}
