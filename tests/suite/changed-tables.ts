import { cpSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { changeTable } from '../made/copied-project.ts';

const TABLES = resolve(import.meta.dirname, '../../thresholds');
const ENVIRONMENTS = resolve(import.meta.dirname, '../../environments');
/** The least that the tables allow. No password is hashed as fast. */
const LEAST_MS = 5;

/** The tables with limits on the time of traffic, bursts and visits. */
const TIMED_TABLES = ['global', 'operations', 'sockets', 'scenarios', 'journeys'];
/** Their times. The last two say how long a step takes without traffic, which its limit must not be below. */
const TIMES = new Set(['p95Ms', 'p99Ms', 'medianMs', 'leastMs', 'mostMs']);
const TIMES_AS_ROOMY = 10;

/** Copies the tables of limits into this folder and lowers the p95 of an operation to the least that they allow. */
export function copyTablesWithLoweredRow(folder: string, operation: string): void {
  cpSync(TABLES, folder, { recursive: true });
  changeTable<{ operations: { operation: string; baseline: { p95Ms: number } }[] }>(
    join(folder, 'operations.json'),
    ({ operations }) => {
      const row = operations.find((each) => each.operation === operation);
      if (row === undefined) throw new Error(`found no row of ${operation}`);
      row.baseline.p95Ms = LEAST_MS;
    },
  );
}

/**
 * Copies the tables of limits into this folder, with so many times the time for all that has a limit on time. For tests of what a run does
 * with its figures, on machines that are slow or busy: there the sandbox waits for cores, and `BASE_URL` names it, so that the run judges
 * it like any product.
 */
export function copyRoomyTables(folder: string, times = TIMES_AS_ROOMY): void {
  cpSync(TABLES, folder, { recursive: true });
  for (const table of TIMED_TABLES)
    changeTable<object>(join(folder, `${table}.json`), (limits) => multiplyTimes(limits, times));
}

function multiplyTimes(limits: object, times: number): void {
  for (const [key, value] of Object.entries(limits)) {
    if (TIMES.has(key)) Object.assign(limits, { [key]: value * times });
    else if (typeof value === 'object' && value !== null) multiplyTimes(value, times);
  }
}

/** Copies the environments into this folder; in it `development` lowers the p95 of an operation to the least that tables allow. */
export function copyEnvironmentsWithLoweredLimit(folder: string, operation: string): void {
  cpSync(ENVIRONMENTS, folder, { recursive: true });
  changeTable<{ limits?: object }>(join(folder, 'development.json'), (environment) => {
    const row = {
      operation,
      baseline: { p95Ms: LEAST_MS },
      since: '2026-11-28',
      reason: 'Lowered by a test.',
    };
    environment.limits = { operations: [row] };
  });
}

/** Copies the tables into this folder and lets the rounds of a scenario begin after so many seconds. */
export function copyTablesWithRoundsAt(folder: string, scenario: string, atSeconds: number): void {
  cpSync(TABLES, folder, { recursive: true });
  changeTable<{ scenarios: { scenario: string; rounds: { atSeconds: number; moment: string }[] }[] }>(
    join(folder, 'scenarios.json'),
    ({ scenarios }) => {
      const row = scenarios.find((each) => each.scenario === scenario);
      if (row === undefined) throw new Error(`found no scenario ${scenario}`);
      row.rounds = [{ atSeconds, moment: 'early' }];
    },
  );
}

/** Copies the tables into this folder. In it a few users are the overload of a stress, which has one round there. */
export function copyTablesWithEasyOverload(folder: string): void {
  cpSync(TABLES, folder, { recursive: true });
  changeTable<{ scenarios: { scenario: string }[] }>(join(folder, 'scenarios.json'), ({ scenarios }) => {
    const row = scenarios.find(({ scenario }) => scenario === 'stress');
    if (row === undefined) throw new Error('found no scenario stress');
    Object.assign(row, {
      vus: 5,
      durationSeconds: 70,
      stages: [
        { durationSeconds: 5, targetVus: 2 },
        { durationSeconds: 5, targetVus: 5 },
        { durationSeconds: 50, targetVus: 5 },
        { durationSeconds: 10, targetVus: 0 },
      ],
      rounds: [{ atSeconds: 15, moment: 'at {5}' }],
      overload: { aboveVus: 2, recoverySeconds: 5 },
    });
  });
}
