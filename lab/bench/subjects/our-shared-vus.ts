import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sum } from '../../../src/base/statistics/averages.ts';
import { lastLineReport } from './last-line-report.ts';
import { printReport, type SubjectReport, shapeFromArguments } from './subject-shape.ts';

// Our virtual users in two processes, half of them in each, as a run with SEGMENTS=2 has them.
const PROCESSES = 2;
const PROGRAM = fileURLToPath(new URL('./our-vus.ts', import.meta.url));

const { origin, vus, seconds, thinkMs } = shapeFromArguments();
const reports = await Promise.all(Array.from({ length: PROCESSES }, half));
printReport({
  requests: sum(reports.map(({ requests }) => requests)),
  failed: sum(reports.map(({ failed }) => failed)),
  p95Ms: null,
  p99Ms: null,
  // The lag of all is not higher than that of the process that was later.
  startLagP99Ms: Math.max(...reports.map(({ startLagP99Ms }) => startLagP99Ms ?? Number.NaN)),
});

async function half(): Promise<SubjectReport> {
  const shape = [origin, vus / PROCESSES, seconds, thinkMs].map(String);
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, ...shape]);
  return lastLineReport(stdout);
}
