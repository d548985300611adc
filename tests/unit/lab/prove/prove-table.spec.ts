import { expect, test } from '@playwright/test';
import type { ProveCase } from '../../../../lab/prove/prove-cases.ts';
import { isOff, type ProveRun, proveFaults, proveMarkdown } from '../../../../lab/prove/prove-table.ts';
import type { Finding } from '../../../../lab/prove/proven-run.ts';

const shape = { project: 'soak', seconds: 40, settings: { VUS: '10' }, runs: 20 } as const;
const healthy: ProveCase = { ...shape, id: 'healthy', name: 'healthy', faults: '' };
const errors: ProveCase = {
  ...shape,
  id: 'errors',
  name: 'errors: *:errors+5',
  faults: '*:errors+5',
  expected: {
    detectors: ['steady errors'],
    figure: { name: 'errors', unit: '%', truth: () => 5 },
    may: ['knee'],
  },
};
const slow: ProveCase = {
  ...shape,
  id: 'delay',
  name: 'delay: deals.list:delay+700',
  faults: 'deals.list:delay+700',
  expected: { detectors: ['state'], subject: 'deals.list' },
};

function run({ name }: ProveCase, findings: readonly Finding[]): ProveRun {
  return {
    name,
    at: '2026-11-28T12:00:00.000Z',
    seconds: 50,
    machine: { cores: 2, cpu: 'CPU', memoryGb: 8, system: 'Linux', node: 'v24', loadBefore: 0.1 },
    outcome: 'pass',
    state: 'healthy',
    findings,
    sent: 1600,
    trafficSeconds: 40,
  };
}

const steady = (value: number): Finding => ({
  detector: 'steady errors',
  figures: [{ name: 'errors', value }],
});
const spikes: Finding = { detector: 'sudden spikes', subject: 'tax.calculate', figures: [] };
const times = <T>(count: number, each: T): T[] => Array.from({ length: count }, () => each);

test('a fault that 19 of 20 runs name is found, one that 18 name is not', () => {
  const of = (found: number) => [
    ...times(found, run(errors, [steady(5)])),
    ...times(20 - found, run(errors, [])),
  ];
  expect(proveFaults([errors], of(19))).toEqual([]);
  expect(proveFaults([errors], of(18))).toEqual([
    'errors: *:errors+5: steady errors found in 18 of 20 runs, at least 19',
  ]);
});

test('a fault under another name is not found', () => {
  expect(proveFaults([errors], [run(errors, [spikes])])).toEqual([
    'errors: *:errors+5: steady errors found in 0 of 1 runs, at least 1',
  ]);
});

test('a fault of one operation is found only where this operation is named', () => {
  const state = (subject: string): Finding => ({ detector: 'state', subject, figures: [] });
  expect(proveFaults([slow], [run(slow, [state('auth.login'), state('deals.list')])])).toEqual([]);
  expect(proveFaults([slow], [run(slow, [state('auth.login')])])).toHaveLength(1);
});

test('figures may be a tenth off the promised truth', () => {
  expect(proveFaults([errors], [run(errors, [steady(5.5)]), run(errors, [steady(4.5)])])).toEqual([]);
  expect(proveFaults([errors], [run(errors, [steady(5.6)])])).toEqual([
    'errors: *:errors+5: errors within 10 % of the truth in 0 of 1 runs, at least 1 (5 %; median 5.6 (5.6 to 5.6))',
  ]);
});

test('a finding without the figure counts against the figure', () => {
  const without: Finding = { detector: 'steady errors', figures: [] };
  expect(proveFaults([errors], [run(errors, [without])])).toEqual([
    'errors: *:errors+5: errors within 10 % of the truth in 0 of 1 runs, at least 1 (no figure)',
  ]);
});

test('20 healthy runs may have one false alarm, not two; states and plans are no alarms', () => {
  const state: Finding = { detector: 'state', subject: 'auth.login', figures: [] };
  const of = (alarms: number) => [
    ...times(alarms, run(healthy, [spikes, state])),
    ...times(20 - alarms, run(healthy, [state])),
  ];
  expect(proveFaults([healthy], of(1))).toEqual([]);
  expect(proveFaults([healthy], of(2))).toEqual([
    '2 false alarms in 20 healthy runs, at most 1: sudden spikes (tax.calculate) 2×',
  ]);
});

test('the folder of a run is kept when it missed its fault, or when it is healthy and has any alarm', () => {
  const cases = [healthy, errors];
  expect(isOff(cases, run(errors, [steady(5), spikes]))).toBe(false);
  expect(isOff(cases, run(errors, []))).toBe(true);
  expect(isOff(cases, run(healthy, []))).toBe(false);
  expect(isOff(cases, run(healthy, [spikes]))).toBe(true);
});

test('the page has a row for each measured case, and counts what every detector found', () => {
  const knee: Finding = { detector: 'knee', figures: [] };
  const runs = [run(healthy, []), run(errors, [steady(5), knee, spikes]), run(errors, [steady(5.2)])];
  const page = proveMarkdown([healthy, errors, slow], runs);
  const rows = page.split('\n').filter((line) => line.startsWith('| '));
  expect(rows).toContain('| healthy | soak, 40 s, VUS=10 | nothing | 1 runs |  |  |  | nothing |');
  expect(rows).toContain(
    '| `*:errors+5` | soak, 40 s, VUS=10 | steady errors | 2 of 2 | errors | 5 %; median 5.1 (5 to 5.2) | 2 of 2 | sudden spikes (tax.calculate) 1× |',
  );
  expect(rows).toContain('| fault | runs | knee | steady errors | sudden spikes |');
  expect(rows).toContain('| errors | 2 | 1 | 2 | 1 |');
  expect(page).toContain('No healthy run had a false alarm.');
  expect(page).not.toContain('delay');
  expect(page).toContain('2026-11-28T12:00:00.000Z on 2 cores (CPU)');
});

test('without a run the page says so', () => {
  expect(proveMarkdown([healthy], [])).toContain('No run was measured.');
});
