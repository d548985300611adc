import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Job } from '../subjects/subject.ts';
import type { SubjectReport } from '../subjects/subject-shape.ts';
import { fixedHeaders } from '../work/fixed-headers.ts';
import { readWork } from '../work/work-file.ts';
import { findProgram } from './find-program.ts';
import type { Peer } from './peer.ts';

const EXECUTABLE = 'vegeta';

/** vegeta by Tomás Senart, made for fixed rates: with the rate 0 its workers send as fast as they can. */
export const vegeta: Peer = {
  name: 'vegeta',
  does: 'five operations with prepared bodies, status by class',
  executable: EXECUTABLE,
  versionArgs: [],
  loads: ['speed', 'truth'],
  command: (program, { vus, seconds, ...job }) => {
    writeFileSync(targetsPath(job.folder), targets(job));
    const workers = ['-workers', String(vus), '-max-workers', String(vus), '-connections', String(vus)];
    const files = ['-targets', targetsPath(job.folder), '-output', resultsPath(job.folder)];
    return {
      program,
      args: ['attack', '-format', 'json', '-rate', '0', '-duration', `${seconds}s`, ...workers, ...files],
    };
  },
  report: (_output, { folder }) => {
    // A second call, since the first one only takes notes; what it costs is not the generator's.
    const report = ['report', '-type', 'json', resultsPath(folder)];
    return readVegetaReport(
      execFileSync(findProgram(EXECUTABLE) ?? EXECUTABLE, report, { encoding: 'utf8' }),
    );
  },
};

function targetsPath(folder: string): string {
  return join(folder, 'targets.jsonl');
}

function resultsPath(folder: string): string {
  return join(folder, 'results.bin');
}

/** The five operations in turn, each time with the next of its prepared requests, as vegeta's targets. */
function targets({ workPath }: Pick<Job, 'workPath'>): string {
  const work = readWork(workPath);
  const header = Object.fromEntries(
    Object.entries(fixedHeaders(work)).map(([name, value]) => [name, [value]]),
  );
  const [{ requests } = { requests: [] }] = work.operations;
  return requests
    .flatMap((_, variant) =>
      work.operations.map((operation) => {
        const request = operation.requests[variant];
        const body = request?.body ?? '';
        return JSON.stringify({
          method: operation.method,
          url: `${work.origin}${request?.path ?? operation.requests[0]?.path}`,
          header: body === '' ? header : { ...header, 'content-type': ['application/json'] },
          ...(body !== '' && { body: Buffer.from(body).toString('base64') }),
        });
      }),
    )
    .join('\n');
}

interface VegetaReport {
  readonly requests: number;
  /** Share of 2xx and 3xx, 0 to 1. */
  readonly success: number;
  /** In nanoseconds. */
  readonly latencies: { readonly '95th': number; readonly '99th': number };
}

/** Reads vegeta's JSON. */
export function readVegetaReport(output: string): SubjectReport {
  const { requests, success, latencies } = JSON.parse(output) as VegetaReport;
  return {
    requests,
    failed: Math.round(requests * (1 - success)),
    p95Ms: latencies['95th'] / 1e6,
    p99Ms: latencies['99th'] / 1e6,
    startLagP99Ms: null,
  };
}
