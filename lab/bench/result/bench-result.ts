import type { Machine } from '../../shared/machine.ts';
import { type Spread, spreadOf } from '../../shared/spread.ts';
import { MEMORY_VUS } from '../run/bench-plan.ts';
import type { RunFigures } from '../run/measure-run.ts';
import type { FinishedRun } from '../run/run-plan.ts';
import type { Load, Subject } from '../subjects/subject.ts';

/** A percentile as the tool reports it and as the server logged it, in milliseconds. */
export interface ReportedPercentile {
  readonly reportedMs: number;
  readonly truthMs: number;
  /** Reported minus true. */
  readonly errorMs: number;
}

/** Memory of a tool with `vus` users that think for a second after each request. */
export interface MemoryAt {
  readonly vus: number;
  readonly steadyRssBytes: number;
  readonly peakRssBytes: number;
  readonly startLagP99Ms: number | null;
  /** Cores that the tool kept busy once all users had begun; null where that was not long enough. */
  readonly busyCores: number | null;
}

/** The figures of one tool. A figure is null if the tool does not report it or if it was not measured. */
export interface BenchRow {
  readonly name: string;
  readonly version: string;
  readonly does: string;
  readonly requestsPerCpuSecond: Spread | null;
  readonly requestsPerSecond: Spread | null;
  readonly peakRssBytes: Spread | null;
  readonly memory: readonly MemoryAt[];
  /** Growth of the resident size per user, from one number of users to the next. */
  readonly bytesPerVu: readonly { readonly from: number; readonly to: number; readonly bytes: number }[];
  readonly p95: ReportedPercentile | null;
  readonly p99: ReportedPercentile | null;
}

/** The complete result of a bench. */
export interface BenchResult {
  readonly at: string;
  readonly rounds: number;
  readonly seconds: number;
  readonly machine: Machine;
  readonly rows: readonly BenchRow[];
  readonly notInstalled: readonly string[];
  /** Why installed tools have no figures. */
  readonly troubles: readonly string[];
}

/** Sums up the runs of one tool. */
export function benchRow({ name, version, does }: Subject, runs: readonly FinishedRun[]): BenchRow {
  const own = runs.filter(({ subject }) => subject.name === name);
  const speed = measured(own, 'speed').map(({ figures }) => figures);
  const memory = MEMORY_VUS.flatMap((vus) =>
    measured(own, 'memory')
      .filter((run) => run.vus === vus)
      .map(({ figures: { steadyRssBytes, peakRssBytes, report, ...speeds } }) => {
        const { requestsPerSecond, requestsPerCpuSecond } = speeds;
        const busyCores =
          requestsPerSecond === null || requestsPerCpuSecond === null
            ? null
            : requestsPerSecond / requestsPerCpuSecond;
        return { vus, steadyRssBytes, peakRssBytes, startLagP99Ms: report.startLagP99Ms, busyCores };
      }),
  );
  const truth = measured(own, 'truth').at(0)?.figures;
  return {
    name,
    version,
    does,
    requestsPerCpuSecond: spreadOf(speed.map((figures) => figures.requestsPerCpuSecond)),
    requestsPerSecond: spreadOf(speed.map((figures) => figures.requestsPerSecond)),
    peakRssBytes: spreadOf(speed.map((figures) => figures.peakRssBytes)),
    memory,
    bytesPerVu: memory.slice(1).flatMap((larger, index) => {
      const smaller = memory[index];
      if (smaller === undefined) return [];
      const bytes = (larger.steadyRssBytes - smaller.steadyRssBytes) / (larger.vus - smaller.vus);
      return [{ from: smaller.vus, to: larger.vus, bytes }];
    }),
    p95: compared(truth?.report.p95Ms, truth?.truth.p95Ms),
    p99: compared(truth?.report.p99Ms, truth?.truth.p99Ms),
  };
}

function measured(runs: readonly FinishedRun[], load: Load): { vus: number; figures: RunFigures }[] {
  return runs.flatMap((run) =>
    run.load === load && run.kind === 'measured' ? [{ vus: run.vus, figures: run.figures }] : [],
  );
}

function compared(
  reportedMs: number | null | undefined,
  truthMs: number | null | undefined,
): ReportedPercentile | null {
  if (typeof reportedMs !== 'number' || typeof truthMs !== 'number') return null;
  return { reportedMs, truthMs, errorMs: reportedMs - truthMs };
}
