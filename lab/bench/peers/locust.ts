import { fileURLToPath } from 'node:url';
import type { SubjectReport } from '../subjects/subject-shape.ts';
import type { Peer } from './peer.ts';

const SCRIPT = fileURLToPath(new URL('locust-users.py', import.meta.url));

/** Locust with its fast client (geventhttpclient), in one process and so on one core, as it runs by default. */
export const locust: Peer = {
  name: 'Locust',
  does: 'five operations with prepared bodies, checks, percentiles per operation in two digits',
  executable: 'locust',
  versionArgs: ['--version'],
  loads: ['speed', 'memory', 'truth'],
  command: (program, { origin, vus, seconds, thinkMs, workPath }) => ({
    program,
    args: [
      ...['-f', SCRIPT, '--host', origin, '--headless', '--only-summary', '--json', '--loglevel', 'ERROR'],
      ...['-u', String(vus), '-r', String(vus), '-t', `${seconds}s`, '--exit-code-on-error', '0'],
    ],
    env: { BENCH_WORK: workPath, BENCH_THINK_MS: String(thinkMs) },
  }),
  report: readLocustReport,
};

interface LocustEntry {
  readonly num_requests: number;
  readonly num_failures: number;
  /** Number of requests by milliseconds. */
  readonly response_times: Readonly<Record<string, number>>;
}

/** Reads Locust's JSON. It has times per operation; the percentiles over all operations come from their sums. */
export function readLocustReport(output: string): SubjectReport {
  const entries = JSON.parse(output.slice(output.indexOf('['))) as LocustEntry[];
  const counts = new Map<number, number>();
  for (const { response_times } of entries)
    for (const [ms, count] of Object.entries(response_times))
      counts.set(Number(ms), (counts.get(Number(ms)) ?? 0) + count);
  const sorted = [...counts].sort(([a], [b]) => a - b);
  const requests = entries.reduce((sum, entry) => sum + entry.num_requests, 0);
  return {
    requests,
    failed: entries.reduce((sum, entry) => sum + entry.num_failures, 0),
    p95Ms: percentile(sorted, requests, 95),
    p99Ms: percentile(sorted, requests, 99),
    startLagP99Ms: null,
  };
}

function percentile(
  sorted: readonly (readonly [number, number])[],
  total: number,
  percent: number,
): number | null {
  let seen = 0;
  for (const [ms, count] of sorted) {
    seen += count;
    if (seen >= (percent / 100) * total) return ms;
  }
  return null;
}
