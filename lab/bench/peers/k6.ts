import { fileURLToPath } from 'node:url';
import { lastLineReport } from '../subjects/last-line-report.ts';
import type { Peer } from './peer.ts';

const SCRIPT = fileURLToPath(new URL('k6-script.js', import.meta.url));

/** k6 by Grafana: five operations with their own headers and bodies, three checks per reply, percentiles per operation. */
export const k6: Peer = {
  name: 'k6',
  does: 'five operations, checks, percentiles per operation',
  executable: 'k6',
  versionArgs: ['version'],
  loads: ['speed', 'memory', 'truth'],
  command: (program, { vus, seconds, thinkMs, workPath }) => ({
    program,
    args: ['run', '--quiet', '--no-usage-report', '--no-color', '--address', '127.0.0.1:0', SCRIPT],
    env: {
      BENCH_WORK: workPath,
      BENCH_VUS: String(vus),
      BENCH_SECONDS: String(seconds),
      BENCH_THINK_MS: String(thinkMs),
    },
  }),
  report: lastLineReport,
};
