import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SubjectReport } from '../subjects/subject-shape.ts';
import { readWork } from '../work/work-file.ts';
import type { Peer } from './peer.ts';

const PROCESSOR = fileURLToPath(new URL('artillery-processor.mjs', import.meta.url));

/** Artillery: its users arrive within the first second and repeat the five operations until the time is up. */
export const artillery: Peer = {
  name: 'Artillery',
  does: 'five operations with prepared bodies, checks by its expect plugin; latency to the first byte only',
  executable: 'artillery',
  versionArgs: ['version'],
  loads: ['speed', 'memory', 'truth'],
  isSlow: true,
  command: (program, { origin, vus, seconds, thinkMs, workPath, folder }) => {
    const script = join(folder, 'artillery.json');
    const think = thinkMs > 0 ? [{ think: thinkMs / 1000 }] : [];
    const { operations } = readWork(workPath);
    const requests = operations.flatMap(({ id, method, status, contentType }) => [
      {
        [method.toLowerCase()]: {
          url: `{{ path }}`,
          beforeRequest: `prepare_${id.replace('.', '_')}`,
          ...(id === 'deals.create' && { capture: { json: '$.id', as: 'dealId' } }),
          expect: [{ statusCode: status }, { contentType: contentType.split('/').at(-1) }],
          name: id,
        },
      },
      ...think,
    ]);
    writeFileSync(
      script,
      JSON.stringify({
        config: {
          target: origin,
          processor: PROCESSOR,
          phases: [{ duration: 1, arrivalCount: vus }],
          http: { timeout: 30 },
          plugins: { expect: { reportFailuresAsErrors: true, outputFormat: 'silent' } },
        },
        scenarios: [{ flow: [{ loop: requests, whileTrue: 'untilOver' }] }],
      }),
    );
    return {
      program,
      args: ['run', '--quiet', '--output', reportPath(folder), script],
      env: {
        BENCH_WORK: workPath,
        BENCH_SECONDS: String(seconds),
        ARTILLERY_DISABLE_TELEMETRY: 'true',
        // By default it starts a worker per core. With one it needs the least CPU time.
        WORKERS: '1',
      },
    };
  },
  report: (_output, { folder }) => readArtilleryReport(readFileSync(reportPath(folder), 'utf8')),
};

function reportPath(folder: string): string {
  return join(folder, 'artillery-report.json');
}

interface ArtilleryReport {
  readonly aggregate: {
    readonly counters: Readonly<Record<string, number>>;
    /** In milliseconds. */
    readonly summaries: Readonly<Record<string, { readonly p95: number; readonly p99: number } | undefined>>;
  };
}

/** Reads Artillery's JSON. */
export function readArtilleryReport(text: string): SubjectReport {
  const { counters, summaries } = (JSON.parse(text) as ArtilleryReport).aggregate;
  const times = summaries['http.response_time'];
  const failed = Object.entries(counters)
    .filter(([name]) => name.startsWith('errors.'))
    .reduce((sum, [, count]) => sum + count, 0);
  return {
    requests: counters['http.requests'] ?? 0,
    failed,
    p95Ms: times?.p95 ?? null,
    p99Ms: times?.p99 ?? null,
    startLagP99Ms: null,
  };
}
