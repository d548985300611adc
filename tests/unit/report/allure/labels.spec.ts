import { expect, test } from '@playwright/test';
import { allurePlace, type PlaceTables, withPlace } from '../../../../src/report/allure/labels.ts';

const tables: PlaceTables = {
  operationOf: (journey) => ({ 'create-deal': 'deals.create' })[journey],
  sourceOf: (operation) =>
    (({ 'deals.create': 'guide', 'gateway.health': 'service level' }) as const)[operation] ?? 'global',
};

test('a journey stands with the service behind it, and weighs as the guide says', () => {
  expect(allurePlace('smoke', 'journeys/create-deal.spec.ts', 'create deal, round 1 of 1', tables)).toEqual({
    parentSuite: 'smoke',
    suite: 'deals',
    subSuite: 'journeys and their bursts',
    severity: 'critical',
  });
});

test('a journey that no table knows stands with no service', () => {
  expect(allurePlace('smoke', 'journeys/walk-in.spec.ts', 'walk in, round 1 of 1', tables).suite).toBe(
    'no service',
  );
});

test('the bursts of a service stand with it', () => {
  expect(allurePlace('baseline', 'api/tax.spec.ts', 'tax.batch: POST /tax', tables)).toMatchObject({
    parentSuite: 'baseline',
    suite: 'tax',
    severity: 'minor',
  });
});

test('the traffic is about all services, and nothing weighs more', () => {
  expect(allurePlace('load', 'traffic.spec.ts', 'traffic of 10 virtual users', tables)).toMatchObject({
    suite: 'all services',
    subSuite: 'traffic',
    severity: 'blocker',
  });
});

test('the place replaces the labels of before, and leaves the others', () => {
  const labels = withPlace(
    [
      { name: 'suite', value: 'journeys/create-deal.spec.ts' },
      { name: 'subSuite', value: 'smoke' },
      { name: 'tag', value: 'smoke' },
    ],
    allurePlace('smoke', 'journeys/create-deal.spec.ts', 'create deal, round 1 of 1', tables),
  );
  expect(labels).toEqual([
    { name: 'tag', value: 'smoke' },
    { name: 'parentSuite', value: 'smoke' },
    { name: 'suite', value: 'deals' },
    { name: 'subSuite', value: 'journeys and their bursts' },
    { name: 'severity', value: 'critical' },
  ]);
});

test('a burst weighs as much as the table that its limit comes from', () => {
  const severityOf = (operation: string) =>
    allurePlace('baseline', 'api/any.spec.ts', `${operation}: GET /`, tables).severity;
  expect(['deals.create', 'gateway.health', 'tax.batch'].map(severityOf)).toEqual([
    'critical',
    'normal',
    'minor',
  ]);
});

test('an audited page stands with the pages', () => {
  expect(allurePlace('lighthouse', 'lighthouse/login.spec.ts', 'login', tables)).toMatchObject({
    suite: 'pages',
    subSuite: 'login',
  });
});
