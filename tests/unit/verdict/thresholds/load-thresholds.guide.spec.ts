import { expect, test } from '@playwright/test';
import { operations } from '../../../../src/target/catalogue.ts';
import { loadThresholds, PROJECT_TABLES } from '../../../../src/verdict/thresholds/load-thresholds.ts';
import { GUIDE_SCENARIOS } from '../../../../src/verdict/thresholds/thresholds.ts';
import { contractDocument, contractOperations, node, resolved } from '../../../made/contract-document.ts';

const thresholds = loadThresholds(PROJECT_TABLES, { operationIds: operations.map(({ id }) => id) });
const defaults = node(contractDocument, 'x-perf-defaults');

test('the global limits are those of the guide', () => {
  const { baseline, sla } = thresholds.global;
  expect(baseline).toEqual({ p95Ms: 500, p99Ms: 1000, errorRate: 0.01, availability: 0.999 });
  expect(sla).toEqual({ p95Ms: 500, p99Ms: 1000, errorRate: 0.001, availability: 0.999 });
  expect(node(defaults, 'errorRateMax')).toBe(baseline.errorRate);
});

test('each operation has the limits of its own row, its service or the global default, and says which', () => {
  for (const { id, baseline, excluded } of contractOperations()) {
    if (excluded || thresholds.operations.get(id)?.source === 'derived') continue;
    const level = baseline?.level === 'service' ? 'service level' : 'guide';
    const expected = baseline ?? (node(defaults, 'baseline') as { p95: number; p99: number });
    expect.soft(thresholds.operations.get(id), id).toMatchObject({
      baseline: { p95Ms: expected.p95, p99Ms: expected.p99 },
      source: baseline === undefined ? 'global' : level,
    });
  }
});

test('password work that the guide has no row for may take as long as registering, once for each hash', () => {
  const rowOf = (id: string) => thresholds.operations.get(id)?.baseline;
  const derived = [...thresholds.operations].filter(([, { source }]) => source === 'derived');
  expect(derived.map(([id]) => id).sort()).toEqual(['auth.changePassword', 'auth.resetPassword']);
  const { p95Ms = 0, p99Ms = 0 } = rowOf('auth.register') ?? {};
  expect(rowOf('auth.resetPassword'), 'one hash').toMatchObject({ p95Ms, p99Ms });
  expect(rowOf('auth.changePassword'), 'a comparison and a hash').toMatchObject({
    p95Ms: 2 * p95Ms,
    p99Ms: 2 * p99Ms,
  });
});

test('every operation that takes a password is held to a row for password work', () => {
  const withPassword = contractOperations().filter(takesPassword);
  expect(withPassword.map(({ id }) => id).sort()).toEqual([
    'auth.changePassword',
    'auth.login',
    'auth.register',
    'auth.resetPassword',
  ]);
  for (const { id } of withPassword)
    expect.soft(thresholds.operations.get(id)?.source, id).not.toBe('global');
});

test('the gateway has the service level of the guide, throughput included', () => {
  expect(thresholds.services.get('gateway')?.baseline).toEqual({
    p95Ms: 300,
    p99Ms: 800,
    throughputPerSecond: 2000,
  });
});

test('the scenarios have the users, times and limits of the guide', () => {
  const rows = GUIDE_SCENARIOS.map((name) => thresholds.scenarios[name]).map((row) => [
    row.scenario,
    row.vus,
    row.durationSeconds,
    row.p95Ms,
    row.errorRate,
  ]);
  expect(rows).toEqual([
    ['smoke', 10, 60, 1000, 0.01],
    ['load', 100, 600, 500, 0.01],
    ['stress', 500, 900, 1000, 0.05],
    ['spike', 1000, 450, 2000, 0.1],
    ['soak', 50, 7200, 500, 0.01],
  ]);
});

test('the stages of load and stress are those of the guide', () => {
  const stages = (name: 'load' | 'stress') =>
    thresholds.scenarios[name].stages.map(({ durationSeconds, targetVus }) => [durationSeconds, targetVus]);
  expect(stages('load')).toEqual([
    [60, 50],
    [180, 100],
    [300, 100],
    [60, 0],
  ]);
  expect(stages('stress')).toEqual([
    [120, 100],
    [180, 200],
    [180, 300],
    [180, 400],
    [120, 500],
    [120, 0],
  ]);
});

test('the six journeys have limits for each of their steps', () => {
  const steps = [...thresholds.journeys.values()].map((row) => [row.operation, row.steps.length]);
  expect(steps).toEqual([
    ['auth.login', 2],
    ['deals.create', 6],
    ['tax.calculate', 4],
    ['customers.search', 2],
    ['deals.list', 2],
    ['showroom.createVisit', 4],
  ]);
});

/** Whether a password is in the body of its requests, which the product hashes or compares. */
function takesPassword({ path, method }: ReturnType<typeof contractOperations>[number]): boolean {
  const body = node(contractDocument, 'paths', path, method.toLowerCase(), 'requestBody');
  const schema = resolved(node(body, 'content', 'application/json', 'schema'));
  return Object.keys(Object(node(schema, 'properties'))).some((name) => /^(?:new_)?password$/.test(name));
}
