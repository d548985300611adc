import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MeasuredRun } from '../../src/compare/compare-runs.ts';
import { Recorder } from '../../src/measure/recorder.ts';
import { readSlices } from '../../src/measure/slice-file.ts';
import { invalidReason } from '../../src/measure/validity.ts';
import { RECORD_VERSION, type RunRecord } from '../../src/record/run-record.ts';
import { trafficRecord } from '../../src/run/traffic-record.ts';
import { checkReply } from '../../src/target/http/check-reply.ts';
import { Connection } from '../../src/target/http/connection.ts';
import { seededFaker } from '../../src/target/request-data/seeded-faker.ts';
import { objectWith } from '../../src/target/success-checks.ts';
import { SliceWriter } from '../../src/traffic/watch/slice-writer.ts';

const USERS = 20;
const THINK_MS = 10;
/** A run of a few seconds is too short for slices of ten seconds, so each second is a phase with its own slice. */
const SLICE_MS = 1000;
const SUCCESS = objectWith('ok');

export interface ShortRunWish {
  readonly runId: string;
  /** The origin of each operation. */
  readonly origins: ReadonlyMap<string, string>;
  readonly seconds: number;
  readonly seed: number;
  readonly folder: string;
}

/** A short run with the suite's own connections, checks, histograms and slices, read back like any run. */
export async function shortRun({
  runId,
  origins,
  seconds,
  seed,
  folder,
}: ShortRunWish): Promise<MeasuredRun> {
  const path = join(folder, `${runId}.jsonl`);
  const recorder = new Recorder([...origins.keys()]);
  const crews = await Promise.all(Array.from({ length: USERS }, () => connect(origins)));
  const startedAt = new Date();
  const startedMs = performance.now();
  const elapsedMs = () => performance.now() - startedMs;
  const slices = new SliceWriter(recorder, path, {
    phases: Array.from({ length: seconds }, (_, index) => ({
      kind: 'plateau' as const,
      endMs: (index + 1) * SLICE_MS,
    })),
    vus: () => USERS,
    elapsedMs,
  });
  await Promise.all(
    crews.map(async (connections, index) => {
      const faker = seededFaker(seed * USERS + index);
      while (elapsedMs() < seconds * 1000) {
        const [id, connection] = faker.helpers.arrayElement(connections);
        const exchange = await connection.send(request(id));
        const outcome = exchange.failure ?? checkReply(SUCCESS, exchange);
        recorder.start();
        recorder.end(id, outcome, exchange.latencyUs, exchange.bodyBytes);
        await sleep(THINK_MS * (0.5 + faker.number.float()));
      }
    }),
  );
  slices.finish();
  await Promise.all(crews.flat().map(([, connection]) => connection.destroy()));
  return measuredRun(runId, path, startedAt, seconds);
}

/** Opens a user's connections, one per operation, each with a request that is not measured. */
async function connect(origins: ReadonlyMap<string, string>): Promise<[string, Connection][]> {
  const connections = [...origins].map(([id, origin]): [string, Connection] => [
    id,
    new Connection(origin, { tlsVerify: true }),
  ]);
  await Promise.all(connections.map(([, connection]) => connection.send(request('warm-up'))));
  return connections;
}

function request(id: string) {
  return { method: 'GET' as const, path: `/${id}`, headers: [], body: undefined };
}

function measuredRun(runId: string, path: string, startedAt: Date, seconds: number): MeasuredRun {
  const slices = readSlices(path);
  const invalid = invalidReason(slices);
  const record: RunRecord = {
    version: RECORD_VERSION,
    runId,
    scenario: 'smoke',
    environment: 'development',
    baseUrl: 'http://127.0.0.1',
    sandbox: false,
    startedAt: startedAt.toISOString(),
    endedAt: new Date().toISOString(),
    outcome: invalid === undefined ? 'pass' : 'invalid',
    reasons: invalid === undefined ? [] : [{ kind: 'invalid', text: invalid }],
    vus: USERS,
    plannedDurationMs: seconds * 1000,
    preflight: [],
    traffic: trafficRecord(slices, []) ?? null,
    rounds: [],
    bursts: [],
    verdicts: [],
    testData: null,
  };
  return { record, slices };
}
