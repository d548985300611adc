import { markdownTable } from '../../shared/markdown.ts';
import type { Spread } from '../../shared/spread.ts';
import { MEMORY_VUS } from '../run/bench-plan.ts';
import { OUR_USERS } from '../subjects/own-subjects.ts';
import type { BenchRow, ReportedPercentile } from './bench-result.ts';

const NOTHING = '-';
const MOST_VUS = Math.max(...MEMORY_VUS);
const MEGABYTE = 2 ** 20;
const KILOBYTE = 2 ** 10;

/** Requests per CPU-second, fastest first, with our speed as a multiple of each tool's. */
export function speedTable(rows: readonly BenchRow[]): string {
  const ours = rows.find(({ name }) => name === OUR_USERS)?.requestsPerCpuSecond?.median;
  const sorted = rows.toSorted(
    (a, b) => (b.requestsPerCpuSecond?.median ?? 0) - (a.requestsPerCpuSecond?.median ?? 0),
  );
  return markdownTable(
    ['tool', 'requests per CPU-second', 'ours against it', 'requests/s', 'peak memory, MB'],
    sorted.map(({ name, requestsPerCpuSecond, requestsPerSecond, peakRssBytes }) => [
      name,
      spreadText(requestsPerCpuSecond),
      ours === undefined || requestsPerCpuSecond === null
        ? NOTHING
        : `${(ours / requestsPerCpuSecond.median).toFixed(2)} x`,
      spreadText(requestsPerSecond),
      peakRssBytes === null ? NOTHING : (peakRssBytes.median / MEGABYTE).toFixed(0),
    ]),
  );
}

/** Memory of the tools whose users can have a think time. */
export function memoryTable(rows: readonly BenchRow[]): string {
  const steps = MEMORY_VUS.slice(1).map((to, index) => ({ from: MEMORY_VUS[index], to }));
  const at = ({ memory }: BenchRow, vus: number) => memory.find((size) => size.vus === vus);
  return markdownTable(
    [
      'tool',
      ...MEMORY_VUS.map((vus) => `MB at ${whole(vus)}`),
      ...steps.map(({ from, to }) => `KB per VU, ${whole(from ?? 0)} to ${whole(to)}`),
      ...MEMORY_VUS.slice(1).map((vus) => `start lag p99 at ${whole(vus)}, ms`),
      `busy cores at ${whole(MOST_VUS)}`,
    ],
    rows
      .filter(({ memory }) => memory.length > 0)
      .map((row) => [
        row.name,
        ...MEMORY_VUS.map((vus) => decimals(at(row, vus)?.steadyRssBytes, MEGABYTE, 0)),
        ...steps.map(({ from, to }) =>
          decimals(row.bytesPerVu.find((step) => step.from === from && step.to === to)?.bytes, KILOBYTE, 0),
        ),
        ...MEMORY_VUS.slice(1).map((vus) => decimals(at(row, vus)?.startLagP99Ms, 1, 1)),
        decimals(at(row, MOST_VUS)?.busyCores, 1, 2),
      ]),
  );
}

/** What the tools report, the truth, and the error. */
export function truthTable(rows: readonly BenchRow[]): string {
  const cells = (percentile: ReportedPercentile | null) =>
    percentile === null
      ? [NOTHING, NOTHING]
      : [
          `${percentile.reportedMs.toFixed(2)} (${percentile.truthMs.toFixed(2)})`,
          `${percentile.errorMs < 0 ? '' : '+'}${percentile.errorMs.toFixed(2)}`,
        ];
  return markdownTable(
    ['tool', 'p95 (truth), ms', 'error, ms', 'p99 (truth), ms', 'error, ms'],
    rows
      .filter(({ p95, p99 }) => p95 !== null || p99 !== null)
      .map(({ name, p95, p99 }) => [name, ...cells(p95), ...cells(p99)]),
  );
}

/** Version and work of each tool. */
export function toolTable(rows: readonly BenchRow[]): string {
  return markdownTable(
    ['tool', 'version', 'does'],
    rows.map(({ name, version, does }) => [name, version, does]),
  );
}

function spreadText(spread: Spread | null): string {
  if (spread === null) return NOTHING;
  if (spread.times === 1) return `${whole(spread.median)} (once)`;
  return `${whole(spread.median)} (${whole(spread.lowest)} to ${whole(spread.highest)})`;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function decimals(value: number | null | undefined, unit: number, digits: number): string {
  return typeof value === 'number' ? (value / unit).toFixed(digits) : NOTHING;
}
