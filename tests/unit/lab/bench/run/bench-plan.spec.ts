import { expect, test } from '@playwright/test';
import { benchPlan } from '../../../../../lab/bench/run/bench-plan.ts';
import type { Load, Subject } from '../../../../../lab/bench/subjects/subject.ts';

function tool(name: string, loads: readonly Load[], isSlow = false): Subject {
  return {
    ...{ name, does: '', version: '1', loads, ...(isSlow && { isSlow }) },
    command: () => ({ program: name, args: [] }),
    report: () => ({ requests: 1, failed: 0, p95Ms: null, p99Ms: null, startLagP99Ms: null }),
  };
}

const all: readonly Load[] = ['speed', 'memory', 'truth'];
const tools = [tool('a', all), tool('b', ['speed']), tool('slow', all, true)];
const plan = benchPlan(tools, 3, 5);
const runs = (load: Load) => plan.filter((run) => run.load === load);

test('each round has every tool once, before the next round begins', () => {
  const rounds = runs('speed').map(({ round }) => round);
  expect(rounds).toEqual(rounds.toSorted((a, b) => a - b));
  for (const round of [2, 3]) {
    const names = runs('speed').flatMap((run) => (run.round === round ? [run.subject.name] : []));
    expect(names.toSorted()).toEqual(['a', 'b']);
  }
});

test('a slow tool is measured in the first round only, and not with the most users', () => {
  const slow = plan.filter(({ subject }) => subject.name === 'slow');
  expect(slow.map(({ load, round, vus }) => [load, round, vus])).toEqual([
    ['speed', 1, 100],
    ['memory', 1, 100],
    ['memory', 1, 1_000],
    ['truth', 1, 20],
  ]);
});

test('memory is measured with users that think, everything else without think time', () => {
  for (const run of plan) expect(run.thinkMs).toBe(run.load === 'memory' ? 1_000 : 0);
  expect(runs('memory').flatMap(({ subject, vus }) => (subject.name === 'a' ? [vus] : []))).toEqual([
    100, 1_000, 5_000, 10_000,
  ]);
});

test('the second half of a run with users that think begins when all users have begun', () => {
  for (const { subject, vus, seconds } of runs('memory'))
    if (subject.name === 'a') expect(seconds / 2, `${vus} users`).toBeGreaterThan(vus / 1_000);
});

test('the order is drawn anew: of twenty plans not all begin with the same tool', () => {
  const first = Array.from({ length: 20 }, () => benchPlan(tools, 1, 5)[0]?.subject.name);
  expect(new Set(first).size).toBeGreaterThan(1);
});
