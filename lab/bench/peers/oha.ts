import type { SubjectReport } from '../subjects/subject-shape.ts';
import { headerLines } from '../work/fixed-headers.ts';
import { oneOperation } from '../work/one-operation.ts';
import { readWork } from '../work/work-file.ts';
import type { Peer } from './peer.ts';

/** oha by Hiroki Shirokura: one request, again and again. */
export const oha: Peer = {
  name: 'oha',
  does: 'one operation with a fixed body, nothing checked but the status shown',
  executable: 'oha',
  versionArgs: ['--version'],
  loads: ['speed', 'truth'],
  command: (program, { origin, vus, seconds, workPath }) => {
    const work = readWork(workPath);
    const { method, path, body } = oneOperation(work);
    const shape = ['--no-tui', '--output-format', 'json', '-z', `${seconds}s`, '-c', String(vus), '-w'];
    const headers = headerLines(work).flatMap((header) => ['-H', header]);
    const request = ['-m', method, '-T', 'application/json', '-d', body, `${origin}${path}`];
    return { program, args: [...shape, ...headers, ...request] };
  },
  report: readOhaReport,
};

interface OhaReport {
  /** In seconds. */
  readonly latencyPercentiles: Readonly<Record<string, number | null>>;
  readonly statusCodeDistribution: Readonly<Record<string, number>>;
  readonly errorDistribution: Readonly<Record<string, number>>;
}

/** Reads oha's JSON. */
export function readOhaReport(output: string): SubjectReport {
  const { latencyPercentiles, statusCodeDistribution, errorDistribution } = JSON.parse(output) as OhaReport;
  const answered = sum(Object.values(statusCodeDistribution));
  const succeeded = sum(
    Object.entries(statusCodeDistribution).map(([status, count]) => (status.startsWith('2') ? count : 0)),
  );
  const unanswered = sum(Object.values(errorDistribution));
  const ofSeconds = (seconds: number | null | undefined) =>
    typeof seconds === 'number' ? seconds * 1000 : null;
  return {
    requests: answered + unanswered,
    failed: answered - succeeded + unanswered,
    p95Ms: ofSeconds(latencyPercentiles.p95),
    p99Ms: ofSeconds(latencyPercentiles.p99),
    startLagP99Ms: null,
  };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
