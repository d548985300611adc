import { expect, test } from '@playwright/test';
import { benchChecks } from '../../../../../lab/bench/result/bench-checks.ts';
import { benchMarkdown } from '../../../../../lab/bench/result/bench-markdown.ts';
import { type BenchRow, benchRow } from '../../../../../lab/bench/result/bench-result.ts';
import type { FinishedRun } from '../../../../../lab/bench/run/run-plan.ts';
import {
  AUTOCANNON,
  BARE_UNDICI,
  OUR_BURSTS,
  OUR_USERS,
} from '../../../../../lab/bench/subjects/own-subjects.ts';
import type { Load, Subject } from '../../../../../lab/bench/subjects/subject.ts';
import { spreadOf } from '../../../../../lab/shared/spread.ts';

const MEGABYTE = 2 ** 20;

const subject: Subject = {
  name: 'a tool',
  does: 'things',
  version: '1.2',
  loads: ['speed', 'memory', 'truth'],
  command: () => ({ program: 'a-tool', args: [] }),
  report: () => ({ requests: 1, failed: 0, p95Ms: null, p99Ms: null, startLagP99Ms: null }),
};

function finished(
  load: Load,
  vus: number,
  figures: { perCpuSecond?: number; megabytes?: number },
): FinishedRun {
  return {
    ...{ subject, load, vus, round: 1, seconds: 2, thinkMs: 0, kind: 'measured' },
    figures: {
      requestsPerCpuSecond: figures.perCpuSecond ?? null,
      requestsPerSecond: 900,
      peakRssBytes: 200 * MEGABYTE,
      steadyRssBytes: (figures.megabytes ?? 100) * MEGABYTE,
      report: { requests: 1000, failed: 0, p95Ms: 36, p99Ms: null, startLagP99Ms: null },
      truth: { requests: 1000, p50Ms: 12, p95Ms: 35, p99Ms: 50 },
    },
  };
}

const emptyRow = benchRow(subject, []);

function row(name: string, perCpuSecond: number | null, bytesPerVu?: number): BenchRow {
  return {
    ...emptyRow,
    name,
    requestsPerCpuSecond: spreadOf([perCpuSecond]),
    bytesPerVu: bytesPerVu === undefined ? [] : [{ from: 100, to: 1_000, bytes: bytesPerVu }],
  };
}

test('a median of an even number of measurements lies between the middle two', () => {
  expect(spreadOf([4, null, 1, 2, 10])).toEqual({ median: 3, lowest: 1, highest: 10, times: 4 });
  expect(spreadOf([null])).toBeNull();
});

test('a row has medians of its rounds, memory per further user, and errors against the truth', () => {
  const made = benchRow(subject, [
    finished('speed', 100, { perCpuSecond: 10 }),
    finished('speed', 100, { perCpuSecond: 30 }),
    finished('speed', 100, { perCpuSecond: 20 }),
    finished('memory', 100, { megabytes: 100 }),
    finished('memory', 1_000, { megabytes: 145 }),
    finished('truth', 20, {}),
    { ...finished('speed', 100, {}), kind: 'failed', reason: 'it fell over' },
  ]);
  expect(made.requestsPerCpuSecond).toEqual({ median: 20, lowest: 10, highest: 30, times: 3 });
  expect(made.bytesPerVu).toEqual([{ from: 100, to: 1_000, bytes: MEGABYTE / 20 }]);
  expect(made.p95).toEqual({ reportedMs: 36, truthMs: 35, errorMs: 1 });
  expect(made.p99).toBeNull();
});

test('the checks hold when all three bars are reached, and tell which one is missed', () => {
  const states = (...rows: BenchRow[]) =>
    benchChecks({ rows })
      .slice(0, 3)
      .map(({ state }) => state);
  const [bare, k6] = [row(BARE_UNDICI, 100), row('k6', 20, 600)];
  expect(states(row(OUR_USERS, 85, 120), bare, k6)).toEqual(['ok', 'ok', 'ok']);
  expect(states(row(OUR_USERS, 84, 121), bare, k6)).toEqual(['ok', 'missed', 'missed']);
  expect(states(row(OUR_USERS, 59, 120), bare, k6)).toEqual(['missed', 'ok', 'missed']);
});

test('a goal that is not reached is told, and is no claim that was missed', () => {
  const goals = (ours: BenchRow, bursts: number) =>
    benchChecks({ rows: [ours, row('wrk', 100), row(OUR_BURSTS, bursts), row(AUTOCANNON, 100)] })
      .slice(3)
      .map(({ state, found }) => [found, state]);
  const memory = { steadyRssBytes: 1, peakRssBytes: 1, busyCores: 0.5 };
  const users = (perCpuSecond: number, kilobytes: number, startLagP99Ms: number): BenchRow => ({
    ...row(OUR_USERS, perCpuSecond),
    bytesPerVu: [{ from: 1_000, to: 5_000, bytes: kilobytes * 1024 }],
    memory: [{ vus: 10_000, startLagP99Ms, ...memory }],
  });
  expect(goals(users(60, 30, 9.94), 80)).toEqual([
    ['60 %', 'ok'],
    ['80 %', 'ok'],
    ['30 KB', 'ok'],
    ['9.9 ms', 'ok'],
  ]);
  expect(goals(users(59, 31, 10), 79)).toEqual([
    ['59 %', 'short of the goal'],
    ['79 %', 'short of the goal'],
    ['31 KB', 'short of the goal'],
    ['10.0 ms', 'short of the goal'],
  ]);
});

test('what users that think keep busy is requests per second by requests per CPU-second', () => {
  const { memory } = benchRow(subject, [
    finished('memory', 1_000, { perCpuSecond: 1_800 }),
    finished('memory', 5_000, {}),
  ]);
  expect(memory.map(({ busyCores }) => busyCores)).toEqual([0.5, null]);
});

test('a check whose tools have no figures is not measured, neither ok nor missed', () => {
  expect(
    benchChecks({ rows: [row(OUR_USERS, 85), row('k6', null)] }).map(({ state, found }) => [state, found]),
  ).toEqual(Array.from({ length: 7 }, () => ['not measured', '-']));
});

test('the page says - where there is no figure, and names what is not installed or has failed', () => {
  const page = benchMarkdown({
    at: '2026-01-05T10:00:00.000Z',
    rounds: 3,
    seconds: 5,
    machine: { cores: 2, cpu: 'A CPU', memoryGb: 8, system: 'Linux 6', node: 'v24.0.0', loadBefore: 1.5 },
    rows: [row(OUR_USERS, 12_345), row('k6', null)],
    notInstalled: ['Locust'],
    troubles: ['speed: k6 fell over'],
  });
  expect(page).toContain('| k6 | - | - | - | - |');
  expect(page).toContain(`| ${OUR_USERS} | 12,345 (once) | 1.00 x | - | - |`);
  expect(page).toContain('Not installed: Locust');
  expect(page).toContain('- speed: k6 fell over');
  expect(page).toContain('The machine was not quiet');
  expect(page).toContain('| not measured |');
});
