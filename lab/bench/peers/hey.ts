import type { SubjectReport } from '../subjects/subject-shape.ts';
import { headerLines } from '../work/fixed-headers.ts';
import { oneOperation } from '../work/one-operation.ts';
import { readWork } from '../work/work-file.ts';
import type { Peer } from './peer.ts';

/** hey by Jaana Dogan: one request, again and again. */
export const hey: Peer = {
  name: 'hey',
  does: 'one operation with a fixed body, nothing checked but the status shown',
  executable: 'hey',
  versionArgs: [],
  loads: ['speed', 'truth'],
  command: (program, { origin, vus, seconds, workPath }) => {
    const work = readWork(workPath);
    const { method, path, body } = oneOperation(work);
    const headers = headerLines(work).flatMap((header) => ['-H', header]);
    const request = ['-m', method, '-T', 'application/json', '-d', body, `${origin}${path}`];
    return { program, args: ['-z', `${seconds}s`, '-c', String(vus), ...headers, ...request] };
  },
  report: readHeyReport,
};

/** Reads what hey prints: seconds with four digits, requests by status. */
export function readHeyReport(output: string): SubjectReport {
  const counts = [...output.matchAll(/^\s*\[(\d+)\]\s+(\d+) responses/gm)].map(([, status, count]) => ({
    isSuccess: status?.startsWith('2') ?? false,
    count: Number(count),
  }));
  const requests = counts.reduce((sum, { count }) => sum + count, 0);
  // Errors without a status are listed with their text, the count in brackets before it.
  const errors = /Error distribution:([\s\S]*)/.exec(output)?.[1] ?? '';
  const unanswered = [...errors.matchAll(/^\s*\[(\d+)\]/gm)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );
  const ofSeconds = (percentile: number) => {
    const seconds = new RegExp(`^\\s*${percentile}%+ in ([\\d.]+) secs`, 'm').exec(output)?.[1];
    return seconds === undefined ? null : Number(seconds) * 1000;
  };
  return {
    requests: requests + unanswered,
    failed:
      unanswered + counts.filter(({ isSuccess }) => !isSuccess).reduce((sum, { count }) => sum + count, 0),
    p95Ms: ofSeconds(95),
    p99Ms: ofSeconds(99),
    startLagP99Ms: null,
  };
}
