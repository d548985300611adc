import { expect, test } from '@playwright/test';
import type { ProveCase } from '../../../../lab/prove/prove-cases.ts';
import { isOff, type ProveRun, proveFaults, tooFew } from '../../../../lab/prove/prove-outcomes.ts';
import type { Finding } from '../../../../lab/prove/proven-run.ts';
import { runsOf } from '../../../../lab/real-runs/runs-of-cases.ts';
import { errors, healthy, run, slow, spikes, steady, times } from '../../../made/prove-runs.ts';

/** What is out of bounds when no run is missing. */
function faultsIn(cases: readonly ProveCase[], runs: readonly ProveRun[]): string[] {
  return proveFaults(
    cases.map((each) => ({ ...each, runs: runs.length })),
    runs,
  );
}

test('a fault that 19 of 20 runs name is found, one that 18 name is not', () => {
  const of = (found: number) => [
    ...times(found, run(errors, [steady(5)])),
    ...times(20 - found, run(errors, [])),
  ];
  expect(faultsIn([errors], of(19))).toEqual([]);
  expect(faultsIn([errors], of(18))).toEqual([
    'errors: *:errors+5: steady errors found in 18 of 20 runs, at least 19',
  ]);
});

test('a fault under another name is not found', () => {
  expect(faultsIn([errors], [run(errors, [spikes])])).toEqual([
    'errors: *:errors+5: steady errors found in 0 of 1 runs, at least 1',
  ]);
});

test('a fault of one operation is found only where this operation is named', () => {
  const state = (subject: string): Finding => ({ detector: 'state', subject, figures: [] });
  expect(faultsIn([slow], [run(slow, [state('auth.login'), state('deals.list')])])).toEqual([]);
  expect(faultsIn([slow], [run(slow, [state('auth.login')])])).toHaveLength(1);
});

test('figures may be a tenth off the promised truth', () => {
  expect(faultsIn([errors], [run(errors, [steady(5.5)]), run(errors, [steady(4.5)])])).toEqual([]);
  expect(faultsIn([errors], [run(errors, [steady(5.6)])])).toEqual([
    'errors: *:errors+5: errors within 10 % of the truth in 0 of 1 runs, at least 1 (5 %; median 5.6 (5.6 to 5.6))',
  ]);
});

test('a finding without the figure counts against the figure', () => {
  const without: Finding = { detector: 'steady errors', figures: [] };
  expect(faultsIn([errors], [run(errors, [without])])).toEqual([
    'errors: *:errors+5: errors within 10 % of the truth in 0 of 1 runs, at least 1 (no figure)',
  ]);
});

test('20 healthy runs may have one false alarm, not two; a state is none, and the scan of a whole table is one', () => {
  const state: Finding = { detector: 'state', subject: 'auth.login', figures: [] };
  const of = (alarms: number) => [
    ...times(alarms, run(healthy, [spikes, state])),
    ...times(20 - alarms, run(healthy, [state])),
  ];
  expect(faultsIn([healthy], of(1))).toEqual([]);
  expect(faultsIn([healthy], of(2))).toEqual([
    '2 false alarms in 20 healthy runs, at most 1: sudden spikes (tax.calculate) 2×',
  ]);
  const scan: Finding = { detector: 'sequential scan', subject: 'conversations', figures: [] };
  const scans = [...times(2, run(healthy, [scan])), ...times(18, run(healthy, []))];
  expect(faultsIn([healthy], scans)).toEqual([
    '2 false alarms in 20 healthy runs, at most 1: sequential scan (conversations) 2×',
  ]);
});

test('the folder of a run is kept when it missed its fault, or when it is healthy and has any alarm', () => {
  const cases = [healthy, errors];
  expect(isOff(cases, run(errors, [steady(5), spikes]))).toBe(false);
  expect(isOff(cases, run(errors, []))).toBe(true);
  expect(isOff(cases, run(healthy, []))).toBe(false);
  expect(isOff(cases, run(healthy, [spikes]))).toBe(true);
});

test('40 healthy runs may have two false alarms, 39 only one', () => {
  const of = (count: number) => [...times(2, run(healthy, [spikes])), ...times(count - 2, run(healthy, []))];
  expect(faultsIn([healthy], of(40))).toEqual([]);
  expect(faultsIn([healthy], of(39))).toHaveLength(1);
});

test('runs that were never done are out of bounds, also when all others are right', () => {
  expect(proveFaults([healthy, errors], [])).toEqual([
    'healthy: 0 of 20 runs were measured',
    'errors: *:errors+5: 0 of 20 runs were measured',
  ]);
  expect(proveFaults([errors], times(19, run(errors, [steady(5)])))).toEqual([
    'errors: *:errors+5: 19 of 20 runs were measured',
  ]);
});

test('fewer than 20 runs of a fault or of a healthy target are too few for a proof', () => {
  const cases = [healthy, errors, slow];
  const of = (ofErrors: number, ofHealthy: number) => [
    ...times(ofErrors, run(errors, [])),
    ...times(20, run(slow, [])),
    ...times(ofHealthy, run(healthy, [])),
  ];
  expect(tooFew(cases, of(20, 20))).toBeUndefined();
  expect(tooFew(cases, of(19, 20))).toBe(
    'Too few runs for a proof: a fault has 19 runs, its bound needs 20.',
  );
  expect(tooFew([errors], times(20, run(errors, [])))).toBe(
    'Too few runs for a proof: 0 healthy runs, the bound of false alarms needs 20.',
  );
});

test('kept runs of cases that were not chosen do not count', () => {
  expect(runsOf([errors], [run(slow, []), run(errors, [])]).map(({ name }) => name)).toEqual([errors.name]);
});
