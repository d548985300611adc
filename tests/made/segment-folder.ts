import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '@playwright/test';
import type { Slice } from '../../src/measure/slice.ts';
import { sliceLine } from '../../src/measure/slice-file.ts';
import { processTables } from '../../src/record/process-settings.ts';
import { RUN_FILES, RUN_FOLDERS } from '../../src/record/run-files.ts';
import { RunFolder } from '../../src/record/run-folder.ts';
import type { RunRecord } from '../../src/record/run-record.ts';
import type { SegmentRecord } from '../../src/record/segment-record.ts';
import { planScenario } from '../../src/traffic/plan/scenario-plan.ts';
import { scenarioRow } from '../../src/verdict/thresholds/thresholds.ts';
import { madeSlice } from './slices.ts';
import { smallRecord } from './small-record.ts';
import { operationSlice } from './small-run.ts';

const START_AT = '2026-11-24T10:00:00.000Z';
const GRID_MS = 2_000;

/** What differs of a segment from one that did well. */
export interface SegmentToMake {
  readonly index: number;
  readonly of?: number;
  /** How long its slices go; the whole scenario, 20 s, by default. */
  readonly untilMs?: number;
  readonly vus?: number;
  /** From when on nobody answers it; never by default. */
  readonly cutOffAtMs?: number;
  /** What it says when it ended because the target was gone. */
  readonly stopped?: string;
  readonly startAt?: string;
  readonly segment?: Partial<SegmentRecord>;
  readonly record?: Partial<RunRecord>;
  /** Whether it was killed before it wrote its summary. */
  readonly isCutShort?: boolean;
}

/** The folder of a segment of a smoke of 20 s: ten slices, each with 30 requests of 5 ms and one of 200 ms. */
export function segmentFolder(made: SegmentToMake): RunFolder {
  const { index, of = 2, untilMs = 20_000, startAt = START_AT, vus = 10, isCutShort = false } = made;
  const { cutOffAtMs = Number.POSITIVE_INFINITY, stopped } = made;
  const runId = `2026-11-24T09-59-0${index}-smoke-000${index}`;
  const folder = new RunFolder(join(test.info().outputPath(`machine-${index}`), 'runs', runId));
  mkdirSync(folder.path, { recursive: true });
  const segment = { index, of };
  const planned = {
    ...segment,
    startAt,
    clock: { kind: 'known', offsetMs: 12, uncertainMs: 20 },
    ...made.segment,
  } as const;
  const tables = processTables();
  const plan = planScenario(scenarioRow(tables, 'smoke'), tables.journeys.values(), {
    vus,
    durationMs: 20_000,
    segment,
  });
  folder.write(RUN_FILES.plan, {
    runId,
    scenario: 'smoke',
    environment: 'development',
    baseUrl: 'http://desk.test:1',
    sandbox: false,
    settings: { baseUrl: 'http://desk.test:1', slaCounts: false, seed: 1, segment, startAtMs: 1 },
    startedAt: '2026-11-24T09:59:00.000Z',
    plan,
    segment: planned,
    lanes: ['traffic'],
    findings: [],
    offers: {},
    sockets: {},
    rateLimits: { enabled: false },
  });
  const slices = Array.from({ length: untilMs / GRID_MS }, (_, slice) =>
    trafficSlice(slice, plan.peakVus, slice * GRID_MS >= cutOffAtMs),
  );
  folder.writeText(RUN_FILES.slices, slices.map(sliceLine).join(''));
  mkdirSync(folder.file(RUN_FOLDERS.allureResults), { recursive: true });
  if (stopped !== undefined) folder.write(RUN_FILES.stop, { reason: stopped, by: 'target', atMs: untilMs });
  if (isCutShort) return folder;
  const record = smallRecord({
    runId,
    outcome: 'segment',
    segment: { lateMs: 3, clockAtEnd: planned.clock, ...planned },
    ...made.record,
  });
  folder.write(RUN_FILES.summary, record);
  return folder;
}

/** Two seconds of traffic, of a target that answers or of one that cannot be reached. */
function trafficSlice(slice: number, vus: number, isCutOff: boolean): Slice {
  const fromSecond = (slice * GRID_MS) / 1000;
  const time = { fromMs: slice * GRID_MS, toMs: (slice + 1) * GRID_MS, vus };
  if (isCutOff) {
    const lost = [0, 1].map((second) => ({ second: fromSecond + second, by: 'other', count: vus }));
    const outcomes = { other: 2 * vus };
    const operations = { 'deals.list': { outcomes, bytesReceived: 0 } };
    return madeSlice(slice, operations, { ...time, services: { deals: { fromSecond, answered: [], lost } } });
  }
  const latencies = [...Array.from({ length: 30 }, () => 5), 200];
  const operations = { 'deals.list': operationSlice(latencies, 900) };
  return madeSlice(slice, operations, { ...time, services: { deals: { fromSecond, answered: [15, 16] } } });
}
