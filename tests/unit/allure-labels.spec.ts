import { expect, test } from '@playwright/test';
import { allurePlace, withPlace } from '../../src/report/allure-labels.ts';

const operationOf = (journey: string) => ({ 'create-deal': 'deals.create' })[journey];

test('a journey stands with the service behind it, and weighs as critical', () => {
  expect(allurePlace('smoke', 'journeys/create-deal.spec.ts', operationOf)).toEqual({
    parentSuite: 'smoke',
    suite: 'deals',
    subSuite: 'journeys and their bursts',
    severity: 'critical',
  });
});

test('a journey that no table knows stands with no service', () => {
  expect(allurePlace('smoke', 'journeys/walk-in.spec.ts', operationOf).suite).toBe('no service');
});

test('the bursts of a service stand with it', () => {
  expect(allurePlace('baseline', 'api/tax.spec.ts', operationOf)).toMatchObject({
    parentSuite: 'baseline',
    suite: 'tax',
    severity: 'normal',
  });
});

test('the traffic is about all services, and nothing weighs more', () => {
  expect(allurePlace('load', 'traffic.spec.ts', operationOf)).toMatchObject({
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
    allurePlace('smoke', 'journeys/create-deal.spec.ts', operationOf),
  );
  expect(labels).toEqual([
    { name: 'tag', value: 'smoke' },
    { name: 'parentSuite', value: 'smoke' },
    { name: 'suite', value: 'deals' },
    { name: 'subSuite', value: 'journeys and their bursts' },
    { name: 'severity', value: 'critical' },
  ]);
});
